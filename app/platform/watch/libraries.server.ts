import { log } from "~/platform/log.server";

/**
 * What libraries write to the console may quote shops, people and whole questions to the database: in a running
 * process only that they wrote is told, as one line of ours.
 */
export function hushLibraries(): void {
  for (const way of ["debug", "info", "log", "warn", "error"] as const) {
    // eslint-disable-next-line no-console -- to keep others from it
    console[way] = () =>
      log[way === "error" ? "error" : "debug"]("A library wrote to the console", { code: way });
  }
}

/** A line of Shopify's library, without the part behind " | ", which names shops and more. */
export function fromShopify(severity: number, message: string): void {
  const [what = ""] = message.split(" | ");
  const plain = /^[\w\s/[\]'.,-]{1,120}$/.test(what) ? what : "Shopify's library had something to say";
  log[severity <= 1 ? "warn" : "debug"](plain);
}
