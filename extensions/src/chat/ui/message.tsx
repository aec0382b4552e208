/** @jsxImportSource preact */
import type { Unsent } from "../act/store";
import { safeUrl, textParts } from "../pure/text-parts";
import type { Card, Message, Picture, Refusal } from "../wire";
import { OrderPanel } from "./order-card";
import { ReturnPanel } from "./return-card";
import type { Shown } from "./use";

/** Whether it goes on from the same sender, ends their turn, and shows how far the shopper's newest has got. */
type BubbleProps = Shown & { message: Message; follows: boolean; ends: boolean; receipt: boolean };

/** One message: the shopper's at the end of the line, the team's at its start, the system's as a quiet line. */
export function Bubble({ chat, state, message, follows, ends, receipt }: BubbleProps) {
  const { say, clock } = chat.desk;
  if (message.from === "system" && !message.card) {
    return (
      <li class="event" dir="auto">
        {message.text}
      </li>
    );
  }
  const own = message.from === "shopper";
  const named = !follows && (message.from === "agent" || message.from === "assistant");
  return (
    <li class={rowClass(own, follows)}>
      <p class={named ? "name" : "unseen"} dir="auto">
        {nameOf({ chat, state }, message)}
      </p>
      {message.text && <Text text={message.text} />}
      <Attached chat={chat} state={state} message={message} />
      <p class={ends || receipt ? "at" : "unseen"}>
        <time dateTime={message.at}>{clock.time(message.at)}</time>
        {receipt && <span>{say(seenWord({ chat, state }, message))}</span>}
      </p>
    </li>
  );
}

const seenWord = ({ state }: Shown, { visibleSeq }: Message) =>
  visibleSeq <= state.thread.teamSeen ? "seen" : "sent";

function rowClass(own: boolean, follows: boolean): string {
  return "row" + (own ? " own" : "") + (follows ? " follows" : "");
}

/** A message that is not on the server yet, with the reason when it could not get there. */
export function UnsentBubble({ chat, state, entry }: Shown & { entry: Unsent }) {
  const { say } = chat.desk;
  const photos = entry.attachments.length;
  return (
    <li class="row own unsent">
      <p class="unseen">{say("you")}</p>
      {entry.text && <Text text={entry.text} />}
      {photos > 0 && <p class="bubble">{say("photo_count", { count: photos })}</p>}
      <p class={entry.problem ? "at problem" : "at"}>
        <span>{entry.problem ? problemOf({ chat, state }, entry.problem) : say("sending")}</span>
        {entry.problem && (
          <button type="button" class="link" onClick={() => chat.outbox.retry(entry.clientId)}>
            {say("retry")}
          </button>
        )}
        {entry.problem?.because === "refused" && (
          <button type="button" class="link" onClick={() => takeBack(chat, entry)}>
            {say("remove")}
          </button>
        )}
      </p>
    </li>
  );
}

/** Words as words: only web addresses become links, nothing becomes markup. */
function Text({ text }: { text: string }) {
  return (
    <p class="bubble" dir="auto">
      {textParts(text).map(({ text: part, href }) =>
        href ? (
          <a href={href} target="_blank" rel="noopener noreferrer nofollow">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </p>
  );
}

function Thumbnail({ chat, state, picture }: Shown & { picture: Picture }) {
  const address = safeUrl(picture.url, base(state));
  if (!address) return null;
  const width = Math.min(220, picture.width || 220);
  const height = picture.width ? Math.round((picture.height * width) / picture.width) : 160;
  return (
    <a class="photo" href={address} target="_blank" rel="noopener" title={picture.name}>
      <img
        src={address}
        alt={chat.desk.say("photo_open", { name: picture.name })}
        width={width}
        height={Math.min(height, 280)}
        loading="lazy"
      />
    </a>
  );
}

function Attached({ chat, state, message }: Shown & { message: Message }) {
  return (
    <>
      {message.attachments.map((picture) => (
        <Thumbnail key={picture.id} chat={chat} state={state} picture={picture} />
      ))}
      {message.card && <CardShown chat={chat} state={state} card={message.card} />}
    </>
  );
}

function CardShown({ chat, state, card }: Shown & { card: Card }) {
  if (card.kind === "order") return <OrderPanel chat={chat} state={state} order={card.order} />;
  if (card.kind === "return") return <ReturnPanel chat={chat} card={card.return} />;
  const address = safeUrl(card.url, base(state));
  if (!address) return null;
  return (
    <div class="card">
      <p>{chat.desk.say("survey")}</p>
      <a class="button quiet" href={address} target="_blank" rel="noopener">
        {chat.desk.say("survey_open")}
      </a>
    </div>
  );
}

/** Where a relative address of ours points to. */
const base = ({ session }: Shown["state"]) => session?.apiUrl || location.href;

function nameOf({ chat }: Shown, message: Message): string {
  const { say } = chat.desk;
  if (message.from === "shopper") return say("you");
  return message.name || say(message.from === "assistant" ? "assistant" : "team");
}

function problemOf({ chat }: Shown, problem: Refusal): string {
  const { say } = chat.desk;
  if (problem.because === "slow-down") return say("unsent_wait", { count: problem.seconds });
  return problem.because === "refused" ? say("unsent_refused", { message: problem.message }) : say("unsent");
}

/** A refused message goes back into the composer rather than away. */
function takeBack(chat: Shown["chat"], entry: Unsent): void {
  const { draft } = chat.desk.store.get();
  chat.outbox.remove(entry.clientId);
  chat.write(draft ? draft + "\n" + entry.text : entry.text);
}
