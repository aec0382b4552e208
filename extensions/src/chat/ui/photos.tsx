/** @jsxImportSource preact */
import { useRef } from "preact/hooks";
import { addPhotos, removePhoto, type Album } from "../act/photos";
import type { Desk, Photo } from "../act/store";
import { Icon } from "./icon";

/** Opens the device's own choice of photos; on a phone that includes the camera. */
export function PhotoButton({
  desk,
  album,
  label,
  wide,
}: {
  desk: Desk;
  album: Album;
  label: string;
  wide?: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class={wide ? "button quiet" : "round"}
        aria-label={wide ? undefined : label}
        onClick={() => input.current?.click()}
      >
        <Icon name="photo" />
        {wide && label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept="image/jpeg,image/png,image/webp"
        aria-label={label}
        onChange={(event) => {
          addPhotos(desk, album, [...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}

/** The photos to be sent, each with how far it is or why it cannot go. */
export function PhotoStrip({ desk, album, photos }: { desk: Desk; album: Album; photos: readonly Photo[] }) {
  if (photos.length === 0) return null;
  return (
    <ul class="strip">
      {photos.map((photo) => (
        <li key={photo.key} class={photo.problem ? "strip-photo bad" : "strip-photo"}>
          {photo.preview && !photo.problem && <img src={photo.preview} alt="" width={48} height={48} />}
          <span class="strip-text" role="status">
            <span class="strip-line">{statusOf(desk, photo)}</span>
            {!photo.picture && !photo.problem && (
              <progress max={100} value={photo.percent} aria-label={photo.name} />
            )}
          </span>
          <button
            type="button"
            class="round small"
            aria-label={desk.say("photo_remove", { name: photo.name })}
            onClick={() => removePhoto(album, photo.key)}
          >
            <Icon name="close" size={16} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function statusOf({ say }: Desk, { name, percent, picture, problem }: Photo): string {
  if (problem) return problem;
  return picture ? say("photo_ready", { name }) : say("photo_upload", { name, count: percent });
}
