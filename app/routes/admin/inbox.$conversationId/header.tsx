import { Link } from "@remix-run/react";
import { ActionList, Button, Icon, InlineStack, Popover, Tooltip } from "@shopify/polaris";
import { ArrowLeftIcon, CheckIcon, ClockIcon, LayoutColumns2Icon, PersonIcon } from "@shopify/polaris-icons";

import type { ConversationView } from "~/conversations/inbox";
import type { InboxContext } from "~/routes/admin/inbox/view";
import { useAdmin, useLocale, useMay, useWords } from "~/ui/admin";
import { exactText } from "~/ui/elapsed";
import { AddressBadge, ConversationBadge } from "~/ui/status";

import { snoozeChoices } from "./snooze";

export type Change =
  | { readonly kind: "assign"; readonly agentId: string | null }
  | { readonly kind: "snooze"; readonly until: string }
  | { readonly kind: "close" | "reopen" | "wake" };

/** Which of the header's two lists is open: the a and z keys open them too. */
export type Opened = "assign" | "snooze" | null;

type Props = {
  conversation: ConversationView;
  inbox: InboxContext;
  opened: Opened;
  setOpened: (opened: Opened) => void;
  busy: Change["kind"] | null;
  change: (change: Change) => void;
  panel: { readonly isOpen: boolean; readonly toggle: () => void };
};

/** Who it is, how it stands, and what can be done with the whole conversation. */
export function Header(props: Props) {
  const { conversation, inbox, busy, change, panel } = props;
  const say = useWords();
  const mayReply = useMay()("conversations:reply");
  const isClosed = conversation.status === "closed";
  return (
    <header className="gt-head">
      <Link to={inbox.listPath} className="gt-back" aria-label={say("inbox.backToList")}>
        <Icon source={ArrowLeftIcon} />
      </Link>
      <Who conversation={conversation} />
      <InlineStack gap="100" wrap={false} blockAlign="center">
        <Assign {...props} />
        {!isClosed && <Snooze {...props} />}
        <Tooltip content={say(isClosed ? "inbox.reopenTip" : "inbox.closeTip")} dismissOnMouseOut>
          <Button
            icon={CheckIcon}
            disabled={!mayReply}
            loading={busy === "close" || busy === "reopen"}
            onClick={() => change({ kind: isClosed ? "reopen" : "close" })}
          >
            {say(isClosed ? "inbox.reopen" : "inbox.close")}
          </Button>
        </Tooltip>
      </InlineStack>
      <span className="gt-panel-toggle">
        <Button
          icon={LayoutColumns2Icon}
          variant="tertiary"
          pressed={panel.isOpen}
          accessibilityLabel={say(panel.isOpen ? "inbox.panelHide" : "inbox.panelShow")}
          onClick={panel.toggle}
        />
      </span>
    </header>
  );
}

function Who({ conversation: { shopper, number, status } }: Pick<Props, "conversation">) {
  const say = useWords();
  return (
    <div className="gt-head-who">
      <h2 dir="auto" title={shopper.name ?? undefined}>
        {shopper.name ?? shopper.email ?? say("inbox.noName")}
      </h2>
      <span className="gt-head-number">#{number}</span>
      <ConversationBadge status={status} />
      {shopper.email && !shopper.proven && <AddressBadge isProven={false} />}
    </div>
  );
}

function Assign({ conversation, inbox, opened, setOpened, busy, change }: Props) {
  const say = useWords();
  const { agent } = useAdmin();
  const mayReply = useMay()("conversations:reply");
  const { assignee } = conversation;
  const others = inbox.agents.filter(({ id }) => id !== agent.id);
  const item = (id: string | null, content: string) => ({
    content,
    active: (assignee?.id ?? null) === id,
    onAction: () => change({ kind: "assign", agentId: id }),
  });
  return (
    <Popover
      active={opened === "assign"}
      onClose={() => setOpened(null)}
      activator={
        <Button
          icon={PersonIcon}
          disclosure
          disabled={!mayReply}
          loading={busy === "assign"}
          accessibilityLabel={
            assignee ? say("inbox.assignedTo", { name: assignee.name }) : say("inbox.assign")
          }
          onClick={() => setOpened(opened === "assign" ? null : "assign")}
        >
          {assignee ? (assignee.id === agent.id ? say("inbox.you") : assignee.name) : say("inbox.assign")}
        </Button>
      }
    >
      <ActionList
        actionRole="menuitem"
        onActionAnyItem={() => setOpened(null)}
        items={[
          item(agent.id, say("inbox.assignMe")),
          ...others.map(({ id, name }) => item(id, name)),
          ...(assignee ? [item(null, say("inbox.assignNobody"))] : []),
        ]}
      />
    </Popover>
  );
}

function Snooze({ conversation, opened, setOpened, busy, change }: Props) {
  const say = useWords();
  const locale = useLocale();
  const mayReply = useMay()("conversations:reply");
  const until = conversation.snoozedUntil;
  const choices = opened === "snooze" ? snoozeChoices(new Date()) : [];
  return (
    <Popover
      active={opened === "snooze"}
      onClose={() => setOpened(null)}
      preferredAlignment="right"
      activator={
        <Button
          icon={ClockIcon}
          disclosure
          disabled={!mayReply}
          loading={busy === "snooze"}
          accessibilityLabel={
            until ? say("inbox.snoozedUntil", { until: exactText(until, locale) }) : say("inbox.snooze")
          }
          onClick={() => setOpened(opened === "snooze" ? null : "snooze")}
        />
      }
    >
      <ActionList
        actionRole="menuitem"
        onActionAnyItem={() => setOpened(null)}
        items={[
          ...(until ? [{ content: say("inbox.snoozeNow"), onAction: () => change({ kind: "wake" }) }] : []),
          ...choices.map(({ word, until: moment }) => ({
            content: say(word),
            helpText: moment.toLocaleString(locale, { weekday: "short", hour: "2-digit", minute: "2-digit" }),
            onAction: () => change({ kind: "snooze", until: moment.toISOString() }),
          })),
        ]}
      />
    </Popover>
  );
}
