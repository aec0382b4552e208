/** @jsxImportSource preact */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { LONGEST_TEXT } from "../act/outbox";
import { addPhotos, isUploading, uploadedIds, type Album } from "../act/photos";
import type { Chat } from "../act/chat";
import { PhotoButton, PhotoStrip } from "./photos";
import { Icon } from "./icon";
import type { Shown } from "./use";

type Props = Shown & { label: string; focus?: boolean; onSent(): void };

/** Where the shopper writes. What is typed is kept letter by letter, whatever happens to the page. */
export function Composer({ chat, state, label, focus, onSent }: Props) {
  const { say } = chat.desk;
  const box = useRef<HTMLTextAreaElement>(null);
  const tooMany = state.draft.length - LONGEST_TEXT;
  const ready = maySend(chat);
  const album = composerAlbum(chat);

  useLayoutEffect(() => grow(box.current), [state.draft, state.open]);
  useEffect(() => {
    if (focus && state.open && matchMedia("(pointer: fine)").matches)
      box.current?.focus({ preventScroll: true });
  }, [state.open]);

  const send = () => {
    if (!maySend(chat)) return;
    const { draft, photos } = chat.desk.store.get();
    chat.outbox.send(draft.trim(), uploadedIds(photos));
    album.set([]);
    chat.write("");
    onSent();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <PhotoStrip desk={chat.desk} album={album} photos={state.photos} />
      <div class="writing">
        <PhotoButton desk={chat.desk} album={album} label={say("attach")} />
        <textarea
          ref={box}
          rows={1}
          value={state.draft}
          aria-label={label}
          aria-describedby={tooMany > 0 ? "too-long" : undefined}
          placeholder={focus ? say("composer_hint") : label}
          dir="auto"
          onInput={(event) => chat.write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (!sends(event)) return;
            event.preventDefault();
            send();
          }}
          onPaste={(event) => addPhotos(chat.desk, album, [...(event.clipboardData?.files ?? [])])}
        />
        <button type="submit" class="round send" aria-label={say("send")} aria-disabled={!ready}>
          <Icon name="send" />
        </button>
      </div>
      {tooMany > 0 && (
        <p id="too-long" class="error">
          {say("too_long", { count: tooMany })}
        </p>
      )}
    </form>
  );
}

function composerAlbum({ desk }: Chat): Album {
  return { get: () => desk.store.get().photos, set: (photos) => desk.store.set({ photos }) };
}

function maySend({ desk }: Chat): boolean {
  const { draft, photos } = desk.store.get();
  if (isUploading(photos) || draft.length > LONGEST_TEXT) return false;
  return draft.trim() !== "" || uploadedIds(photos).length > 0;
}

/** Enter sends where there is a real keyboard, but never in the middle of composing a Chinese word. */
function sends(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return false;
  if (event.ctrlKey || event.metaKey) return true;
  return !event.shiftKey && !event.altKey && matchMedia("(pointer: fine)").matches;
}

function grow(box: HTMLTextAreaElement | null): void {
  if (!box) return;
  box.style.height = "auto";
  box.style.height = Math.min(box.scrollHeight, 132) + "px";
}
