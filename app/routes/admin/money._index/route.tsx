import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { BlockStack, Box, Card, EmptyState, LegacyCard, Page, Tabs } from "@shopify/polaris";

import { enterAdmin } from "~/http/admin.server";
import { served } from "~/http/answers";
import { useWords } from "~/ui/admin";
import { Failed } from "~/ui/failed";
import { useLive } from "~/ui/live/live";
import { useFresh } from "~/ui/live/use-fresh";

import { ApprovalCard } from "./approval-card";
import { DoubtfulCard } from "./doubtful-card";
import { loadMoney } from "./load.server";
import { tabIn, tabs } from "./tabs";

export const handle = { permission: "money:see" } as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  return served(loadMoney(desk, tabIn(new URL(request.url).searchParams)));
}

/** Payments that wait for somebody: for an approval, or for a look at what became of them. */
export default function Money() {
  const { tab, approvals, doubtful, counts } = useLoaderData<typeof loader>();
  const say = useWords();
  const [, setSearch] = useSearchParams();
  const refresh = useFresh();
  useLive(({ type }) => (["approval", "resync"].includes(type) ? refresh() : undefined));
  const shown = tabs.map((id) => ({
    id,
    content: say(`money.tab_${id}`),
    ...(id === "decided" ? {} : { badge: String(counts[id]) }),
  }));
  const isEmpty = approvals.length + doubtful.length === 0;
  return (
    <Page
      title={say("money.title")}
      secondaryActions={[{ content: say("money.tab_audit"), url: "/app/money/history" }]}
    >
      <LegacyCard>
        <Tabs
          tabs={shown}
          selected={tabs.indexOf(tab)}
          onSelect={(index) => setSearch({ tab: tabs[index] ?? "open" })}
        />
      </LegacyCard>
      <Box paddingBlockStart="400" paddingBlockEnd="800">
        <BlockStack gap="400">
          {approvals.map((approval) => (
            <ApprovalCard key={approval.id} approval={approval} />
          ))}
          {doubtful.map((intent) => (
            <DoubtfulCard key={intent.id} intent={intent} />
          ))}
          {isEmpty && (
            <Card>
              <EmptyState heading={say(`money.none_${tab}`)} image="">
                {tab !== "decided" && <p>{say(`money.none_${tab}_more`)}</p>}
              </EmptyState>
            </Card>
          )}
        </BlockStack>
      </Box>
    </Page>
  );
}

export function ErrorBoundary() {
  return <Failed />;
}
