import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, ProgressBar, Text } from "@shopify/polaris";

import type { Word } from "~/kit/words";
import type { Progress as Course } from "~/orders/backfill/progress";
import { useLocale, useMay, useWords } from "~/ui/admin";

import { minutesLeft, percent } from "./estimate";

/** How far the shop's orders and customers are in, with an honest estimate; or that it stopped and what to do. */
export function Progress({ progress }: { progress: Course }) {
  if (progress.status === "running") return <Running progress={progress} />;
  return progress.status === "failed" ? (
    <Stopped tone="warning" title="home.sync_failed" text="home.sync_failed_more" />
  ) : (
    <Stopped tone="info" title="home.sync_cancelled" text="home.sync_cancelled_more" />
  );
}

function Running({ progress }: { progress: Course }) {
  const say = useWords();
  const share = percent(progress);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {say("home.sync_title")}
          </Text>
          <Cancel />
        </InlineStack>
        <ProgressBar progress={share ?? 3} size="small" ariaLabelledBy="sync-progress" />
        <Text as="p" tone="subdued" id="sync-progress">
          <HowFar progress={progress} />
        </Text>
        {progress.reach === "recent" && (
          <Text as="p" tone="subdued">
            {say("home.sync_recent")}
          </Text>
        )}
        <Text as="p" tone="subdued">
          {say("home.sync_meanwhile")}
        </Text>
      </BlockStack>
    </Card>
  );
}

function HowFar({ progress }: { progress: Course }) {
  const say = useWords();
  const locale = useLocale();
  const number = (value: number) => value.toLocaleString(locale);
  const { taken, found, total } = progress;
  if (total === null) return say("home.sync_counting", { found: number(found) });
  const left = minutesLeft(progress);
  const text = say("home.sync_taken", { taken: number(taken), total: number(total) });
  return left === null ? text : `${text} ${say("home.sync_left", { minutes: left })}`;
}

function Cancel() {
  const say = useWords();
  const may = useMay();
  const fetcher = useFetcher();
  if (!may("settings:change")) return null;
  return (
    <fetcher.Form method="post" action="/app?index">
      <input type="hidden" name="wish" value="cancel" />
      <Button submit size="slim" loading={fetcher.state !== "idle"}>
        {say("home.sync_cancel")}
      </Button>
    </fetcher.Form>
  );
}

type Words = { readonly tone: "warning" | "info"; readonly title: Word; readonly text: Word };

function Stopped({ tone, title, text }: Words) {
  const say = useWords();
  const may = useMay();
  const fetcher = useFetcher();
  const again = {
    content: say("home.sync_again"),
    loading: fetcher.state !== "idle",
    disabled: !may("settings:change"),
    onAction: () => fetcher.submit({ wish: "start" }, { method: "post", action: "/app?index" }),
  };
  return (
    <Banner tone={tone} title={say(title)} action={again}>
      <p>{say(text)}</p>
    </Banner>
  );
}
