import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutletContext } from "@remix-run/react";
import { useCallback, useRef, useState } from "react";

import { enterAdmin } from "~/http/admin.server";
import { served } from "~/http/answers";
import { KeysHelp, useKeysHelp } from "~/routes/admin/inbox/keys-help";
import { useOutbox, type Mode } from "~/routes/admin/inbox/outbox";
import type { InboxContext } from "~/routes/admin/inbox/view";
import { useWords } from "~/ui/admin";
import { Failed } from "~/ui/failed";
import { useShortcuts } from "~/ui/shortcuts";

import { Composer, type ComposerHandle } from "./composer";
import { Header, type Opened } from "./header";
import { loadConversation } from "./load.server";
import { OrderPanel } from "./panel/panel";
import { PresenceLine } from "./presence-line";
import { Tabs } from "./tabs";
import { Thread } from "./thread";
import { useEarlier } from "./use-earlier";
import { useMove } from "./use-move";
import { usePanel } from "./use-panel";
import { usePresenceSignals } from "./use-presence-signals";
import type { ConversationPage } from "./view";

import "~/ui/styles/thread.css";
import "~/ui/styles/panel.css";

export const handle = { permission: "conversations:see" } as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  return served(loadConversation(desk, params["conversationId"] ?? ""));
}

export default function OneConversation() {
  const page = useLoaderData<typeof loader>();
  return <Conversation key={page.conversation.id} page={page} />;
}

function Conversation({ page }: { page: ConversationPage }) {
  const { conversation } = page;
  const { id, lastSeq } = conversation;
  const inbox = useOutletContext<InboxContext>();
  const [opened, setOpened] = useState<Opened>(null);
  const composer = useRef<ComposerHandle>(null);
  const panel = usePanel();
  const help = useKeysHelp();
  const { pending, send, retry, drop } = useOutbox(id);
  const { busy, change } = useMove(conversation);
  const earlier = useEarlier(conversation);
  const onTyping = usePresenceSignals(id, lastSeq, conversation.readSeq);
  const onSend = useCallback(
    (mode: Mode, text: string) => send({ conversationId: id, mode, text, expectedSeq: lastSeq }),
    [send, id, lastSeq],
  );
  useShortcuts({
    j: () => inbox.step(1),
    k: () => inbox.step(-1),
    r: () => composer.current?.write("reply"),
    n: () => composer.current?.write("note"),
    a: () => setOpened("assign"),
    z: () => setOpened("snooze"),
    e: () => change({ kind: conversation.status === "closed" ? "reopen" : "close" }),
    "/": () => document.getElementById("gt-search")?.focus(),
    "?": help.open,
  });
  return (
    <div className="gt-conversation" data-panel={panel.isOpen} data-tab={panel.tab}>
      <section className="gt-talk">
        <Header {...{ conversation, inbox, opened, setOpened, busy, change, panel }} />
        <Tabs tab={panel.tab} setTab={panel.setTab} />
        <Thread
          {...{ conversation, pending, earlier }}
          messages={earlier.messages}
          onRetry={retry}
          onEdit={(words) => {
            drop(words.clientId);
            composer.current?.restore(words.mode, words.text);
          }}
        />
        <PresenceLine
          typing={inbox.typing(id)}
          viewing={inbox.viewing(id)}
          shopper={conversation.shopper.name}
        />
        <Composer {...{ conversation, onSend, onTyping }} handle={composer} />
      </section>
      <OrderPanel page={page} close={panel.toggle} />
      <KeysHelp {...help} />
    </div>
  );
}

export function ErrorBoundary() {
  const say = useWords();
  return <Failed backTo={{ url: "/app/inbox", label: say("inbox.backToList") }} />;
}
