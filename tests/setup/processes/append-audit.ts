// A process of its own that writes audit rows: DATABASE_URL=… node --import tsx append-audit.ts <count>
import { systemContext } from "@/lib/access/actor";
import { appendAudit } from "@/lib/audit/append";
import { transaction } from "@/lib/db/client";

const count = Number(process.argv[2]);
for (let done = 0; done < count; done++)
  await transaction((tx) =>
    appendAudit(tx, systemContext(`process-${process.pid}`), { action: "model.load", outcome: "ok" }),
  );
process.exit(0);
