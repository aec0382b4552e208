import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Card, ProgressBar, Text } from "@shopify/polaris";

import type { Progress as Course } from "~/orders/backfill/progress";
import { useLocale, useMay, useWords } from "~/ui/admin";

import { minutesLeft, percent } from "./estimate";

/** How far the shop's orders and customers are in, with an honest estimate; or that it failed and what to do. */
export function Progress({ progress, now }: { progress: Course; now: Date }) {
  return progress.status === "failed" ? <Broken /> : <Running progress={progress} now={now} />;
}

function Running({ progress, now }: { progress: Course; now: Date }) {
  const say = useWords();
  const locale = useLocale();
  const share = percent(progress);
  const left = minutesLeft(progress, now);
  const number = (value: number) => value.toLocaleString(locale);
  const text =
    progress.total === null
      ? say("home.sync_counting", { found: number(progress.found) })
      : say("home.sync_taken", { taken: number(progress.taken), total: number(progress.total) });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {say("home.sync_title")}
        </Text>
        <ProgressBar progress={share ?? 3} size="small" ariaLabelledBy="sync-progress" />
        <Text as="p" tone="subdued" id="sync-progress">
          {text} {left === null ? "" : say("home.sync_left", { minutes: left })}
        </Text>
        <Text as="p" tone="subdued">
          {say("home.sync_meanwhile")}
        </Text>
      </BlockStack>
    </Card>
  );
}

function Broken() {
  const say = useWords();
  const may = useMay();
  const fetcher = useFetcher();
  const again = {
    content: say("home.sync_again"),
    loading: fetcher.state !== "idle",
    disabled: !may("settings:change"),
    onAction: () => fetcher.submit(null, { method: "post", action: "/app?index" }),
  };
  return (
    <Banner tone="warning" title={say("home.sync_failed")} action={again}>
      <p>{say("home.sync_failed_more")}</p>
    </Banner>
  );
}
