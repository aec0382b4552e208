import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";

export type CleanImage = {
  readonly bytes: Buffer;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
};

const readable = new Set(["image/jpeg", "image/png", "image/webp", "image/heic", "image/avif"]);
/** A phone's largest photos have some 50 million pixels; a small file that unfolds to more is an attack. */
const MOST_PIXELS = 64_000_000;
const LONGEST_EDGE = 2_560;

/**
 * Draws a picture anew: what it is comes from its bytes, never from its name; place, camera and everything else
 * that is not picture is gone. Null when it is none that we can read.
 */
export async function cleanImage(bytes: Uint8Array): Promise<CleanImage | null> {
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (!type || !readable.has(type.mime)) return null;
  try {
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error", pages: 1 }).timeout({
      seconds: 10,
    });
    const { hasAlpha } = await picture.metadata();
    const upright = picture
      .rotate()
      .resize(LONGEST_EDGE, LONGEST_EDGE, { fit: "inside", withoutEnlargement: true });
    const drawn = hasAlpha ? upright.webp({ quality: 84 }) : upright.jpeg({ quality: 84, mozjpeg: false });
    const { data, info } = await drawn.toBuffer({ resolveWithObject: true });
    return {
      bytes: data,
      mime: hasAlpha ? "image/webp" : "image/jpeg",
      width: info.width,
      height: info.height,
    };
  } catch {
    return null;
  }
}
