import type { Picture } from "../wire";
import { judged, type Posted } from "./post";

export const LARGEST_BYTES = 10 * 1024 * 1024;
/** Phones take photos of 12 and more megapixels; damage shows as well at this many pixels on the longer side. */
const LONGEST_SIDE = 2560;
const WORTH_SHRINKING_BYTES = 2 * 1024 * 1024;

type Parcel = { file: Blob; name: string; token: string; progress: (percent: number) => void };

/** Sends one photo and tells how far it is; fetch cannot tell that, so this is the one place with XMLHttpRequest. */
export function uploadTo(url: string, { file, name, token, progress }: Parcel): Promise<Posted<Picture>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("token", token);
    form.append("file", file, name);
    request.open("POST", url);
    request.upload.onprogress = ({ loaded, total }) =>
      progress(total ? Math.round((loaded / total) * 100) : 0);
    request.onload = () => resolve(judged(request.status, null, request.responseText));
    request.onerror =
      request.ontimeout =
      request.onabort =
        () => resolve({ ok: false, because: "unreachable" });
    request.timeout = 120_000;
    request.send(form);
  });
}

/** A large JPEG made smaller before it travels; any other file, and any trouble, gives the file as it is. */
export async function shrunk(file: File): Promise<Blob> {
  if (file.type !== "image/jpeg" || file.size < WORTH_SHRINKING_BYTES) return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.86));
    return small && small.size < file.size ? small : file;
  } catch {
    return file;
  }
}
