// Shoppers who have opened the chat: each with the token that their browser would hold.
import { closeDatabase } from "~/platform/db.server";
import { openDesk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { writeVisitorToken } from "~/portal/visitor/token.server";

import { whenAsked } from "./tell.ts";

export type Ask = { readonly domain: string; readonly count: number };

whenAsked(async ({ domain, count }: Ask): Promise<string[]> => {
  const desk = await openDesk({ domain }, { kind: "system" });
  const seen = { shopId: desk.shopId, locale: "en", createdAt: desk.now, seenAt: desk.now };
  const visitors = Array.from({ length: count }, () => ({ ...seen, id: newId(), refreshHash: newId() }));
  await desk.db.visitor.createMany({ data: visitors });
  const passes = visitors.map(({ id }) => writeVisitorToken(desk, { id, locale: "en", customerId: null }));
  const tokens = (await Promise.all(passes)).map(({ token }) => token);
  await closeDatabase();
  return tokens;
});
