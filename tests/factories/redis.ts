import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSocket, type AddressInfo } from "node:net";
import path from "node:path";
import { Redis } from "ioredis";
import { createScriptRunner } from "@/lib/limits/redis-store";
import { temporaryFolder } from "@/tests/setup/database";

/** The binary, where the machine has one (`apt-get install redis-server`). */
export const redisBinary = (process.env.PATH ?? "")
  .split(path.delimiter)
  .map((folder) => path.join(folder, "redis-server"))
  .find((file) => existsSync(file));

async function freePort(): Promise<number> {
  const socket = createSocket();
  await new Promise<void>((resolve) => socket.listen(0, "127.0.0.1", resolve));
  const { port } = socket.address() as AddressInfo;
  await new Promise((resolve) => socket.close(resolve));
  return port;
}

/** A Redis of its own on a free port of loopback, which keeps nothing on disk. */
export async function startRedis(onPort?: number) {
  if (!redisBinary) throw new Error("there is no redis-server");
  const port = onPort ?? (await freePort());
  const args = ["--bind", "127.0.0.1", "--port", String(port), "--save", "", "--appendonly", "no"];
  const child: ChildProcess = spawn(redisBinary, [...args, "--dir", temporaryFolder()], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once("close", () => reject(new Error("redis-server ended at once")));
    child.stdout?.on("data", (chunk: Buffer) => {
      if (chunk.includes("Ready to accept connections")) resolve();
    });
  });
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Upstash's REST protocol in front of a Redis, as far as scripts that answer numbers need it: one command, or a pipeline of them. */
export async function startUpstash(redisUrl: string, token: string) {
  const redis = new Redis(redisUrl);
  redis.on("error", () => {});
  const runner = createScriptRunner(redis);
  const run = async ([name, script, count, ...rest]: string[]): Promise<unknown> => {
    const keys = rest.slice(0, Number(count));
    const args = rest.slice(Number(count));
    if (/^evalsha$/i.test(name ?? "")) return runner.evalsha(script ?? "", keys, args);
    if (/^eval$/i.test(name ?? "")) return runner.eval(script ?? "", keys, args);
    throw new Error(`ERR unknown command ${name}`);
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      response.setHeader("content-type", "application/json");
      if (request.headers.authorization !== `Bearer ${token}`)
        return void response.writeHead(401).end('{"error":"WRONGPASS"}');
      const sent: unknown = JSON.parse(Buffer.concat(chunks).toString());
      const answer = (command: string[]) =>
        run(command).then(
          (result) => ({ result }),
          (error: unknown) => ({ error: String(error) }),
        );
      if (request.url === "/pipeline")
        return void response.end(JSON.stringify(await Promise.all((sent as string[][]).map(answer))));
      const one = await answer(sent as string[]);
      response.writeHead("error" in one ? 400 : 200).end(JSON.stringify(one));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      redis.disconnect();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
