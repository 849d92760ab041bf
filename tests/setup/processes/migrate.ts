// A process of its own that migrates and seeds: node --import tsx migrate.ts <url> [<migrations folder>]
import { createClient } from "@/lib/db/client";
import { migrate, readMigrations } from "@/lib/db/migrate";
import { seed } from "@/lib/db/seed";

const [url = "", folder] = process.argv.slice(2);
const applied = await migrate(url, readMigrations(folder));
if (!folder) await seed(createClient(url));
process.stdout.write(JSON.stringify(applied));
process.exit(0);
