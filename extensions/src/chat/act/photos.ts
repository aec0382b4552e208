import { newId, type Desk, type Photo } from "./store";
import { troubleIn } from "./trouble";
import { LARGEST_BYTES, shrunk } from "./upload";

/** Where a list of photos lives: the composer's in the store, a return's in its screen. */
export type Album = { get(): Photo[]; set(photos: Photo[]): void };

const MOST_PHOTOS = 6;

/** Takes files into an album and uploads each at once; what cannot be used stands there with the reason. */
export function addPhotos(desk: Desk, album: Album, files: readonly File[]): void {
  for (const file of files.slice(0, Math.max(0, MOST_PHOTOS - album.get().length))) {
    const photo: Photo = { key: newId(), name: file.name || "photo.jpg", preview: "", percent: 0 };
    if (!/^image\/(jpeg|png|webp)$/.test(file.type)) {
      album.set([...album.get(), { ...photo, problem: desk.say("photo_not_image") }]);
      continue;
    }
    album.set([...album.get(), { ...photo, preview: URL.createObjectURL(file) }]);
    void upload(desk, album, { key: photo.key, file });
  }
}

export function removePhoto(album: Album, key: string): void {
  for (const photo of album.get()) if (photo.key === key && photo.preview) URL.revokeObjectURL(photo.preview);
  album.set(album.get().filter((photo) => photo.key !== key));
}

/** Ids of what has arrived on the server. */
export function uploadedIds(photos: readonly Photo[]): string[] {
  return photos.flatMap(({ picture }) => (picture ? [picture.id] : []));
}

/** True while one of the photos is still on its way. */
export function isUploading(photos: readonly Photo[]): boolean {
  return photos.some(({ picture, problem }) => !picture && !problem);
}

async function upload(desk: Desk, album: Album, { key, file }: { key: string; file: File }): Promise<void> {
  const change = (change: Partial<Photo>) =>
    album.set(album.get().map((photo) => (photo.key === key ? { ...photo, ...change } : photo)));
  const body = await shrunk(file);
  if (body.size > LARGEST_BYTES) return change({ problem: desk.say("photo_too_large") });
  const answer = await desk.portal.upload(body, file.name || "photo.jpg", (percent) => change({ percent }));
  if (answer.ok) return change({ picture: answer.value, percent: 100 });
  change({ problem: answer.because === "down" ? desk.say("photo_failed") : troubleIn(desk.say, answer) });
}
