import { createServer } from "node:http";

import { closeDatabase } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { startIntake } from "~/platform/webhooks/intake.server";
import { log } from "~/platform/log.server";
import { closeMail } from "~/platform/mail.server";
import { startShift } from "~/platform/work.server";
import { posts } from "~/wiring/jobs.server";
import { reactionsTo } from "~/wiring/reactions.server";
import { startSchedule } from "~/wiring/schedule.server";
import { readDelivery } from "~/wiring/webhooks.server";

const endShift = await startShift({ posts, reactionsTo });
const endIntake = startIntake(readDelivery);
const endSchedule = startSchedule();
const health = createServer((_request, response) => response.end("ok")).listen(env().WORKER_PORT);
log.info("The worker works", { port: env().WORKER_PORT });

async function stop(): Promise<void> {
  log.info("The worker goes home");
  await endSchedule();
  await endIntake();
  await endShift();
  health.close();
  closeMail();
  await closeDatabase();
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
