import { Banner, BlockStack, Button, ButtonGroup, InlineStack, Text } from "@shopify/polaris";
import { useEffect } from "react";

import type { Word } from "~/kit/words";
import type { Policy } from "~/returns/policy/document";
import { useWords } from "~/ui/admin";
import { useAnnounce } from "~/ui/announcer";

import { difference } from "./publish/difference";
import { changesText } from "./publish/changes";
import type { Saving } from "./use-saving";

const said = {
  clean: "editor.no_draft",
  saving: "editor.saving",
  saved: "editor.saved",
  failed: "editor.unsaved",
  denied: "editor.save_denied",
  clash: "editor.unsaved",
} as const satisfies Record<Saving["state"], Word>;

/** Whether the draft is on the server. */
export function SavedLine({ saving, again }: { saving: Saving; again: () => void }) {
  const say = useWords();
  const announce = useAnnounce();
  const { state } = saving;
  const isLost = state === "failed" || state === "denied" || state === "clash";
  useEffect(() => {
    if (isLost) announce(say(said[state]));
  }, [isLost, state, announce, say]);
  return (
    <InlineStack gap="200" blockAlign="center">
      <Text as="span" tone={isLost ? "critical" : "subdued"}>
        {say(said[saving.state])}
      </Text>
      {saving.state === "failed" && (
        <Button size="slim" onClick={again}>
          {say("editor.try_again")}
        </Button>
      )}
    </InlineStack>
  );
}

type ClashProps = {
  readonly theirs: Extract<Saving, { state: "clash" }>["theirs"];
  readonly mine: Policy;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
};

/** Somebody else saved meanwhile: both drafts are still there, and the person chooses. */
export function Clash({ theirs, mine, keepMine, takeTheirs }: ClashProps) {
  const say = useWords();
  const name = theirs.by ?? say("editor.clash_somebody");
  const what = changesText(difference(mine, theirs.policy), say).join(" · ") || say("editor.diff_none");
  return (
    <Banner tone="warning" title={say("editor.clash_title", { name })}>
      <BlockStack gap="300">
        <Text as="p" breakWord>
          {say("editor.clash_text", { what })}
        </Text>
        <ButtonGroup>
          <Button onClick={keepMine}>{say("editor.clash_mine")}</Button>
          <Button onClick={takeTheirs}>{say("editor.clash_theirs")}</Button>
        </ButtonGroup>
      </BlockStack>
    </Banner>
  );
}
