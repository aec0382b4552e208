import { randomUUID } from "node:crypto";

import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";

import { database } from "~/platform/db.server";
import { readStored } from "~/platform/files.server";
import { makeCopy } from "~/privacy/copy/copy.server";
import { findCopy, listRequests } from "~/privacy/requests.server";

import { dataRequestPayload } from "../../dev-store/payloads/shop.ts";
import { deskFor, type TestDesk } from "../../support/desk.ts";
import { figure } from "../../trust/figure.ts";
import { aLife, type Life } from "../support/life.ts";

let shop: TestDesk;
let zelda: Life;
let other: Life;
let files: Record<string, Uint8Array>;

beforeAll(async () => {
  shop = await deskFor();
  [zelda, other] = [await aLife(shop), await aLife(shop)];
}, 60_000);
afterAll(() => shop.close());

async function asked(body: object): Promise<{ webhookId: string }> {
  const webhookId = randomUUID();
  const at = { receivedAt: shop.desk.now, handledAt: shop.desk.now };
  const row = { shop: shop.desk.shop.domain, topic: "customers/data_request", webhookId, ...at };
  await database().webhookDelivery.create({ data: { ...row, body: JSON.stringify(body) } });
  return { webhookId };
}

test("IN-6: the copy holds everything of the person, and nothing of anybody else", async () => {
  const request = await asked(dataRequestPayload(shop.store, zelda.customer, 9_999));
  await makeCopy(shop.desk, request);
  await makeCopy(shop.desk, request);
  const [row, ...more] = await listRequests(shop.desk);
  expect(more).toEqual([]);
  expect(row).toMatchObject({
    kind: "copy",
    state: "done",
    progress: 1,
    about: zelda.customer.email?.toLowerCase(),
  });
  const { storageKey } = await findCopy(shop.desk, row?.id ?? "");
  files = unzipSync(new Uint8Array(await readStored(storageKey)));
  const data = new TextDecoder().decode(files["data.json"]);
  const wanted = [
    `Where is my parcel? ${zelda.mark}`,
    `Look: ${zelda.mark}`,
    `Dear ${zelda.mark}, it is on its way`,
    `${zelda.mark} is nice`,
    `It is me, ${zelda.mark}`,
    `Hello again, ${zelda.mark}`,
    `Thanks, ${zelda.mark}`,
    `Too small for ${zelda.mark}`,
    `Sorry, ${zelda.mark}`,
    `Good will for ${zelda.mark}`,
    `Ring at ${zelda.mark}`,
    `Knows ${zelda.mark}'s mother`,
    `friend of ${zelda.mark}`,
    `${zelda.mark} street 1`,
    `${zelda.mark} GmbH`,
    `${zelda.mark}.png`,
    `zelda.${zelda.mark}@example.com`,
    zelda.customer.phone ?? "",
    zelda.order.name,
  ];
  const missing = wanted.filter((text) => !data.includes(text));
  expect(missing).toEqual([]);
  expect(data).not.toContain(other.mark);
  expect(data).not.toMatch(/refreshHash|storageKey|codeHash|tokenHash/);
  figure("IN-6", {
    reached: `${wanted.length} of ${wanted.length} items, 0 of another person`,
    asked: "100 %, 0",
  });
});

test("IN-6: the pictures are in it, under the names that the list gives them", () => {
  const { Attachment } = JSON.parse(new TextDecoder().decode(files["data.json"])) as {
    Attachment: { file: string }[];
  };
  expect(Attachment.map(({ file }) => file).sort()).toEqual(
    Object.keys(files)
      .filter((name) => name !== "data.json")
      .sort(),
  );
  expect(Attachment).toHaveLength(2);
});

test("IN-6: the shop is told by mail, with nothing of the person in it; nobody mails the person", async () => {
  const mails = await shop.desk.db.mail.findMany({ where: { key: { startsWith: "privacy:" } } });
  expect(mails.map(({ to }) => to)).toEqual([shop.store.shop.email]);
  expect(mails[0]?.text).toContain("/app/privacy");
  expect(mails[0]?.text).not.toContain(zelda.mark);
});

test("IN-6: the delivery names nobody any more, and neither does the work it led to", async () => {
  const rows = await database().webhookDelivery.findMany({ where: { topic: "customers/data_request" } });
  expect(rows.map(({ body }) => body)).toEqual([""]);
});

test("IN-6: somebody we know nothing of gets a copy that says so", async () => {
  const nobody = { customer: { id: 42, email: "nobody@example.com", phone: null }, orders_requested: [] };
  await makeCopy(shop.desk, await asked(nobody));
  const [row] = await listRequests(shop.desk);
  expect(row).toMatchObject({ state: "done", about: "nobody@example.com" });
  const { storageKey } = await findCopy(shop.desk, row?.id ?? "");
  const empty = unzipSync(new Uint8Array(await readStored(storageKey)));
  expect(Object.keys(empty)).toEqual(["data.json"]);
});
