import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, InlineGrid, Page } from "@shopify/polaris";

import { enterAdmin } from "~/http/admin.server";
import { served } from "~/http/answers";
import { backfillProgress } from "~/orders/backfill/backfill.server";
import { askReconcile } from "~/orders/reconcile/reconcile.server";
import { timeText, verdicts } from "~/reports/health";
import { shopHealth } from "~/reports/health.server";
import { useLocale, useMay, useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";
import { Failed } from "~/ui/failed";
import { useLive } from "~/ui/live/live";
import { useFresh } from "~/ui/live/use-fresh";

import { Fact, Part } from "./health/part";

export const handle = { permission: "settings:see", action: "settings:change" } as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const [health, progress] = await Promise.all([served(shopHealth(desk)), backfillProgress(desk)]);
  return { health, verdicts: verdicts(health, desk.now), reach: progress?.reach ?? "all" };
}

/** Compares with Shopify now instead of within the hour. */
export async function action({ request }: ActionFunctionArgs) {
  await served(askReconcile(await enterAdmin(request, handle.action)));
  return { asked: true };
}

export default function HealthPage() {
  const { health, verdicts: said, reach } = useLoaderData<typeof loader>();
  const say = useWords();
  const may = useMay();
  const fetcher = useFetcher<typeof action>();
  const refresh = useFresh();
  useLive(({ type }) => (["health", "resync"].includes(type) ? refresh() : undefined));
  const again = {
    content: say("health.look_again"),
    loading: fetcher.state !== "idle",
    disabled: !may("settings:change"),
    onAction: () => fetcher.submit(null, { method: "post" }),
  };
  return (
    <Page title={say("health.title")} subtitle={say("health.intro")} primaryAction={again}>
      <BlockStack gap="400">
        {fetcher.data && (
          <Banner tone="info">
            <p>{say("health.looking")}</p>
          </Banner>
        )}
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
          <Webhooks health={health} verdict={said.webhooks} />
          <Compared health={health} verdict={said.compared} reach={reach} />
          <Work health={health} verdict={said.backlog} />
          <Api health={health} verdict={said.api} />
          <Mails health={health} verdict={said.mail} />
        </InlineGrid>
      </BlockStack>
    </Page>
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;
type Shown = { readonly health: Loaded["health"]; readonly verdict: Loaded["verdicts"]["api"] };

function Webhooks({ health: { lastWebhookAt, lag }, verdict }: Shown) {
  const say = useWords();
  const time = useTime();
  const text = lag && say("health.webhooks_lag_value", { p50: time(lag.p50), p95: time(lag.p95) });
  return (
    <Part title="health.webhooks" verdict={verdict}>
      <Fact name="health.webhooks_last">
        {lastWebhookAt ? <Ago at={lastWebhookAt} /> : say("health.webhooks_never")}
      </Fact>
      <Fact name="health.webhooks_lag">{text ?? say("health.webhooks_lag_none")}</Fact>
    </Part>
  );
}

function Compared({ health: { compared }, verdict, reach }: Shown & { reach: Loaded["reach"] }) {
  const say = useWords();
  const locale = useLocale();
  const time = useTime();
  return (
    <Part title="health.compared" verdict={verdict}>
      <Fact name="health.compared_last">
        {compared ? <Ago at={compared.at} /> : say("health.compared_never")}
        {compared?.isRunning ? ` (${say("health.compared_running")})` : ""}
      </Fact>
      {compared && (
        <>
          <Fact name="health.compared_looked">{compared.looked.toLocaleString(locale)}</Fact>
          <Fact name="health.compared_missed">
            {say("health.compared_missed_value", {
              missed: compared.missedInADay.toLocaleString(locale),
              repaired: compared.repairedInADay.toLocaleString(locale),
            })}
          </Fact>
          {compared.worstLagMs > 0 && <Fact name="health.compared_lag">{time(compared.worstLagMs)}</Fact>}
        </>
      )}
      <Fact name="health.orders">
        {say(reach === "recent" ? "health.orders_recent" : "health.orders_all")}
      </Fact>
    </Part>
  );
}

function Work({ health: { backlog, dead }, verdict }: Shown) {
  const say = useWords();
  const locale = useLocale();
  return (
    <Part title="health.backlog" verdict={verdict}>
      <Fact name="health.backlog_waiting">{backlog.toLocaleString(locale)}</Fact>
      <Fact name="health.backlog_dead">
        {dead === 0 ? say("health.backlog_dead_none") : say("health.backlog_dead_some", { count: dead })}
      </Fact>
    </Part>
  );
}

function Mails({ health: { mail }, verdict }: Shown) {
  const locale = useLocale();
  return (
    <Part title="health.mail" verdict={verdict}>
      <Fact name="health.mail_sent">{mail.sent.toLocaleString(locale)}</Fact>
      <Fact name="health.mail_waiting">{mail.waiting.toLocaleString(locale)}</Fact>
      <Fact name="health.mail_failed">{mail.failed.toLocaleString(locale)}</Fact>
    </Part>
  );
}

function Api({ health: { api }, verdict }: Shown) {
  const say = useWords();
  const locale = useLocale();
  const time = useTime();
  const silent =
    api.pausedMs > 0 ? say("health.api_paused", { time: time(api.pausedMs) }) : say("health.api_no");
  return (
    <Part title="health.api" verdict={verdict}>
      <Fact name="health.api_answers">{api.answers ? say("health.api_yes") : silent}</Fact>
      {api.available !== null && api.maximum !== null && api.restoreRate !== null && (
        <Fact name="health.api_points">
          {say("health.api_points_value", {
            available: api.available.toLocaleString(locale),
            maximum: api.maximum.toLocaleString(locale),
            rate: api.restoreRate.toLocaleString(locale),
          })}
        </Fact>
      )}
    </Part>
  );
}

function useTime(): (ms: number) => string {
  const locale = useLocale();
  return (ms) => timeText(ms, locale);
}

export function ErrorBoundary() {
  return <Failed />;
}
