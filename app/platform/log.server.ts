import pino from "pino";

import { env } from "./env.server";
import { fingerprint } from "./secrets.server";
import { currentRequest } from "./watch/trail.server";

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
  const requestId = currentRequest();
  logger[level](
    { ...(requestId ? { requestId } : {}), ...allowed(fields), ...failure(fields.error) },
    message,
  );
}

function allowed(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(
    ALLOWED.flatMap((name) => (fields[name] === undefined ? [] : [[name, written(name, fields[name])]])),
  );
}

const LONGEST = 2_000;

/** A shop is known by its mark alone; nothing is longer than 8 kB, and nothing moves a terminal's cursor. */
function written(name: string, value: Fields[keyof Fields]): unknown {
  if (typeof value !== "string") return value;
  return name === "shop" ? shopMark(value) : plain(value);
}

function plain(text: string): string {
  return text.slice(0, LONGEST).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ");
}

/** How a shop is named in log lines: the same mark for the same shop, and no way back without our key. */
export function shopMark(domain: string): string {
  return fingerprint(`shop ${domain}`).slice(0, 12);
}

// An error's own text may quote what a person wrote, so only its kind and place are kept.
function failure(error: unknown): Record<string, unknown> {
  if (error === undefined) return {};
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error && typeof error.code === "string" ? { errorCode: plain(error.code) } : {};
  return {
    error: plain(error.name),
    ...code,
    at: error.stack
      ?.split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 6)
      .map(plain),
  };
}

/** One JSON object a line. Fields outside the allow-list never reach the log. */
export const log = {
  debug: (message: string, fields: Fields = {}) => write("debug", message, fields),
  info: (message: string, fields: Fields = {}) => write("info", message, fields),
  warn: (message: string, fields: Fields = {}) => write("warn", message, fields),
  error: (message: string, fields: Fields = {}) => write("error", message, fields),
};
