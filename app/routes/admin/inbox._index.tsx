import { useOutletContext } from "@remix-run/react";

import { useWords } from "~/ui/admin";
import { Nothing } from "~/ui/nothing";
import { useShortcuts } from "~/ui/shortcuts";

import type { InboxContext } from "./inbox/view";
import { KeysHelp, useKeysHelp } from "./inbox/keys-help";

export const handle = { permission: "conversations:see" } as const;

/** Nothing is open yet. */
export default function NothingOpen() {
  const say = useWords();
  const { step } = useOutletContext<InboxContext>();
  const help = useKeysHelp();
  useShortcuts({
    j: () => step(1),
    k: () => step(1),
    "/": () => document.getElementById("gt-search")?.focus(),
    "?": help.open,
  });
  return (
    <div className="gt-choose">
      <Nothing title={say("inbox.choose")} text={say("inbox.chooseHelp")} />
      <KeysHelp {...help} />
    </div>
  );
}
