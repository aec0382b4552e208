/** @jsxImportSource preact */
import type { Album } from "../act/photos";
import type { Photo } from "../act/store";
import { photoFor, withQuantity, withReason, type ReturnDraft } from "../pure/picks";
import type { Estimate, Money, PickedLine, Returnable, ReturnableLine } from "../wire";
import { Icon } from "./icon";
import { ItemPicture } from "./order-card";
import { PhotoButton, PhotoStrip } from "./photos";
import type { Shown } from "./use";

export type Screen = Shown & {
  offer: Returnable;
  draft: ReturnDraft;
  lines: PickedLine[];
  photos: Photo[];
  album: Album;
  change(draft: ReturnDraft): void;
};

/** What may come back, how many of it, and for the rest the reason why not. */
export function Items({ chat, offer, draft, change }: Screen) {
  const { say } = chat.desk;
  return (
    <>
      {!offer.lines.some(({ eligible }) => eligible) && <p>{say("return_none")}</p>}
      <ul class="items choose">
        {offer.lines.map((line) => (
          <ItemRow key={line.id} chat={chat} line={line} draft={draft} change={change} />
        ))}
      </ul>
      {offer.policy && (
        <p class="hint" dir="auto">
          {offer.policy}
        </p>
      )}
    </>
  );
}

type RowProps = Pick<Screen, "chat" | "draft" | "change"> & { line: ReturnableLine };

function ItemRow({ chat, line, draft, change }: RowProps) {
  const chosen = line.eligible ? (draft.lines[line.id]?.quantity ?? 0) : 0;
  const note = "gt-why-" + line.id.replace(/\W/g, "");
  return (
    <li class={line.eligible ? "item" : "item off"}>
      <label class="item-choice">
        <input
          type="checkbox"
          checked={chosen > 0}
          disabled={!line.eligible}
          aria-describedby={line.message ? note : undefined}
          onChange={(event) => change(withQuantity(draft, line, event.currentTarget.checked ? 1 : 0))}
        />
        <ItemPicture image={line.image} />
        <span class="item-text" dir="auto">
          {line.title}
          <span class="hint"> {line.variant}</span>
          <span class="hint block">{line.price.text}</span>
        </span>
      </label>
      {chosen > 0 && line.quantity > 1 && (
        <Amount
          chat={chat}
          line={line}
          chosen={chosen}
          onChange={(n) => change(withQuantity(draft, line, n))}
        />
      )}
      {line.message && (
        <p class="hint why" id={note} dir="auto">
          {line.message}
        </p>
      )}
    </li>
  );
}

type AmountProps = Pick<Screen, "chat"> & {
  line: ReturnableLine;
  chosen: number;
  onChange(count: number): void;
};

function Amount({ chat, line, chosen, onChange }: AmountProps) {
  const label = chat.desk.say("return_quantity", { title: line.title });
  return (
    <div class="amount">
      <label class="unseen" for={"gt-n-" + line.id}>
        {label}
      </label>
      <select
        id={"gt-n-" + line.id}
        value={chosen}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
      >
        {upTo(line.quantity).map((count) => (
          <option key={count} value={count}>
            {count}
          </option>
        ))}
      </select>
    </div>
  );
}

/** 1, 2, ... By hand, since old themes replace Array.from with something else. */
function upTo(last: number): number[] {
  const counts: number[] = [];
  for (let count = 1; count <= last; count++) counts.push(count);
  return counts;
}

/** A reason for each line, a photo where one is asked for, and room for words. */
export function Why({ chat, offer, draft, lines, photos, album, change }: Screen) {
  const { say } = chat.desk;
  const photo = photoFor(lines, offer.reasons);
  return (
    <>
      {lines.map((line) => {
        const title = offer.lines.find(({ id }) => id === line.id)?.title ?? "";
        const id = "gt-reason-" + line.id;
        return (
          <div key={line.id} class="field">
            <label for={id}>{say("return_reason", { title })}</label>
            <select
              id={id}
              value={line.reason}
              onChange={(event) => change(withReason(draft, line.id, event.currentTarget.value))}
            >
              <option value="">{say("return_choose")}</option>
              {offer.reasons.map(({ handle, label }) => (
                <option key={handle} value={handle}>
                  {label}
                </option>
              ))}
            </select>
          </div>
        );
      })}
      {photo !== "off" && (
        <div class="field">
          <p>{say(photo === "required" ? "return_photo_required" : "return_photo_optional")}</p>
          <PhotoStrip desk={chat.desk} album={album} photos={photos} />
          <PhotoButton desk={chat.desk} album={album} label={say("attach")} wide />
        </div>
      )}
      <div class="field">
        <label for="gt-note">{say("return_note")}</label>
        <textarea
          id="gt-note"
          rows={3}
          dir="auto"
          value={draft.note}
          placeholder={say("return_note_hint")}
          onInput={(event) => change({ ...draft, note: event.currentTarget.value })}
        />
      </div>
    </>
  );
}

/** The money, to the cent, as the shop will pay it. */
export function Get({ chat, estimate }: Screen & { estimate: Estimate }) {
  const { say } = chat.desk;
  const row = (label: string, money: Money, minus = false) => (
    <div class="receipt-row">
      <dt>{label}</dt>
      <dd>{minus && money.minor > 0 ? "\u2212" + money.text : money.text}</dd>
    </div>
  );
  return (
    <>
      <dl class="receipt">
        {row(say("return_get_items"), estimate.items)}
        {estimate.tax.minor !== 0 && row(say("return_get_tax"), estimate.tax)}
        {estimate.fee.minor !== 0 && row(say("return_get_fee"), estimate.fee, true)}
        <div class="receipt-row total">
          <dt>{say("return_get_total")}</dt>
          <dd>{estimate.total.text}</dd>
        </div>
      </dl>
      <p dir="auto">{say("return_get_to", { to: estimate.to })}</p>
    </>
  );
}

/** Everything once more before it is asked for. */
export function Check({ chat, offer, draft, lines, photos, estimate }: Screen & { estimate: Estimate }) {
  const { say } = chat.desk;
  const sent = photos.filter(({ picture }) => picture).length;
  return (
    <div class="card">
      <ul class="checks">
        {lines.map((line) => (
          <li key={line.id} dir="auto">
            <Icon name="check" size={18} />
            <span>
              {say("return_check_line", { count: line.quantity, title: titleOf(offer, line) })}
              <span class="hint block">
                {offer.reasons.find(({ handle }) => handle === line.reason)?.label}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {draft.note.trim() && (
        <p class="quote" dir="auto">
          {draft.note.trim()}
        </p>
      )}
      {sent > 0 && <p class="hint">{say("photo_count", { count: sent })}</p>}
      <div class="receipt-row total">
        <span>{say("return_get_total")}</span>
        <span>{estimate.total.text}</span>
      </div>
      <p class="hint" dir="auto">
        {say("return_get_to", { to: estimate.to })}
      </p>
    </div>
  );
}

function titleOf(offer: Returnable, line: PickedLine): string {
  return offer.lines.find(({ id }) => id === line.id)?.title ?? "";
}
