import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate, useSearchParams } from "@remix-run/react";
import { Badge, Box, EmptyState, IndexTable, LegacyCard, Page, Tabs, Text } from "@shopify/polaris";

import { enterAdmin } from "~/http/admin.server";
import { moneyText, sum } from "~/kit/money";
import { countReturns, listReturns } from "~/returns/returns.server";
import { stageIn, tabs } from "~/routes/admin/returns/tabs";
import { useLocale, useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";
import { Failed } from "~/ui/failed";
import { useLive } from "~/ui/live/live";
import { ReturnBadge } from "~/ui/status";
import { useFresh } from "~/ui/live/use-fresh";

export const handle = { permission: "returns:see" } as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  const { searchParams } = new URL(request.url);
  const stage = stageIn(searchParams);
  const [page, counts] = await Promise.all([
    listReturns(desk, { stage, cursor: searchParams.get("after") }),
    countReturns(desk),
  ]);
  return { ...page, counts };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

export default function Returns() {
  const { rows, next, counts } = useLoaderData<typeof loader>();
  const say = useWords();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const refresh = useFresh();
  useLive(({ type }) => (type === "return" || type === "resync" ? refresh() : undefined));
  const selected = Math.max(
    0,
    tabs.findIndex(({ id }) => id === (search.get("stage") ?? "open")),
  );
  const shown = tabs.map(({ id, word, counted }) => ({
    id,
    content: say(word),
    badge: String(counted.reduce((total, stage) => total + counts[stage], 0)),
  }));
  const isFirst = !search.has("after");
  return (
    <Page
      title={say("home.returns")}
      fullWidth
      secondaryActions={[{ content: say("editor.open"), url: "/app/policy" }]}
    >
      <LegacyCard>
        <Tabs
          tabs={shown}
          selected={selected}
          onSelect={(index) => setSearch({ stage: shown[index]?.id ?? "open" })}
        />
        <IndexTable
          itemCount={rows.length}
          selectable={false}
          resourceName={{ singular: say("home.return_one"), plural: say("home.returns") }}
          headings={
            headings.map((word) => ({ title: say(word) })) as [{ title: string }, ...{ title: string }[]]
          }
          emptyState={<Nothing />}
          pagination={{
            hasNext: next !== null,
            hasPrevious: !isFirst,
            onNext: () => setSearch((known) => (known.set("after", next ?? ""), known)),
            onPrevious: () => navigate(-1),
          }}
        >
          {rows.map((row, index) => (
            <ReturnRow key={row.id} row={row} index={index} open={() => navigate(`/app/returns/${row.id}`)} />
          ))}
        </IndexTable>
      </LegacyCard>
      <Box paddingBlockEnd="800" />
    </Page>
  );
}

const headings = [
  "home.col_return",
  "home.col_customer",
  "home.col_items",
  "home.col_reason",
  "home.col_stage",
  "home.col_worth",
  "home.col_asked",
] as const;

function ReturnRow({ row, index, open }: { row: Row; index: number; open: () => void }) {
  const say = useWords();
  const items = row.lines.reduce((count, { quantity }) => count + quantity, 0);
  const [first] = row.lines;
  return (
    <IndexTable.Row id={row.id} position={index} onClick={open}>
      <IndexTable.Cell>
        <Text as="span" fontWeight="semibold">
          {row.name || row.orderName}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <span className="gt-cut" dir="auto">
          {row.customerName ?? say("home.no_name")}
        </span>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <span className="gt-cut" dir="auto">
          {say("home.items", { count: items })} · {first?.title}
        </span>
      </IndexTable.Cell>
      <IndexTable.Cell>
        {first?.reasonLabel}
        {row.photos.length > 0 && <Badge>{say("home.photos", { count: row.photos.length })}</Badge>}
      </IndexTable.Cell>
      <IndexTable.Cell>
        <ReturnBadge stage={row.stage} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Worth row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Ago at={row.requestedAt} />
      </IndexTable.Cell>
    </IndexTable.Row>
  );
}

function Worth({ row }: { row: Row }) {
  const locale = useLocale();
  if (row.refunded) return <>{moneyText(row.refunded, locale)}</>;
  const prices = row.lines.flatMap(({ price, quantity }) =>
    price ? [{ ...price, minor: price.minor * quantity }] : [],
  );
  const [known] = prices;
  return known ? <>{moneyText(sum(prices, known.currency), locale)}</> : null;
}

function Nothing() {
  const say = useWords();
  return (
    <EmptyState heading={say("home.no_returns")} image="">
      <p>{say("home.no_returns_more")}</p>
    </EmptyState>
  );
}

export function ErrorBoundary() {
  return <Failed />;
}
