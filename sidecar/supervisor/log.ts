/** Injected everywhere in the sidecar; who starts it decides where lines go. */
export type LogLevel = "debug" | "info" | "warn" | "error";
export type Log = (level: LogLevel, message: string, details?: Record<string, unknown>) => void;
