import { enqueue } from "~/platform/jobs.server";
import { writeAudit } from "~/ledger/audit.server";
import { NotFound } from "~/kit/failures";
import { startOfWork } from "~/platform/clock.server";
import type { Desk } from "~/platform/desk.server";
import { eraseCustomerJob } from "~/privacy/jobs";
import { findPerson } from "~/privacy/person.server";
import type { Named, Person } from "~/privacy/person";
import { NAMELESS, namedBy, requestOf, type Row } from "~/privacy/requests.server";
import { rememberErasure } from "~/privacy/journal/journal.server";
import { publish } from "~/platform/live.server";

import { eraseLinked } from "./linked.server";
import { eraseScraps } from "./scraps.server";
import { eraseFromTexts, textColumns } from "./texts.server";

/** A job works at most this long at a stretch, so that it never outlives its lease; then it asks to go on. */
const STRETCH_MS = 60_000;

/** customers/redact: forgets a person. May stop at any point and is gone on with; done twice is done once. */
export async function eraseCustomer(desk: Desk, { webhookId }: { webhookId: string }): Promise<void> {
  const request = await requestOf(desk, "erasure", webhookId).catch(whenGone);
  if (!request || request.state !== "open") return;
  const person = await findPerson(desk, namedBy(request));
  await rememberErasure(desk, request.id, person);
  if (!(await sweepTexts(desk, request, person))) {
    return enqueue(desk, eraseCustomerJob, { data: { webhookId } });
  }
  await eraseWhatHangs(desk, person, request.id);
  await close(desk, request);
}

/** Forgets a person whom a restored backup has brought back. */
export async function eraseAgain(desk: Desk, named: Named): Promise<void> {
  const person = await findPerson(desk, named);
  for (const column of await textColumns(desk)) await eraseFromTexts(desk, column, person);
  await eraseWhatHangs(desk, person, desk.shopId);
}

async function eraseWhatHangs(desk: Desk, person: Person, besides: string): Promise<void> {
  await eraseScraps(desk, person);
  await eraseLinked(desk, person, besides);
}

/** Goes on where the last stretch ended; false when there is more to do than this one had time for. */
async function sweepTexts(desk: Desk, { id, done }: Row, person: Person): Promise<boolean> {
  const columns = await textColumns(desk);
  for (const [place, column] of columns.entries()) {
    if (place < done) continue;
    if (startOfWork().getTime() - desk.now.getTime() > STRETCH_MS) return false;
    await eraseFromTexts(desk, column, person);
    await desk.db.privacyRequest.updateMany({
      where: { id },
      data: { done: place + 1, total: columns.length + 1 },
    });
  }
  return true;
}

async function close(desk: Desk, { id, total }: Row): Promise<void> {
  const finished = { state: "done", finishedAt: startOfWork(), done: total };
  await desk.db.privacyRequest.updateMany({ where: { id }, data: { ...NAMELESS, ...finished } });
  await writeAudit(desk, { action: "privacy.erased", subject: id });
  await publish(desk, "team", { type: "privacy" });
}

/** The delivery is kept for a week; a request from before was carried out, or the shop is erased itself. */
function whenGone(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
}
