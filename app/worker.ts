import { createServer } from "node:http";

import { beginGoingDown } from "~/http/watch/draining.server";
import { healthDoor } from "~/http/watch/health.server";
import { closeDatabase } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { startIntake } from "~/platform/webhooks/intake.server";
import { closeLimits } from "~/platform/limits.server";
import { stopListening } from "~/platform/live.server";
import { log } from "~/platform/log.server";
import { closeMail } from "~/platform/mail.server";
import { endWith } from "~/platform/watch/ending.server";
import { hushLibraries } from "~/platform/watch/libraries.server";
import { databaseAnswers, diskHasRoom, tablesAreNew } from "~/platform/watch/readiness.server";
import { startShift } from "~/platform/work.server";
import { posts } from "~/wiring/jobs.server";
import { untilErasedAgain } from "~/wiring/privacy.server";
import { reactionsTo } from "~/wiring/reactions.server";
import { startSchedule } from "~/wiring/schedule.server";
import { readDelivery } from "~/wiring/webhooks.server";
import { tellOfTheWhole } from "~/reports/gauges.server";

hushLibraries();
tellOfTheWhole();
await untilErasedAgain();
const endShift = await startShift({ posts, reactionsTo });
const endIntake = startIntake(readDelivery);
const endSchedule = startSchedule();
const health = healthDoor([databaseAnswers, tablesAreNew, diskHasRoom]);
const door = createServer((request, response) => {
  const known = health(new URL(request.url ?? "/", "http://worker").pathname);
  if (known) return known(request, response);
  response.writeHead(404).end();
}).listen(env().WORKER_PORT);
log.info("The worker works", { port: env().WORKER_PORT });

endWith(async () => {
  log.info("The worker goes home");
  beginGoingDown();
  await Promise.all([endSchedule(), endIntake(), endShift()]);
  door.close();
  closeMail();
  await Promise.all([stopListening(), closeLimits()]);
  await closeDatabase();
});
