import { log } from "~/platform/log.server";

/** Whoever runs us kills us after 30 seconds. */
const LATEST_MS = 28_000;

/**
 * On SIGTERM or SIGINT: goes down in good order and exits 0, after 28 seconds at the latest (then with 1: something
 * was still going on). A second signal ends the process at once.
 */
export function endWith(steps: () => Promise<void>): void {
  let ending = false;
  const end = (signal: NodeJS.Signals) => {
    if (ending) process.exit(signal === "SIGINT" ? 130 : 143);
    ending = true;
    setTimeout(() => {
      log.error("Something was still going on; the process ends all the same");
      process.exit(1);
    }, LATEST_MS).unref();
    steps().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error("The process did not go down in good order", { error });
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}
