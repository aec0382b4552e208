import { findPicture } from "~/conversations/upload.server";
import { NotFound } from "~/kit/failures";
import { startOfWork } from "~/platform/clock.server";
import { openDesk } from "~/platform/desk.server";
import { fileBehind } from "~/platform/files/link.server";

const LOCKED_UP = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
  // The storefront shows it from another origin.
  "cross-origin-resource-policy": "cross-origin",
  "cache-control": "private, max-age=600, immutable",
  "referrer-policy": "no-referrer",
} as const;

/** The picture that a signed link names, as an image and nothing else; 404 for any other link. */
export async function pictureAnswer(token: string): Promise<Response> {
  try {
    const link = await fileBehind(token, startOfWork());
    if (!link) throw new NotFound("No such picture");
    const desk = await openDesk({ id: link.shopId }, { kind: "system" });
    const { bytes, mime, name } = await findPicture(desk, link.attachmentId);
    const disposition = `inline; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, escaped)}`;
    return new Response(bytes, {
      headers: { ...LOCKED_UP, "content-type": mime, "content-disposition": disposition },
    });
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    return new Response("Not found", { status: 404, headers: { "cache-control": "private, no-store" } });
  }
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
