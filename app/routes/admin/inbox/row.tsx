import { Link } from "@remix-run/react";
import { Icon } from "@shopify/polaris";
import { ChatIcon, EmailIcon } from "@shopify/polaris-icons";

import type { InboxRow as Row } from "~/conversations/inbox";
import { OrderState } from "~/ui/status";
import { useLocale, useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";
import { useNow } from "~/ui/clock";
import { patience, spanText } from "~/ui/elapsed";
import { Initials } from "~/ui/initials-mark";

type Props = { row: Row; to: string; isOpen: boolean; typing: boolean; viewers: readonly string[] };

/** One conversation in the list: who, what, where, how long, and whose it is. */
export function RowOf({ row, to, isOpen, typing, viewers }: Props) {
  const say = useWords();
  const name = row.who ?? say("inbox.noName");
  return (
    <li className="gt-row" data-open={isOpen} data-unread={row.unread}>
      <Link to={to} className="gt-row-link" aria-current={isOpen ? "true" : undefined} preventScrollReset>
        <span className="gt-row-top">
          <span className="gt-row-channel" title={channelName(row, say)}>
            <Icon
              source={row.channel === "email" ? EmailIcon : ChatIcon}
              tone="subdued"
              accessibilityLabel={channelName(row, say)}
            />
          </span>
          <span className="gt-row-who" dir="auto">
            {name}
          </span>
          {row.vip && <span className="gt-vip">{say("inbox.vip")}</span>}
          <Waiting row={row} />
        </span>
        <span className="gt-row-middle">
          <span className="gt-row-text" dir="auto">
            <RowText row={row} typing={typing} />
          </span>
          <People row={row} viewers={viewers} />
        </span>
        {row.order && (
          <span className="gt-row-order">
            <OrderState {...row.order} />
          </span>
        )}
        {row.unread && <span className="gt-unseen">{say("inbox.unread")}</span>}
      </Link>
    </li>
  );
}

/** Who else looks at it, and whose it is. */
function People({ row, viewers }: { row: Row; viewers: readonly string[] }) {
  const say = useWords();
  const looking = say("inbox.looking", { names: viewers.join(", "), count: viewers.length });
  const assigned = row.assignee && say("inbox.assignedTo", { name: row.assignee.name });
  return (
    <span className="gt-row-people">
      {viewers.map((viewer) => (
        <span key={viewer} title={looking}>
          <Initials name={viewer} ring />
        </span>
      ))}
      {row.assignee && (
        <span title={assigned ?? undefined}>
          <Initials name={row.assignee.name} />
          <span className="gt-unseen">{assigned}</span>
        </span>
      )}
    </span>
  );
}

function RowText({ row, typing }: { row: Row; typing: boolean }) {
  const say = useWords();
  if (typing) return <em className="gt-row-typing">{say("inbox.typing")}</em>;
  if (row.draft === null) return <>{row.preview || say("inbox.picture")}</>;
  return (
    <>
      <span className="gt-row-draft">{say("inbox.draft")}</span> {row.draft}
    </>
  );
}

function Waiting({ row }: { row: Row }) {
  const say = useWords();
  const locale = useLocale();
  const now = useNow();
  if (row.waitingSince === null) {
    return (
      <span className="gt-row-when">
        <Ago at={row.lastActivityAt} />
      </span>
    );
  }
  const waited = now.getTime() - row.waitingSince.getTime();
  const spoken = say("inbox.waitingFor", { span: spanText(waited, locale, "long") });
  return (
    <span className="gt-row-when" data-patience={patience(waited)} title={spoken}>
      <span aria-hidden="true" suppressHydrationWarning>
        {spanText(waited, locale)}
      </span>
      <span className="gt-unseen" suppressHydrationWarning>
        {spoken}
      </span>
    </span>
  );
}

function channelName(row: Row, say: ReturnType<typeof useWords>): string {
  return say(row.channel === "email" ? "inbox.byEmail" : "inbox.byChat");
}
