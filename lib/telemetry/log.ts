import pino, { type Logger } from "pino";
import { env } from "@/lib/env";
import { singleton } from "@/lib/shared/singleton";

/** Structured log on stdout. Never a password, token, key or message text. */
export function log(): Logger {
  return singleton("log", () =>
    pino({
      level: env().LOG_LEVEL,
      base: null,
      redact: [
        "password",
        "token",
        "authorization",
        "cookie",
        "*.password",
        "*.token",
        "*.authorization",
        "*.cookie",
      ],
    }),
  );
}
