import type { Prisma } from "@prisma/client";

import type { Job } from "~/kit/job";

import type { Desk } from "./desk.server";

/**
 * Says that something happened. The row is part of the surrounding transaction, so what is announced and
 * what was done stand or fall together; the worker tells whoever is wired to it.
 */
export async function announce<Event extends { readonly type: string }>(
  desk: Desk,
  event: Event,
): Promise<void> {
  await write(desk, { kind: "event", name: event.type, data: event as unknown as Prisma.InputJsonValue });
}

type When = {
  readonly at?: Date;
  /** Jobs with the same key that have not begun are one. */ readonly once?: string;
};

/** Asks for work, now or at an instant; likewise part of the surrounding transaction. */
export async function enqueue<Name extends string, Data>(
  desk: Desk,
  work: Job<Name, Data>,
  ask: { data: Data } & When,
) {
  const data = work.data.parse(ask.data) as Prisma.InputJsonValue;
  await write(desk, {
    kind: "job",
    name: work.name,
    data,
    singleton: ask.once ?? null,
    runAt: ask.at ?? null,
  });
}

type Row = Pick<Prisma.OutboxUncheckedCreateInput, "kind" | "name" | "data" | "singleton" | "runAt">;

async function write(desk: Desk, row: Row): Promise<void> {
  await desk.db.outbox.create({
    data: { ...row, shopId: desk.shopId, requestId: desk.requestId, createdAt: desk.now },
    select: { id: true },
  });
  // Delivered when the transaction commits: the worker looks at once instead of at its next round.
  await desk.db.$executeRaw`SELECT pg_notify('outbox', '')`;
}
