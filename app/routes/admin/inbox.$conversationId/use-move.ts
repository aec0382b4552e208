import { useNavigate } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useState } from "react";

import type { ConversationView } from "~/conversations/inbox";
import type { Reopened } from "~/conversations/move.server";
import { useWords } from "~/ui/admin";
import { useAnnounce } from "~/ui/announcer";
import { post } from "~/ui/post";
import { useFresh } from "~/ui/live/use-fresh";

import type { Change } from "./header";

/** Does what the header asks for, says so, and brings the page up to date. */
export function useMove({ id }: ConversationView) {
  const [busy, setBusy] = useState<Change["kind"] | null>(null);
  const say = useWords();
  const refresh = useFresh();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const bridge = useAppBridge();

  const run = async (change: Change) => {
    if (busy) return;
    setBusy(change.kind);
    const result = await post<Partial<Reopened>>(`/app/inbox/${id}/move`, change);
    setBusy(null);
    if (!result.ok)
      return bridge.toast.show(say(result.because === "offline" ? "common.offline" : "common.notDone"), {
        isError: true,
      });
    const { value } = result;
    if (value.reopened === false && "conversationId" in value)
      return navigate(`/app/inbox/${value.conversationId}`);
    announce(say(done[change.kind]));
    if (change.kind === "close" || change.kind === "snooze") bridge.toast.show(say(done[change.kind]));
    refresh();
  };
  return { busy, change: (change: Change) => void run(change) };
}

const done = {
  assign: "inbox.doneAssign",
  snooze: "inbox.doneSnooze",
  wake: "inbox.doneWake",
  close: "inbox.doneClose",
  reopen: "inbox.doneReopen",
} as const;
