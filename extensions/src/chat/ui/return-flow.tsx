/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import { isUploading, uploadedIds } from "../act/photos";
import { newId, type Photo } from "../act/store";
import { emptyDraft, lacking, picked, type ReturnDraft } from "../pure/picks";
import type { Word } from "../pure/wording";
import type { Estimate, PickedLine, Requested, Returnable, ReturnCard } from "../wire";
import { Failed, Waiting } from "./banner";
import { Problem } from "./field";
import { toPerson } from "./home";
import { PersonBar } from "./orders";
import { ReturnPanel } from "./return-card";
import { Check, Get, Items, Why, type Screen } from "./return-steps";
import { useArrival, useCall, type Shown } from "./use";

export type Step = 1 | 2 | 3 | 4;

const TITLES: Record<Step, Word> = { 1: "return_items", 2: "return_why", 3: "return_get", 4: "return_check" };

/** A return in four screens: what, why, what for, and the last look. What was chosen survives a closed page. */
export function ReturnFlow({ chat, state, orderId }: Shown & { orderId: string }) {
  const { portal } = chat.desk;
  const [offer, setOffer] = useState<Returnable | null>(null);
  const { trouble, run } = useCall(chat);
  const load = () => void run(portal.call("returnable", { orderId }), setOffer);
  useEffect(load, [orderId]);

  return (
    <>
      <div class="scroll page">
        {offer && <Steps chat={chat} state={state} offer={offer} />}
        {!offer && !trouble && <Waiting chat={chat} />}
        {trouble && <Failed chat={chat} state={state} trouble={trouble} onRetry={load} />}
      </div>
      <PersonBar chat={chat} />
    </>
  );
}

function Steps({ chat, state, offer }: Shown & { offer: Returnable }) {
  const { say } = chat.desk;
  const flow = useFlow(chat, offer);
  const { step, draft, photos, estimate, trouble, busy, done } = flow;
  const heading = useArrival<HTMLHeadingElement>(done ? "done" : "step " + step);
  const lines = picked(draft, offer);

  if (done) return <Done chat={chat} card={done} heading={heading} />;
  const screen = { chat, state, offer, draft, lines, photos, change: flow.change, album: flow.album };
  return (
    <div class="form">
      <p class="hint">
        {say("return_title", { order: offer.order.name })}
        {" · "}
        {say("return_step", { count: step })}
      </p>
      <h2 class="title" tabIndex={-1} ref={heading}>
        {say(TITLES[step])}
      </h2>
      {screenOf(step, estimate, screen)}
      {trouble && <Problem>{trouble}</Problem>}
      {offer.lines.some(({ eligible }) => eligible) && (
        <div class="actions">
          {step > 1 && (
            <button type="button" class="button quiet" onClick={flow.back}>
              {say("back")}
            </button>
          )}
          <button type="button" class="button" aria-disabled={busy} aria-busy={busy} onClick={flow.next}>
            {say(step === 4 ? "return_send" : "return_next")}
          </button>
        </div>
      )}
    </div>
  );
}

function screenOf(step: Step, estimate: Estimate | null, screen: Screen) {
  if (step === 1) return <Items {...screen} />;
  if (step === 2) return <Why {...screen} />;
  if (!estimate) return null;
  return step === 3 ? <Get {...screen} estimate={estimate} /> : <Check {...screen} estimate={estimate} />;
}

function Done({ chat, card, heading }: Pick<Shown, "chat"> & DoneProps) {
  const { say } = chat.desk;
  return (
    <div class="form">
      <h2 class="title" tabIndex={-1} ref={heading}>
        {say("return_done")}
      </h2>
      <ReturnPanel chat={chat} card={card} />
      <div class="actions">
        <button type="button" class="button" onClick={() => toPerson(chat)}>
          {say("return_to_chat")}
        </button>
      </div>
    </div>
  );
}

type DoneProps = { card: ReturnCard; heading: ReturnType<typeof useArrival<HTMLHeadingElement>> };

/** The four screens' state: what is chosen, what it comes to, and what stands in the way of the next one. */
function useFlow(chat: Shown["chat"], offer: Returnable) {
  const { say, keep, portal } = chat.desk;
  const [step, setStep] = useState<Step>(1);
  const [draft, setDraft] = useState(() => keptDraft(keep.read().returning, offer.order.id));
  const [photos, setPhotos] = useState<Photo[]>([]);
  const [estimate, setEstimate] = useState<Estimate | null>(null);
  const { busy, trouble, setTrouble, run } = useCall(chat);
  const [done, setDone] = useState<ReturnCard | null>(null);
  const [album] = useState(() => albumOver(setPhotos));

  const change = (next: ReturnDraft) => {
    setDraft(next);
    setTrouble("");
    keep.write({ returning: next });
  };
  const requested = (answer: Requested) => {
    if (!answer.requested) return setTrouble(answer.message);
    keep.write({ returning: null });
    setDone(answer.return);
    void chat.sync.run();
    void chat.sync.orders();
  };
  const next = () => {
    if (busy) return;
    setTrouble("");
    const lines = picked(draft, offer);
    const missing = missingIn({ step, lines, offer, photos });
    if (missing) return setTrouble(say(missing));
    const orderId = offer.order.id;
    if (step === 1) return setStep(2);
    if (step === 2) {
      return void run(portal.call("estimate", { orderId, lines }), (value) => {
        setEstimate(value);
        setStep(3);
      });
    }
    if (step === 3) return setStep(4);
    void run(portal.call("return", requestOf(draft, lines, photos)), requested);
  };
  const back = () => {
    setTrouble("");
    setStep((now) => (now > 1 ? ((now - 1) as Step) : now));
  };
  return { step, draft, photos, estimate, trouble, busy, done, album, change, next, back };
}

/** Uploads go on while screens change, so the album reads and writes past the render. */
function albumOver(show: (photos: Photo[]) => void) {
  let photos: Photo[] = [];
  return {
    get: () => photos,
    set(next: Photo[]) {
      photos = next;
      show(next);
    },
  };
}

type Progress = { step: Step; lines: PickedLine[]; offer: Returnable; photos: Photo[] };

function missingIn({ step, lines, offer, photos }: Progress): Word | null {
  const missing = lacking(lines, offer.reasons, uploadedIds(photos).length);
  if (missing === "item") return "return_need_item";
  if (step === 1) return null;
  if (isUploading(photos)) return "return_need_upload";
  if (missing === "reason") return "return_need_reason";
  return missing === "photo" ? "return_need_photo" : null;
}

function requestOf({ clientId, orderId, note }: ReturnDraft, lines: PickedLine[], photos: readonly Photo[]) {
  const attachments = uploadedIds(photos);
  return {
    clientId,
    orderId,
    lines,
    ...(note.trim() ? { note: note.trim() } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
  };
}

function keptDraft(kept: unknown, orderId: string): ReturnDraft {
  const draft = kept as Partial<ReturnDraft> | null | undefined;
  const ours = draft?.orderId === orderId && draft.clientId && draft.lines && typeof draft.note === "string";
  return ours ? (draft as ReturnDraft) : emptyDraft(orderId, newId());
}
