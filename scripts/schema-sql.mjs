// Prints the SQL that creates prisma/schema.prisma from nothing. For writing migrations, and for the test that
// migrations and schema agree. Prisma's own `migrate` needs a downloaded engine; the WASM build of the same engine does not.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { PrismaLibSql } from "@prisma/adapter-libsql";

const schemaPath = new URL("../prisma/schema.prisma", import.meta.url);

/** @returns {Promise<string>} */
export async function schemaSql() {
  const require = createRequire(import.meta.url);
  const glue = await import(
    pathToFileURL(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg")).href
  );
  const wasmPath = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg").replace(/\.js$/, ".wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(wasmPath), {
    "./schema_engine_bg.js": glue,
  });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  const content = readFileSync(schemaPath, "utf8");
  const files = [{ path: "schema.prisma", content }];
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaLibSql({ url: "file::memory:" }));
  let sql = "";
  const engine = await glue.SchemaEngine.new({ datamodels: [["schema.prisma", content]] }, () => {}, factory);
  const result = await engine.diff({
    from: { tag: "empty" },
    to: { tag: "schemaDatamodel", files },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  sql = result.stdout ?? "";
  return sql;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.stdout.write(await schemaSql());
