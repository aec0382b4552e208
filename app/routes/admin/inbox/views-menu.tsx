import { Link } from "@remix-run/react";
import { ActionList, Button, Popover } from "@shopify/polaris";
import { useState } from "react";

import { views, type View } from "~/conversations/inbox";
import type { Word } from "~/kit/words";
import { useWords } from "~/ui/admin";

import type { InboxView } from "./view";

export const viewWord = {
  mine: "inbox.viewMine",
  unassigned: "inbox.viewUnassigned",
  open: "inbox.viewOpen",
  waiting: "inbox.viewWaiting",
  snoozed: "inbox.viewSnoozed",
  closed: "inbox.viewClosed",
} as const satisfies Record<View, Word>;

/** The number behind a view that stands for work; the others carry none. */
function countOf({ counts }: InboxView, view: View): string {
  const count = view in counts ? counts[view as keyof typeof counts] : 0;
  return count === 0 ? "" : count > 999 ? "999+" : String(count);
}

type Props = { inbox: InboxView; pathOf: (view: View) => string };

/** The views as a column, where there is room for one. */
export function ViewsColumn({ inbox, pathOf }: Props) {
  const say = useWords();
  return (
    <nav className="gt-views" aria-label={say("inbox.views")}>
      <ul>
        {views.map((view) => (
          <li key={view}>
            <Link
              to={pathOf(view)}
              className="gt-view"
              aria-current={inbox.view === view ? "page" : undefined}
            >
              <span className="gt-view-name">{say(viewWord[view])}</span>
              <span className="gt-view-count">{countOf(inbox, view)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The views folded into one button above the list. */
export function ViewsButton({ inbox, pathOf }: Props) {
  const say = useWords();
  const [isOpen, setOpen] = useState(false);
  const count = countOf(inbox, inbox.view);
  return (
    <Popover
      active={isOpen}
      onClose={() => setOpen(false)}
      preferredAlignment="left"
      activator={
        <Button variant="tertiary" disclosure size="large" onClick={() => setOpen((open) => !open)}>
          {say(viewWord[inbox.view]) + (count && ` · ${count}`)}
        </Button>
      }
    >
      <ActionList
        actionRole="menuitem"
        onActionAnyItem={() => setOpen(false)}
        items={views.map((view) => ({
          content: say(viewWord[view]),
          url: pathOf(view),
          active: inbox.view === view,
          suffix: <span className="gt-view-count">{countOf(inbox, view)}</span>,
        }))}
      />
    </Popover>
  );
}
