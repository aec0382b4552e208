import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import {
  Badge,
  Banner,
  BlockStack,
  Box,
  EmptyState,
  IndexTable,
  LegacyCard,
  Page,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";

import { enterAdmin } from "~/http/admin.server";
import { served } from "~/http/answers";
import { gidTail } from "~/kit/id";
import { isUntouched, listHistory } from "~/ledger/history.server";
import { useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";
import { Amount } from "~/ui/amount";
import { Failed } from "~/ui/failed";

import { wordOf } from "./happenings";

export const handle = { permission: "money:see" } as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const { searchParams } = new URL(request.url);
  const about = (searchParams.get("about") ?? "").slice(0, 200);
  const list = listHistory(desk, { about, cursor: searchParams.get("after") });
  const [page, whole] = await served(Promise.all([list, isUntouched(desk)]));
  return { ...page, whole, about };
}

/** Who did what with money and returns, and when; nobody can change it afterwards. */
export default function History() {
  const { rows, next, whole, about } = useLoaderData<typeof loader>();
  const say = useWords();
  const [, setSearch] = useSearchParams();
  return (
    <Page
      title={say("money.tab_audit")}
      backAction={{ content: say("money.title"), url: "/app/money" }}
      fullWidth
    >
      <BlockStack gap="400">
        <Banner tone={whole ? "success" : "critical"}>
          {say(whole ? "money.audit_whole" : "money.audit_broken")}
        </Banner>
        <Box paddingInline={{ xs: "400", sm: "0" }}>
          <Filter key={about} about={about} onAsk={(wish) => setSearch(wish ? { about: wish } : {})} />
        </Box>
        <LegacyCard>
          <IndexTable
            itemCount={rows.length}
            selectable={false}
            headings={headings.map((word) => ({ title: say(word) })) as [{ title: string }]}
            emptyState={<EmptyState heading={say("money.none_audit")} image="" />}
            pagination={{
              hasNext: next !== null,
              onNext: () => setSearch((known) => (known.set("after", next ?? ""), known)),
            }}
          >
            {rows.map((row, index) => (
              <Row key={row.id} row={row} index={index} />
            ))}
          </IndexTable>
        </LegacyCard>
        <Box paddingBlockEnd="800" />
      </BlockStack>
    </Page>
  );
}

const headings = [
  "money.audit_when",
  "money.audit_who",
  "money.audit_action",
  "money.audit_amount",
  "money.audit_about",
  "money.audit_more",
] as const;

type Shown = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

function Row({ row, index }: { row: Shown; index: number }) {
  const say = useWords();
  const word = wordOf(row.action);
  return (
    <IndexTable.Row id={row.id} position={index}>
      <IndexTable.Cell>
        <Ago at={row.at} as="exact" />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <span dir="auto">{row.actorName}</span>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Badge>{word ? say(word) : row.action}</Badge>
      </IndexTable.Cell>
      <IndexTable.Cell>{row.amount && <Amount of={row.amount} />}</IndexTable.Cell>
      <IndexTable.Cell>{gidTail(row.subject)}</IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" tone="subdued">
          <span className="gt-cut">{detailsOf(row)}</span>
        </Text>
      </IndexTable.Cell>
    </IndexTable.Row>
  );
}

/** What changed, as it was written: "state: sent → succeeded, refund: …". */
function detailsOf({ before, after }: Shown): string {
  const [old, now] = [before, after].map((side) => (side ?? {}) as Record<string, unknown>);
  return Object.entries(now ?? {})
    .filter(([, value]) => value !== null && typeof value !== "object")
    .map(([name, value]) => {
      const was = old?.[name];
      return was === undefined || was === null ? `${name}: ${value}` : `${name}: ${was} → ${value}`;
    })
    .join(" · ");
}

function Filter({ about, onAsk }: { about: string; onAsk: (about: string) => void }) {
  const say = useWords();
  const [text, setText] = useState(about);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onAsk(text.trim());
      }}
    >
      <TextField
        label={say("money.audit_filter")}
        value={text}
        onChange={setText}
        autoComplete="off"
        clearButton
        onClearButtonClick={() => onAsk("")}
        placeholder="#1001"
      />
    </form>
  );
}

export function ErrorBoundary() {
  return <Failed />;
}
