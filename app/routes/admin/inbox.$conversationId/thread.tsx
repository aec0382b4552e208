import { Button } from "@shopify/polaris";
import { ArrowDownIcon } from "@shopify/polaris-icons";
import { useMemo } from "react";

import type { ConversationView } from "~/conversations/inbox";
import type { Message } from "~/conversations/message";
import type { Pending } from "~/routes/admin/inbox/outbox";
import { useLocale, useWords } from "~/ui/admin";
import { useNow } from "~/ui/clock";
import { dayText } from "~/ui/elapsed";
import { useTimezone } from "~/ui/use-timezone";

import { Bubble, PendingBubble } from "./bubble";
import { EventLines } from "./events";
import { fold, marked, type Item } from "./fold";
import { useStick } from "./use-stick";

type Props = {
  conversation: ConversationView;
  messages: readonly Message[];
  pending: readonly Pending[];
  earlier: { readonly has: boolean; readonly isLoading: boolean; readonly load: () => void };
  onRetry: (clientId: string) => void;
  onEdit: (pending: Pending) => void;
};

/** What was said, oldest first. Stays at the end while one is there, and stays put while one reads above. */
export function Thread({ conversation, messages, pending, earlier, onRetry, onEdit }: Props) {
  const say = useWords();
  const timezone = useTimezone();
  const items = useMemo(() => fold(messages, pending, timezone), [messages, pending, timezone]);
  const marks = useMemo(
    () => marked(messages, conversation.shopperSeen),
    [messages, conversation.shopperSeen],
  );
  const { scroll, isAtEnd, toEnd } = useStick(messages, pending.length);
  const draw = (item: Item) => {
    if (item.type === "day") return <Day key={item.key} at={item.at} />;
    if (item.type === "events") return <EventLines key={item.key} events={item.events} />;
    if (item.type === "message") {
      const { message, isFirst } = item;
      return (
        <Bubble
          key={item.key}
          {...{ message, isFirst, marks }}
          shopper={conversation.shopper.name ?? conversation.shopper.email}
        />
      );
    }
    const { pending: words } = item;
    return (
      <PendingBubble
        key={item.key}
        pending={words}
        onRetry={() => onRetry(words.clientId)}
        onEdit={() => onEdit(words)}
      />
    );
  };
  return (
    <div className="gt-thread">
      <div
        className="gt-thread-scroll"
        ref={scroll}
        tabIndex={0}
        role="region"
        aria-label={say("inbox.thread")}
      >
        {earlier.has && (
          <div className="gt-earlier">
            <Button variant="tertiary" onClick={earlier.load} loading={earlier.isLoading}>
              {say("inbox.earlier")}
            </Button>
          </div>
        )}
        <ol className="gt-thread-list">{items.map(draw)}</ol>
      </div>
      {!isAtEnd && (
        <div className="gt-to-end">
          <Button icon={ArrowDownIcon} onClick={toEnd}>
            {say("inbox.toEnd")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Day({ at }: { at: Date }) {
  const locale = useLocale();
  const now = useNow();
  const say = useWords();
  const isToday = at.toDateString() === now.toDateString();
  return (
    <li className="gt-day">
      <span suppressHydrationWarning>{isToday ? say("inbox.today") : dayText(at, now, locale)}</span>
    </li>
  );
}
