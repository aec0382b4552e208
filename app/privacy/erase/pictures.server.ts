import type { Prisma } from "@prisma/client";

import type { Desk } from "~/platform/desk.server";
import { removeFile } from "~/platform/files.server";

const AT_ONCE = 100;

/** Throws away pictures with their files. The file goes first: a row without a file is found again, never the reverse. */
export async function dropPictures(desk: Desk, where: Prisma.AttachmentWhereInput): Promise<void> {
  const page = { where, take: AT_ONCE, select: { id: true, storageKey: true } };
  for (;;) {
    const rows = await desk.db.attachment.findMany(page);
    if (rows.length === 0) return;
    for (const { storageKey } of rows) await removeFile(storageKey);
    await desk.db.attachment.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
  }
}
