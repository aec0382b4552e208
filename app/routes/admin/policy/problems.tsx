import { Banner, BlockStack, Button } from "@shopify/polaris";

import { useWords } from "~/ui/admin";

import type { Placed } from "./problem-text";

/** How much stands between the draft and publishing it; each leads to its place. */
export function Problems({ problems }: { problems: readonly Placed[] }) {
  const say = useWords();
  if (problems.length === 0) return null;
  return (
    <Banner tone="warning" title={say("editor.p_count", { count: problems.length })}>
      <BlockStack gap="100">
        {problems.map(({ at, text, rule }, index) => (
          <Button key={index} variant="plain" textAlign="left" onClick={() => goTo(at)}>
            {rule === null ? text : say("editor.p_at", { rule, text })}
          </Button>
        ))}
      </BlockStack>
    </Banner>
  );
}

function goTo(id: string): void {
  const place = document.getElementById(id);
  place?.scrollIntoView({ block: "center" });
  place?.focus({ preventScroll: true });
}
