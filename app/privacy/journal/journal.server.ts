import { database } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { keepEntry } from "~/platform/files/journal.server";
import { fingerprint } from "~/platform/secrets.server";
import type { Person } from "~/privacy/person";

import { markOf, marksOf, type Entry } from "./entry";

/** Notes that a person is being erased, before anything of them is: a crash then loses no trace of it. */
export async function rememberErasure(desk: Desk, id: string, person: Person): Promise<void> {
  const marks = marksOf(person).map(fingerprint);
  await remember({ id, kind: "customer", shop: shopMark(desk.shop.domain), marks, at: desk.now });
}

/** Notes that a whole shop is being erased. */
export async function rememberShop(desk: Desk): Promise<void> {
  const shop = shopMark(desk.shop.domain);
  await remember({ id: desk.shopId, kind: "shop", shop, marks: [], at: desk.now });
}

export function shopMark(domain: string): string {
  return fingerprint(markOf("shop", domain));
}

/** In the file store, which a restored backup leaves alone, and in the database, which it takes back. */
async function remember(entry: Entry): Promise<void> {
  await keepEntry(entry.id, entry);
  await noteAsDone(entry);
}

export async function noteAsDone(entry: Entry): Promise<void> {
  await database().redaction.createMany({ data: [entry], skipDuplicates: true });
}
