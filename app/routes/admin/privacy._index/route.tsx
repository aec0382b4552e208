import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import {
  Badge,
  Banner,
  BlockStack,
  Box,
  Card,
  EmptyState,
  IndexTable,
  InlineStack,
  Page,
  Text,
} from "@shopify/polaris";

import { enterAdmin } from "~/http/admin.server";
import { served } from "~/http/answers";
import { COPY_DAYS, isUrgent } from "~/privacy/request";
import { listRequests } from "~/privacy/requests.server";
import { useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";
import { useNow } from "~/ui/clock";
import { Failed } from "~/ui/failed";
import { useLive } from "~/ui/live/live";
import { useFresh } from "~/ui/live/use-fresh";

import { Download } from "./download";

export const handle = { permission: "privacy:see" } as const;

export async function loader({ request }: LoaderFunctionArgs) {
  return { requests: await served(listRequests(await enterAdmin(request, handle.permission))) };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["requests"][number];

export default function Privacy() {
  const { requests } = useLoaderData<typeof loader>();
  const say = useWords();
  const refresh = useFresh();
  useLive(({ type }) => (type === "privacy" || type === "resync" ? refresh() : undefined));
  const hasCopy = requests.some(({ bytes }) => bytes !== null);
  return (
    <Page
      title={say("privacy.title")}
      subtitle={say("privacy.subtitle")}
      backAction={{ content: say("home.settings"), url: "/app/settings" }}
    >
      <BlockStack gap="400">
        {hasCopy && (
          <Banner tone="info">
            <p>{say("privacy.hand_on", { days: COPY_DAYS })}</p>
          </Banner>
        )}
        <Card padding="0">
          <IndexTable
            itemCount={requests.length}
            selectable={false}
            resourceName={{ singular: say("privacy.requests"), plural: say("privacy.requests") }}
            headings={
              headings.map((word) => ({ title: say(word) })) as [{ title: string }, ...{ title: string }[]]
            }
            emptyState={<Nothing />}
          >
            {requests.map((row, index) => (
              <RequestRow key={row.id} row={row} index={index} />
            ))}
          </IndexTable>
        </Card>
        <Box paddingInline={{ xs: "400", sm: "0" }} paddingBlockEnd="800">
          <Text as="p" tone="subdued">
            {say("privacy.erased_stays")}
          </Text>
        </Box>
      </BlockStack>
    </Page>
  );
}

const headings = [
  "privacy.col_asked",
  "privacy.col_what",
  "privacy.col_about",
  "privacy.col_state",
  "privacy.col_due",
  "privacy.col_file",
] as const;

function RequestRow({ row, index }: { row: Row; index: number }) {
  const say = useWords();
  return (
    <IndexTable.Row id={row.id} position={index}>
      <IndexTable.Cell>
        <Ago at={row.receivedAt} />
      </IndexTable.Cell>
      <IndexTable.Cell>{say(`privacy.kind_${row.kind}`)}</IndexTable.Cell>
      <IndexTable.Cell>
        <span className="gt-cut" dir="auto">
          {row.about ?? say("privacy.about_nobody")}
        </span>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <State row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Ago at={row.dueAt} as="exact" />
      </IndexTable.Cell>
      <IndexTable.Cell>{row.bytes !== null && <Download row={row} bytes={row.bytes} />}</IndexTable.Cell>
    </IndexTable.Row>
  );
}

function State({ row }: { row: Row }) {
  const say = useWords();
  const now = useNow();
  const percent = Math.round(row.progress * 100);
  if (row.state === "expired") return <Badge>{say("privacy.state_expired")}</Badge>;
  if (row.state === "done") return <Badge tone="success">{say(`privacy.state_done_${row.kind}`)}</Badge>;
  return (
    <InlineStack gap="100">
      <Badge tone="attention" progress="partiallyComplete">
        {percent > 0 ? say("privacy.state_open", { percent }) : say("privacy.state_waiting")}
      </Badge>
      {isUrgent({ state: row.state, dueAt: new Date(row.dueAt) }, now) && (
        <Badge tone="critical">{say("privacy.urgent")}</Badge>
      )}
    </InlineStack>
  );
}

function Nothing() {
  const say = useWords();
  return (
    <EmptyState heading={say("privacy.nothing")} image="">
      <p>{say("privacy.nothing_more")}</p>
    </EmptyState>
  );
}

export function ErrorBoundary() {
  return <Failed />;
}
