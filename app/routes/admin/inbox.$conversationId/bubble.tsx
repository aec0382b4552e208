import { Button, Icon, InlineStack } from "@shopify/polaris";
import { LockIcon } from "@shopify/polaris-icons";

import type { Message, Picture } from "~/conversations/message";
import type { Say, Word } from "~/kit/words";
import type { Pending, WhyNot } from "~/routes/admin/inbox/outbox";
import { useAdmin, useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";

type Props = {
  message: Message;
  isFirst: boolean;
  marks: { seen: string | null; newest: string | null };
  shopper: string | null;
};

/** One message: the shopper's left, the team's right, a note on warm ground with its lock. */
export function Bubble({ message, isFirst, marks, shopper }: Props) {
  const say = useWords();
  const isNote = message.kind === "note";
  const side = message.author === "shopper" ? "left" : "right";
  return (
    <li className="gt-said" data-side={side} data-note={isNote} data-first={isFirst}>
      {isFirst && <Who isNote={isNote} name={nameOf(message, shopper, say)} at={message.at} />}
      {message.text && (
        <div className="gt-bubble" dir="auto">
          {!isFirst && isNote && <span className="gt-unseen">{say("inbox.note")}</span>}
          {message.text}
        </div>
      )}
      {message.attachments.length > 0 && <Photos photos={message.attachments} />}
      <Delivery message={message} marks={marks} />
    </li>
  );
}

function nameOf({ author, name }: Message, shopper: string | null, say: Say): string {
  return author === "shopper" ? (shopper ?? say("inbox.noName")) : (name ?? say("inbox.team"));
}

/** Who speaks and when, above the first of what they say in a row. */
function Who({ isNote, name, at }: { isNote: boolean; name: string; at: Date | string }) {
  return (
    <div className="gt-said-who">
      {isNote && <NoteMark />}
      <span dir="auto">{name}</span> <Ago at={at} as="clock" />
    </div>
  );
}

function NoteMark() {
  const say = useWords();
  return (
    <span className="gt-note-mark">
      <Icon source={LockIcon} />
      {say("inbox.note")}
    </span>
  );
}

function Photos({ photos }: { photos: readonly Picture[] }) {
  return (
    <div className="gt-photos">
      {photos.map((photo) => (
        <a key={photo.id} href={photo.url} target="_blank" rel="noreferrer" className="gt-photo">
          <img src={photo.url} alt={photo.name} width={photo.width} height={photo.height} loading="lazy" />
        </a>
      ))}
    </div>
  );
}

/** Sent, mailed or seen: said under the newest of ours, and under the newest that was seen. */
function Delivery({ message, marks }: Pick<Props, "message" | "marks">) {
  const say = useWords();
  if (message.id === marks.seen) return <p className="gt-delivery">{say("inbox.seen")}</p>;
  if (message.id !== marks.newest) return null;
  return <p className="gt-delivery">{message.mailedAt ? say("inbox.mailed") : say("inbox.sent")}</p>;
}

const whyNot: Record<WhyNot, Word> = {
  changed: "inbox.sendChanged",
  "moved-on": "inbox.sendMovedOn",
  unsendable: "inbox.sendWrong",
  offline: "inbox.sendOffline",
  unavailable: "inbox.sendUnavailable",
  denied: "inbox.sendDenied",
  gone: "inbox.sendGone",
  wrong: "inbox.sendWrong",
};

type PendingProps = { pending: Pending; onRetry: () => void; onEdit: () => void };

/** Our own words before the server shows them. */
export function PendingBubble({ pending, onRetry, onEdit }: PendingProps) {
  const say = useWords();
  const { agent } = useAdmin();
  const { mode, state, text } = pending;
  const hasFailed = state !== "sending" && state !== "sent";
  return (
    <li
      className="gt-said"
      data-side="right"
      data-note={mode === "note"}
      data-first="true"
      data-state={hasFailed ? "failed" : "sending"}
    >
      <Who isNote={mode === "note"} name={agent.name} at={pending.at} />
      <div className="gt-bubble" dir="auto">
        {text}
      </div>
      {hasFailed ? (
        <div className="gt-delivery" data-failed="true">
          <span>{say(whyNot[state])}</span>
          <InlineStack gap="200" align="end">
            <Button size="micro" onClick={onRetry}>
              {say(state === "changed" ? "inbox.sendAnyway" : "common.tryAgain")}
            </Button>
            <Button size="micro" variant="plain" onClick={onEdit}>
              {say("inbox.sendEdit")}
            </Button>
          </InlineStack>
        </div>
      ) : (
        <p className="gt-delivery">{say(state === "sent" ? "inbox.sent" : "inbox.sending")}</p>
      )}
    </li>
  );
}
