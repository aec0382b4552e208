import { isRouteErrorResponse, useRevalidator, useRouteError } from "@remix-run/react";
import { Banner, BlockStack, Button, InlineStack, Text } from "@shopify/polaris";

import type { Word } from "~/kit/words";

import { useWords } from "./admin";

type Kind = "denied" | "gone" | "unavailable" | "broken";

const sentences = {
  denied: ["common.deniedTitle", "common.deniedText"],
  gone: ["common.goneTitle", "common.goneText"],
  unavailable: ["common.unavailableTitle", "common.unavailableText"],
  broken: ["common.brokenTitle", "common.brokenText"],
} as const satisfies Record<Kind, readonly [Word, Word]>;

/** What a route's own boundary shows: what happened, what is safe, what to do. */
export function Failed({ backTo }: { backTo?: { url: string; label: string } }) {
  const say = useWords();
  const kind = kindOf(useRouteError());
  const { revalidate, state } = useRevalidator();
  const [title, text] = sentences[kind];
  return (
    <div className="gt-failed">
      <Banner tone={kind === "gone" ? "info" : "warning"} title={say(title)}>
        <BlockStack gap="300">
          <Text as="p">{say(text)}</Text>
          <InlineStack gap="200">
            {kind !== "denied" && kind !== "gone" && (
              <Button onClick={revalidate} loading={state === "loading"}>
                {say("common.tryAgain")}
              </Button>
            )}
            {backTo && <Button url={backTo.url}>{backTo.label}</Button>}
          </InlineStack>
        </BlockStack>
      </Banner>
    </div>
  );
}

function kindOf(error: unknown): Kind {
  if (!isRouteErrorResponse(error)) return error instanceof TypeError ? "unavailable" : "broken";
  if (error.status === 403) return "denied";
  if (error.status === 404) return "gone";
  return error.status === 503 || error.status === 429 ? "unavailable" : "broken";
}
