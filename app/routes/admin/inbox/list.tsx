import { Link, useSearchParams } from "@remix-run/react";
import { Button, Icon } from "@shopify/polaris";
import { ArrowUpIcon, SearchIcon, XSmallIcon } from "@shopify/polaris-icons";
import { useEffect, useRef, useState } from "react";

import type { InboxRow as Row } from "~/conversations/inbox";
import { useAdmin, useWords } from "~/ui/admin";
import { useTrouble } from "~/ui/live/live";
import { Nothing } from "~/ui/nothing";

import { RowOf } from "./row";
import { ownSearch, type InboxContext, type InboxView } from "./view";
import { ViewsButton } from "./views-menu";

type Props = {
  inbox: InboxView;
  rows: readonly Row[];
  fresh: number;
  showFresh: () => void;
  openId: string | null;
  people: Pick<InboxContext, "typing" | "viewing">;
  pathOf: (view: InboxView["view"]) => string;
};

/** The middle column: search, the rows, and what has come since. */
export function ConversationList({ inbox, rows, fresh, showFresh, openId, people, pathOf }: Props) {
  const say = useWords();
  const { agent } = useAdmin();
  const trouble = useTrouble();
  const search = ownSearch(useSearchParams()[0]);
  const query = search.toString();
  const scroll = useRef<HTMLDivElement>(null);
  const reveal = () => {
    showFresh();
    scroll.current?.scrollTo({ top: 0 });
  };
  return (
    <section className="gt-list" aria-label={say("inbox.list")}>
      <div className="gt-list-head">
        <div className="gt-only-folded">
          <ViewsButton inbox={inbox} pathOf={pathOf} />
        </div>
        <SearchField key={inbox.view} search={inbox.search} />
      </div>
      <div className="gt-list-scroll" ref={scroll}>
        {fresh > 0 && (
          <div className="gt-fresh">
            <Button size="slim" icon={ArrowUpIcon} onClick={reveal}>
              {say("inbox.fresh", { count: fresh })}
            </Button>
          </div>
        )}
        {rows.length === 0 ? (
          <NothingListed inbox={inbox} openPath={pathOf("open")} />
        ) : (
          <ul className="gt-rows">
            {rows.map((row) => (
              <RowOf
                key={row.id}
                row={row}
                to={`/app/inbox/${row.id}${query && `?${query}`}`}
                isOpen={row.id === openId}
                typing={people.typing(row.id).some(({ who }) => who === "shopper")}
                viewers={people.viewing(row.id).flatMap(({ who, name }) => (who === agent.id ? [] : [name]))}
              />
            ))}
          </ul>
        )}
        {inbox.hasMore && (
          <div className="gt-more">
            <Button variant="tertiary" url={`?${withPages(search, inbox.pages + 1)}`}>
              {say("inbox.older")}
            </Button>
          </div>
        )}
      </div>
      {openId === null && trouble && <p className="gt-list-lost">{say(trouble)}</p>}
    </section>
  );
}

const SETTLE_MS = 250;

/** Searches while one types, after a breath. What is open stays open. */
function SearchField({ search }: { search: string }) {
  const say = useWords();
  const [text, setText] = useState(search);
  const [, setParams] = useSearchParams();
  useEffect(() => {
    if (text.trim() === search) return;
    const look = () =>
      setParams((params) => withSearch(params, text.trim()), { replace: true, preventScrollReset: true });
    const timer = setTimeout(look, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, search, setParams]);
  return (
    <div role="search" className="gt-search">
      <Icon source={SearchIcon} tone="subdued" />
      <input
        id="gt-search"
        type="text"
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && (text ? setText("") : event.currentTarget.blur())}
        placeholder={say("inbox.search")}
        aria-label={say("inbox.search")}
        autoComplete="off"
        spellCheck={false}
      />
      {text && (
        <button
          type="button"
          className="gt-plain"
          aria-label={say("inbox.searchClear")}
          onClick={() => setText("")}
        >
          <Icon source={XSmallIcon} tone="subdued" />
        </button>
      )}
    </div>
  );
}

function NothingListed({ inbox, openPath }: { inbox: InboxView; openPath: string }) {
  const say = useWords();
  if (inbox.search) {
    return (
      <Nothing
        title={say("inbox.nothingFound", { search: inbox.search })}
        text={say("inbox.nothingFoundHelp")}
      >
        <Link to={`/app/inbox?view=${inbox.view}`}>{say("inbox.searchClear")}</Link>
      </Nothing>
    );
  }
  if (inbox.view === "open")
    return <Nothing title={say("inbox.emptyAll")} text={say("inbox.emptyAllHelp")} />;
  return (
    <Nothing title={say("inbox.emptyView")} text={say("inbox.emptyViewHelp")}>
      <Link to={openPath}>{say("inbox.viewOpen")}</Link>
    </Nothing>
  );
}

function withPages(search: URLSearchParams, pages: number): string {
  const next = ownSearch(search);
  next.set("pages", String(pages));
  return next.toString();
}

function withSearch(params: URLSearchParams, text: string): URLSearchParams {
  const next = ownSearch(params);
  next.delete("pages");
  if (text) next.set("q", text);
  else next.delete("q");
  return next;
}
