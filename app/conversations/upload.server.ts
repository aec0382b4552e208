import { after, DAY } from "~/kit/days";
import { NotAllowed, NotFound } from "~/kit/failures";
import { isUuid } from "~/kit/id";
import { fileName } from "~/kit/text";
import { readStored, removeFile, saveFile } from "~/platform/files.server";
import type { Desk } from "~/platform/desk.server";
import { newId } from "~/platform/id.server";
import { cleanImage } from "~/platform/files/images.server";
import { freshToken } from "~/platform/secrets.server";

import type { Picture } from "./message";
import { pictureOf } from "./messages.server";

export const LARGEST_PICTURE = 10 * 1024 * 1024;
const MOST_WAITING = 20;

export type Upload = { readonly name: string; readonly bytes: Uint8Array };
export type Uploaded =
  | { readonly saved: true; readonly picture: Picture }
  | { readonly saved: false; readonly because: "too-large" | "not-an-image" | "too-many" };

/** Keeps a picture for the message or return that its sender is about to write; drawn anew, without its EXIF. */
export async function savePicture(desk: Desk, { name, bytes }: Upload): Promise<Uploaded> {
  if (bytes.byteLength > LARGEST_PICTURE) return { saved: false, because: "too-large" };
  const owner = ownerOf(desk);
  const waiting = await desk.db.attachment.count({ where: { ...owner, messageId: null, returnId: null } });
  if (waiting >= MOST_WAITING) return { saved: false, because: "too-many" };
  const image = await cleanImage(bytes);
  if (!image) return { saved: false, because: "not-an-image" };
  const storageKey = freshToken();
  const { mime, width, height } = image;
  const row = await desk.db.attachment.create({
    data: {
      shopId: desk.shopId,
      id: newId(),
      ...owner,
      name: fileName(name),
      mime,
      width,
      height,
      bytes: image.bytes.byteLength,
      storageKey,
      createdAt: desk.now,
    },
  });
  // The row first: a row whose file never came is thrown away after a day, a file without a row is found by nobody.
  await saveFile(storageKey, image.bytes);
  return { saved: true, picture: await pictureOf(desk, row) };
}

export type StoredPicture = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mime: string;
  readonly name: string;
};

/** A stored picture's bytes. @throws NotFound, also for another shop's. */
export async function findPicture(desk: Desk, id: string): Promise<StoredPicture> {
  const row = isUuid(id) ? await desk.db.attachment.findFirst({ where: { id } }) : null;
  if (!row) throw new NotFound("No such picture");
  return { bytes: new Uint8Array(await readStored(row.storageKey)), mime: row.mime, name: row.name };
}

/** Throws away what was uploaded a day ago and belongs to no message and no return. Gives how many. */
export async function dropOrphans(desk: Desk): Promise<number> {
  const waiting = { messageId: null, returnId: null, createdAt: { lt: after(desk.now, -DAY) } };
  const orphans = await desk.db.attachment.findMany({
    where: waiting,
    take: 200,
    select: { id: true, storageKey: true },
  });
  for (const { id, storageKey } of orphans) {
    const { count } = await desk.db.attachment.deleteMany({ where: { id, ...waiting } });
    if (count > 0) await removeFile(storageKey);
  }
  return orphans.length;
}

function ownerOf({ actor }: Desk) {
  if (actor.kind === "shopper") return { visitorId: actor.visitorId };
  if (actor.kind === "agent") return { agentId: actor.id };
  throw new NotAllowed("Only people upload pictures");
}
