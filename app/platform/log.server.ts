import pino from "pino";

import { env } from "./env.server";

/** What may stand in a log line besides the message; everything else a caller passes is left out. */
const ALLOWED = [
  "shop",
  "job",
  "topic",
  "event",
  "reaction",
  "route",
  "status",
  "ms",
  "code",
  "count",
  "attempt",
  "requestId",
  "port",
] as const;

type Fields = Partial<Record<(typeof ALLOWED)[number], string | number | boolean | undefined>> & {
  error?: unknown;
};

let logger: pino.Logger | undefined;

function write(level: "debug" | "info" | "warn" | "error", message: string, fields: Fields): void {
  logger ??= pino({ level: env().LOG_LEVEL, base: { process: process.pid } });
  logger[level]({ ...allowed(fields), ...failure(fields.error) }, message);
}

function allowed(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(
    ALLOWED.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
  );
}

// An error's own text may quote what a person wrote, so only its kind and place are kept.
function failure(error: unknown): Record<string, unknown> {
  if (error === undefined) return {};
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error && typeof error.code === "string" ? { errorCode: error.code } : {};
  return {
    error: error.name,
    ...code,
    at: error.stack
      ?.split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 6),
  };
}

/** One JSON object a line. Fields outside the allow-list never reach the log. */
export const log = {
  debug: (message: string, fields: Fields = {}) => write("debug", message, fields),
  info: (message: string, fields: Fields = {}) => write("info", message, fields),
  warn: (message: string, fields: Fields = {}) => write("warn", message, fields),
  error: (message: string, fields: Fields = {}) => write("error", message, fields),
};
