import { Button, ButtonGroup } from "@shopify/polaris";
import { LockIcon } from "@shopify/polaris-icons";
import { useEffect, useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref } from "react";

import type { ConversationView } from "~/conversations/inbox";
import { LONGEST_TEXT, type Message } from "~/conversations/message";
import type { Mode } from "~/routes/admin/inbox/outbox";
import { useAdmin, useMay, useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";

import { useDraft, type Saving } from "./use-draft";

export type ComposerHandle = {
  readonly write: (mode: Mode) => void;
  readonly restore: (mode: Mode, text: string) => void;
};

type Props = {
  conversation: ConversationView;
  handle: Ref<ComposerHandle>;
  onSend: (mode: Mode, text: string) => void;
  onTyping: (isTyping: boolean, mode: Mode) => void;
};

/** Where the team writes. A reply and a note differ in ground, word and button, so that nobody mixes them up. */
export function Composer({ conversation, handle, onSend, onTyping }: Props) {
  const say = useWords();
  const may = useMay();
  const allowed = { reply: may("conversations:reply"), note: may("conversations:note") };
  const draft = useDraft(conversation.id, conversation.draft, allowed);
  const { mode, text, saving, setText, setMode, restore } = draft;
  const mayWrite = allowed[mode];
  const field = useRef<HTMLTextAreaElement>(null);
  const news = useNews(conversation, text);
  const isTooLong = text.length > LONGEST_TEXT;
  const isEmpty = text.trim() === "";

  useImperativeHandle(handle, () => ({
    write(next) {
      if (!allowed[next]) return;
      setMode(next);
      field.current?.focus();
    },
    restore(next, words) {
      restore(next, words);
      field.current?.focus();
    },
  }));
  useGrowth(field, text);

  const send = () => {
    if (isEmpty || isTooLong || !mayWrite) return;
    onSend(mode, text.trim());
    setText("");
    onTyping(false, mode);
    field.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
    if (event.key === "Escape") field.current?.blur();
  };
  const write = (words: string) => {
    setText(words);
    onTyping(words.trim() !== "", mode);
  };
  const isNote = mode === "note";
  const placeholder = say(isNote ? "inbox.writeNote" : "inbox.writeReply");
  return (
    <div className="gt-composer" data-mode={mode}>
      <div className="gt-composer-head">
        <ButtonGroup variant="segmented">
          <Button size="slim" pressed={!isNote} disabled={!allowed.reply} onClick={() => setMode("reply")}>
            {say("inbox.reply")}
          </Button>
          <Button
            size="slim"
            pressed={isNote}
            icon={LockIcon}
            disabled={!allowed.note}
            onClick={() => setMode("note")}
          >
            {say("inbox.note")}
          </Button>
        </ButtonGroup>
        <p className="gt-composer-to" dir="auto">
          {isNote ? say("inbox.toTeam") : recipient(conversation, say)}
        </p>
      </div>
      <textarea
        ref={field}
        rows={2}
        dir="auto"
        value={text}
        disabled={!mayWrite}
        aria-label={placeholder}
        aria-describedby="gt-composer-foot"
        placeholder={mayWrite ? placeholder : say("inbox.mayNotWrite")}
        onChange={(event) => write(event.target.value)}
        onKeyDown={press}
        onBlur={() => onTyping(false, mode)}
      />
      <div className="gt-composer-foot">
        <p id="gt-composer-foot" data-tone={isTooLong ? "critical" : undefined}>
          {isTooLong ? (
            say("inbox.tooLong", { over: text.length - LONGEST_TEXT })
          ) : (
            <FootText {...{ news, saving }} />
          )}
        </p>
        <Button
          variant="primary"
          disabled={isEmpty || isTooLong || !mayWrite}
          onClick={send}
          {...(isNote ? { icon: LockIcon } : {})}
        >
          {say(isNote ? "inbox.addNote" : "inbox.sendReply")}
        </Button>
      </div>
    </div>
  );
}

function FootText({ news, saving }: { news: number; saving: Saving }) {
  const say = useWords();
  if (news > 0) return <strong>{say("inbox.newsSince", { count: news })}</strong>;
  if (saving.state === "saved") {
    return (
      <>
        {say("inbox.saved")} <Ago at={saving.at} as="clock" />
      </>
    );
  }
  if (saving.state === "saving") return <>{say("inbox.saving")}</>;
  if (saving.state === "failed") return <>{say("inbox.notSaved")}</>;
  return <>{say("inbox.sendKeys")}</>;
}

/** How many messages others wrote since these words were begun. */
function useNews({ lastSeq, messages }: ConversationView, text: string): number {
  const { agent } = useAdmin();
  const [begunAt, setBegunAt] = useState<number | null>(null);
  const isWriting = text.trim() !== "";
  if (isWriting && begunAt === null) setBegunAt(lastSeq);
  if (!isWriting && begunAt !== null) setBegunAt(null);
  if (begunAt === null) return 0;
  const isNews = ({ seq, kind, agentId }: Message) =>
    seq > begunAt && kind !== "event" && agentId !== agent.id;
  return messages.filter(isNews).length;
}

/** Grows the field with its text, up to what the stylesheet allows. */
function useGrowth(field: React.RefObject<HTMLTextAreaElement>, text: string): void {
  useEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  }, [field, text]);
}

function recipient({ shopper, channel }: ConversationView, say: ReturnType<typeof useWords>): string {
  const name = shopper.name ?? shopper.email ?? say("inbox.noName");
  if (channel === "email") return say("inbox.toByMail", { name });
  const { email, proven } = shopper;
  if (!email) return say("inbox.toByChat", { name });
  return proven ? say("inbox.toByChatAndMail", { name, email }) : say("inbox.toByChatAndClaimed", { email });
}
