import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Card, Layout, Page, Text } from "@shopify/polaris";

import { enterAdmin } from "~/http/admin.server";
import { served } from "~/http/answers";
import { gidTail } from "~/kit/id";
import { fileLink } from "~/platform/files/link.server";
import type { Say } from "~/kit/words";
import type { Desk } from "~/platform/desk.server";
import type { StoredPolicy } from "~/returns/policy/stored";
import { findReturn } from "~/returns/returns.server";
import { ReturnCard } from "~/routes/admin/inbox.$conversationId/returning/return-card";
import { useWords } from "~/ui/admin";
import { Failed } from "~/ui/failed";
import { useLive } from "~/ui/live/live";
import { useFresh } from "~/ui/live/use-fresh";

import "~/ui/styles/panel.css";

export const handle = { permission: "returns:see" } as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  return served(shownReturn(desk, params["returnId"] ?? ""));
}

async function shownReturn(desk: Desk, id: string) {
  const found = await findReturn(desk, id);
  const link = async (photo: (typeof found.photos)[number]) => ({
    ...photo,
    url: await fileLink(desk, photo.id),
  });
  return { ...found, photos: await Promise.all(found.photos.map(link)) };
}

export default function Return() {
  const shown = useLoaderData<typeof loader>();
  const say = useWords();
  const refresh = useFresh();
  useLive(({ type, id }) =>
    type === "resync" || (type === "return" && id === shown.id) ? refresh() : undefined,
  );
  const order = {
    content: say("home.see_order", { order: shown.orderName }),
    url: `shopify://admin/orders/${gidTail(shown.orderId)}`,
  };
  const talk = shown.conversationId
    ? [{ content: say("home.see_conversation"), url: `/app/inbox/${shown.conversationId}` }]
    : [];
  return (
    <Page
      title={say("home.return_of", { name: shown.name })}
      subtitle={shown.customerName ?? say("home.no_name")}
      backAction={{ content: say("home.returns"), url: "/app/returns" }}
      secondaryActions={[...talk, order]}
    >
      <Layout>
        <Layout.Section>
          <Card>
            <ReturnCard shown={shown} />
          </Card>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <Card>
            <BlockStack gap="200">
              <Text as="h2" variant="headingSm">
                {say("home.policy_then")}
              </Text>
              <Text as="p" tone="subdued">
                {policyText(shown.policy, say)}
              </Text>
            </BlockStack>
          </Card>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function policyText(policy: StoredPolicy | null, say: Say): string {
  if (!policy || policy.verdicts.length === 0) return say("home.policy_shopify");
  const { windowDays: days, version } = policy;
  const what = days === null ? say("home.policy_endless") : say("home.policy_days", { days });
  return version === 0 ? what : say("home.policy_version", { version, what });
}

export function ErrorBoundary() {
  return <Failed backTo={{ url: "/app/returns", label: useWords()("home.returns") }} />;
}
