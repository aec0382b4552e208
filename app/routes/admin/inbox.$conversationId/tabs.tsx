import { Button, ButtonGroup } from "@shopify/polaris";

import { useWords } from "~/ui/admin";

import type { Tab } from "./use-panel";

/** On a phone the conversation and the order take turns. */
export function Tabs({ tab, setTab }: { tab: Tab; setTab: (tab: Tab) => void }) {
  const say = useWords();
  return (
    <div className="gt-tabs">
      <ButtonGroup variant="segmented" fullWidth>
        <Button pressed={tab === "talk"} onClick={() => setTab("talk")}>
          {say("inbox.tabTalk")}
        </Button>
        <Button pressed={tab === "order"} onClick={() => setTab("order")}>
          {say("inbox.tabOrder")}
        </Button>
      </ButtonGroup>
    </div>
  );
}
