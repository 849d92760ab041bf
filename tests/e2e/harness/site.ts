import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { ModelsAnswer } from "@/tests/e2e/harness/api-types";
import { freePort } from "@/tests/e2e/harness/free-port";
import { HttpClient } from "@/tests/e2e/harness/http-client";
import { mostTokens, writeTestModels } from "@/tests/e2e/harness/models";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const startTimeoutMs = 60_000;

export interface SiteOptions {
  env?: Record<string, string>;
  /** Default: the two models of `writeTestModels`. */
  writeModels?: (folder: string) => void;
}

export interface Account {
  name: string;
  email: string;
  password: string;
}

export const admin: Account = {
  name: "Ada Admin",
  email: "ada@example.org",
  password: "correct horse battery",
};

/** A built site with a world of its own: port, database, models. */
export class Site {
  readonly port: number;
  readonly folder: string;
  readonly modelsDir: string;
  #env: Record<string, string>;
  #process: ChildProcess | null = null;
  #output = "";
  #exit: Promise<number | null> = Promise.resolve(null);

  constructor(port: number, options: SiteOptions) {
    this.port = port;
    this.folder = mkdtempSync(join(tmpdir(), "switchyard-e2e-"));
    this.modelsDir = join(this.folder, "models");
    this.#env = options.env ?? {};
    mkdirSync(this.modelsDir);
    (options.writeModels ?? writeTestModels)(this.modelsDir);
  }

  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  /** Everything that the site printed since its last start. */
  get output(): string {
    return this.#output;
  }

  get pid(): number {
    const pid = this.#process?.pid;
    if (pid === undefined) throw new Error("the site does not run");
    return pid;
  }

  /** Resolves with the exit code, null after a kill. */
  get exited(): Promise<number | null> {
    return this.#exit;
  }

  /** Starts the built server and waits until it says that it serves. */
  async start(): Promise<void> {
    if (!existsSync(join(root, "dist", "server.mjs")))
      throw new Error("the site is not built: npm test builds it");
    // Nothing of the caller's own settings reaches the site.
    const { PATH, HOME, LANG, TMPDIR } = process.env;
    const inherited = Object.fromEntries(
      Object.entries({ PATH, HOME, LANG, TMPDIR }).filter(([, value]) => value),
    );
    const child = spawn(process.execPath, [join(root, "dist", "server.mjs")], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...inherited,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        NEXTAUTH_SECRET: "a secret for the tests only, of enough length",
        PORT: String(this.port),
        DATA_DIR: join(this.folder, "data"),
        DATABASE_URL: `file:${join(this.folder, "data", "switchyard.db")}`,
        LLAMACPP_MODELS_DIR: this.modelsDir,
        LOG_LEVEL: "warn",
        ...this.#env,
      },
    });
    this.#process = child;
    this.#output = "";
    this.#exit = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => fail("the site did not say Ready"), startTimeoutMs);
      const fail = (why: string) => {
        clearTimeout(timer);
        reject(new Error(`${why}. It printed:\n${this.#output}`));
      };
      const keep = (chunk: string) => {
        this.#output += chunk;
        if (!/^Ready on /m.test(this.#output)) return;
        clearTimeout(timer);
        resolve();
      };
      child.stdout.setEncoding("utf8").on("data", keep);
      child.stderr.setEncoding("utf8").on("data", keep);
      child.once("exit", (code) => fail(`the site ended with ${code}`));
    });
  }

  /** The one-time link that the site printed at this start; null where an admin exists. */
  get setupToken(): string | null {
    return /\/setup\?token=([^\s]+)/.exec(this.#output)?.[1] ?? null;
  }

  /** @returns the exit code */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    this.#process?.kill(signal);
    const code = await this.#exit;
    this.#process = null;
    return code;
  }

  async restart(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    await this.stop(signal);
    await this.start();
  }

  async dispose(): Promise<void> {
    await this.stop("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** A client without a session. */
  client(): HttpClient {
    return new HttpClient(this.origin);
  }

  async signedIn(account: Account = admin): Promise<HttpClient> {
    const client = this.client();
    await client.signIn(account);
    return client;
  }

  /** Resolves when the local engine serves: on a busy machine the site is there before it. */
  async engineUp(client: HttpClient): Promise<void> {
    const deadlineMs = performance.now() + startTimeoutMs;
    for (;;) {
      const { providers } = await client.get<ModelsAnswer>("/api/models");
      if (providers.find(({ id }) => id === "llamacpp")?.status === "up") return;
      if (performance.now() > deadlineMs)
        throw new Error(`the local engine did not come up:\n${this.#output}`);
      await delay(100);
    }
  }

  /** Makes one of the test models the selection of that account, loaded and ready. */
  async select(account: Account, model: string): Promise<void> {
    await (await this.signedIn(account)).post("/api/models/switch", { provider: "llamacpp", model });
  }

  /** Creates a user through the admin API. */
  async createUser(account: Account, extra: Record<string, string> = {}): Promise<Account> {
    const client = await this.signedIn();
    await client.post("/api/admin/users", { ...account, ...extra }, 201);
    return account;
  }
}

/** As an admin: answers of each model have at most so many tokens; undefined leaves it as it is. */
export async function shortenAnswers(
  client: HttpClient,
  mostTokensOf: (model: string) => number | undefined,
): Promise<void> {
  const { items } = await client.get<{ items: { id: string; modelId: string }[] }>("/api/admin/profiles");
  for (const { id, modelId } of items) {
    const maxTokens = mostTokensOf(modelId);
    if (maxTokens) await client.patch(`/api/admin/profiles/${id}`, { maxTokens });
  }
}

/** Starts a site and, through its link, makes the admin. */
export async function startSite(options: SiteOptions & { withAdmin?: boolean } = {}): Promise<Site> {
  const site = new Site(await freePort(), options);
  try {
    await site.start();
    if (options.withAdmin !== false) {
      await site.client().post("/api/setup", { token: site.setupToken, ...admin }, 201);
      const client = await site.signedIn();
      await site.engineUp(client);
      await shortenAnswers(client, (model) => mostTokens[model]);
    }
  } catch (error) {
    await site.dispose();
    throw error;
  }
  return site;
}
