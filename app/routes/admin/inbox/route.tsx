import type { LoaderFunctionArgs } from "@remix-run/node";
import {
  Outlet,
  useLoaderData,
  useNavigate,
  useNavigation,
  useParams,
  useSearchParams,
} from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { useCallback, useEffect, useMemo, useRef } from "react";

import type { View } from "~/conversations/inbox";
import { enterAdmin } from "~/http/admin.server";
import { served } from "~/http/answers";
import { useWords } from "~/ui/admin";
import { Announcer, useAnnounce } from "~/ui/announcer";
import { Failed } from "~/ui/failed";
import { useLive } from "~/ui/live/live";
import { useFresh } from "~/ui/live/use-fresh";
import { usePresence } from "~/ui/live/use-presence";

import "~/ui/styles/inbox.css";
import { ConversationList } from "./list";
import { loadInbox } from "./load.server";
import { ConversationSkeleton } from "./skeleton";
import { Outbox } from "./outbox";
import { neighbour } from "./places";
import { useRows } from "./use-rows";
import { ownSearch, type InboxContext, type InboxView } from "./view";
import { ViewsColumn } from "./views-menu";

export const handle = { permission: "conversations:see" } as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  return served(loadInbox(desk, new URL(request.url).searchParams));
}

export default function Inbox() {
  const say = useWords();
  return (
    <Announcer>
      <Outbox>
        <TitleBar title={say("inbox.title")} />
        <Columns inbox={useLoaderData<typeof loader>()} />
      </Outbox>
    </Announcer>
  );
}

function Columns({ inbox }: { inbox: InboxView }) {
  const say = useWords();
  const openId = useParams()["conversationId"] ?? null;
  const [params] = useSearchParams();
  const search = ownSearch(params).toString();
  const navigate = useNavigate();
  const { rows, fresh, showFresh } = useRows(inbox, openId);
  const people = usePresence();
  const listPath = `/app/inbox${search && `?${search}`}`;
  useChanges(inbox);

  const step = useCallback(
    (direction: 1 | -1) => {
      const next = neighbour(rows, openId, direction);
      if (next) navigate({ pathname: `/app/inbox/${next.id}`, search });
    },
    [rows, openId, navigate, search],
  );
  const goingTo = useGoingTo();
  const context = useMemo<InboxContext>(
    () => ({ agents: inbox.agents, ...people, listPath, step }),
    [inbox.agents, people, listPath, step],
  );
  const pathOf = (view: View) => `/app/inbox?view=${view}`;
  return (
    <main className="gt-inbox" data-reading={openId !== null}>
      <h1 className="gt-unseen">{say("inbox.title")}</h1>
      <ViewsColumn inbox={inbox} pathOf={pathOf} />
      <ConversationList {...{ inbox, rows, fresh, showFresh, people, pathOf }} openId={goingTo ?? openId} />
      <div className="gt-open">
        <Outlet context={context} />
        {goingTo !== null && goingTo !== openId && <ConversationSkeleton />}
      </div>
    </main>
  );
}

/** The conversation that is being opened: its row is marked at once, before its messages are here. */
function useGoingTo(): string | null {
  const { location } = useNavigation();
  return /^\/app\/inbox\/([^/]+)$/.exec(location?.pathname ?? "")?.[1] ?? null;
}

/** What happens elsewhere brings the page up to date, and is said once to people who listen. */
function useChanges(inbox: InboxView): void {
  const say = useWords();
  const refresh = useFresh();
  const announce = useAnnounce();
  useLive((change) => {
    if (change.type !== "typing" && change.type !== "viewing") refresh();
  });

  const list = `${inbox.view} ${inbox.search}`;
  const unread = inbox.rows.filter((row) => row.unread).length;
  const before = useRef({ list, unread });
  useEffect(() => {
    const known = before.current;
    before.current = { list, unread };
    if (known.list === list && unread > known.unread) {
      announce(say("inbox.arrived", { count: unread - known.unread }));
    }
  }, [list, unread, announce, say]);
}

export function ErrorBoundary() {
  const say = useWords();
  return <Failed backTo={{ url: "/app", label: say("common.toHome") }} />;
}
