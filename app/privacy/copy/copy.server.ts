import { zipSync } from "fflate";

import { writeMail } from "~/channels/mails.server";
import { writeAudit } from "~/ledger/audit.server";
import { localeFor, words } from "~/kit/words";
import { startOfWork } from "~/platform/clock.server";
import type { Desk } from "~/platform/desk.server";
import { env } from "~/platform/env.server";
import { readStored, saveFile } from "~/platform/files.server";
import { freshToken } from "~/platform/secrets.server";
import type { Person } from "~/privacy/person";
import { findPerson } from "~/privacy/person.server";
import { namedBy, noteRequest, requestOf, type Row } from "~/privacy/requests.server";

import { packageFiles, picturePath, type Picture, type Section } from "./package";
import { picturesOf, sections } from "./sections.server";

/**
 * customers/data_request: gathers what this shop knows about a person into one file, which the shop's team fetches and
 * hands on. The shop is told by mail; the person is not, because an address alone proves nobody.
 */
export async function makeCopy(desk: Desk, { webhookId }: { webhookId: string }): Promise<void> {
  const request = await requestOf(desk, "copy", webhookId);
  if (request.state !== "open") return;
  const person = await findPerson(desk, namedBy(request));
  const gathered = await gather(desk, request, person);
  const pictures = await picturesIn(desk, person);
  const files = packageFiles({ shop: desk.shop.name, at: desk.now }, gathered, pictures);
  // Pictures are pressed already.
  const zip = zipSync(files, { level: 6, mtime: desk.now });
  const storageKey = freshToken();
  await saveFile(storageKey, Buffer.from(zip));
  const finished = { state: "done", storageKey, bytes: zip.byteLength, finishedAt: startOfWork() };
  await noteRequest(desk, request.id, { ...finished, done: request.total });
  await writeAudit(desk, { action: "privacy.copied", subject: request.id });
  await tellShop(desk, request.id);
}

/** Part after part, with the progress for whoever looks. */
async function gather(desk: Desk, { id }: Row, person: Person): Promise<Section[]> {
  const readings = Object.entries(sections);
  const found: Section[] = [];
  for (const [place, [name, read]] of readings.entries()) {
    if (typeof read === "function") found.push({ name, rows: await read(desk, person) });
    await noteRequest(desk, id, { done: place + 1, total: readings.length + 1 });
  }
  return found.map(withPaths);
}

/** Says of each picture where in the package it lies. */
function withPaths({ name, rows }: Section): Section {
  if (name !== "Attachment") return { name, rows };
  const pictures = rows as (Pick<Picture, "id" | "mime"> & object)[];
  return { name, rows: pictures.map((row) => ({ ...row, file: picturePath(row) })) };
}

async function picturesIn(desk: Desk, person: Person): Promise<Picture[]> {
  const rows = await desk.db.attachment.findMany({ where: picturesOf(person) });
  const read = rows.map(async ({ id, mime, storageKey }) => {
    // One that is lost must not hold up the rest: its row in the list says that it was there.
    const bytes = await readStored(storageKey).catch(() => null);
    return bytes ? [{ id, mime, bytes: new Uint8Array(bytes) }] : [];
  });
  return (await Promise.all(read)).flat();
}

async function tellShop(desk: Desk, requestId: string): Promise<void> {
  const shop = await desk.db.shop.findFirstOrThrow({ where: { id: desk.shopId } });
  if (!shop.email) return;
  const say = words(localeFor(shop.locale));
  await writeMail(desk, {
    key: `privacy:${requestId}`,
    to: shop.email,
    subject: say("privacy.mail_subject"),
    body: {
      shopName: desk.shop.name,
      heading: say("privacy.mail_subject"),
      paragraphs: [say("privacy.mail_what")],
      button: { label: say("privacy.mail_button"), url: adminLink(desk) },
      closing: say("privacy.mail_closing"),
    },
  });
}

/** Where the merchant finds the page in Shopify's admin. */
function adminLink(desk: Desk): string {
  const store = desk.shop.domain.replace(/\.myshopify\.com$/, "");
  return `https://admin.shopify.com/store/${store}/apps/${env().SHOPIFY_API_KEY}/app/privacy`;
}
