import { useNavigate, useSearchParams } from "@remix-run/react";
import {
  Badge,
  EmptyState,
  IndexTable,
  LegacyCard,
  Tabs,
  Text,
  useIndexResourceState,
} from "@shopify/polaris";

import { moneyText, sum } from "~/kit/money";
import type { ReturnView, Stage } from "~/returns/return";
import { useLocale, useMay, useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";
import { ReturnBadge } from "~/ui/status";

import { stageIn, tabs } from "./tabs";
import { useApproving } from "./use-approving";

type Props = {
  readonly rows: readonly ReturnView[];
  readonly next: string | null;
  readonly counts: Readonly<Record<Stage, number>>;
};

/** All returns of a state, newest first; requests can be chosen and approved together. */
export function ReturnTable({ rows, next, counts }: Props) {
  const say = useWords();
  const may = useMay();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const stage = stageIn(search);
  const selected = tabs.findIndex(({ id }) => id === stage);
  const shown = tabs.map(({ id, word, counted }) => ({
    id,
    content: say(word),
    badge: String(counted.reduce((total, one) => total + counts[one], 0)),
  }));
  const { isBusy, approve } = useApproving();
  const { selectedResources, handleSelectionChange, clearSelection } = useIndexResourceState(
    rows.map(({ id }) => ({ id })),
  );
  const canChoose = may("returns:decide") && stage === "requested";
  return (
    <LegacyCard>
      <Tabs
        tabs={shown}
        selected={selected}
        onSelect={(index) => {
          clearSelection();
          setSearch((known) => {
            known.delete("after");
            known.set("stage", shown[index]?.id ?? "open");
            return known;
          });
        }}
      />
      <IndexTable
        itemCount={rows.length}
        selectable={canChoose}
        selectedItemsCount={selectedResources.length}
        onSelectionChange={handleSelectionChange}
        promotedBulkActions={[
          {
            content: say("board.approve", { count: selectedResources.length }),
            disabled: isBusy,
            onAction: () => {
              approve(selectedResources);
              clearSelection();
            },
          },
        ]}
        resourceName={{ singular: say("home.return_one"), plural: say("home.returns") }}
        headings={
          headings.map((word) => ({ title: say(word) })) as [{ title: string }, ...{ title: string }[]]
        }
        emptyState={<Nothing />}
        pagination={{
          hasNext: next !== null,
          hasPrevious: search.has("after"),
          onNext: () => setSearch((known) => (known.set("after", next ?? ""), known)),
          onPrevious: () => navigate(-1),
        }}
      >
        {rows.map((row, index) => (
          <ReturnRow
            key={row.id}
            row={row}
            index={index}
            isChosen={selectedResources.includes(row.id)}
            open={() => navigate(`/app/returns/${row.id}`)}
          />
        ))}
      </IndexTable>
    </LegacyCard>
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

type RowProps = { row: ReturnView; index: number; isChosen: boolean; open: () => void };

function ReturnRow({ row, index, isChosen, open }: RowProps) {
  const say = useWords();
  const items = row.lines.reduce((count, { quantity }) => count + quantity, 0);
  const [first] = row.lines;
  return (
    <IndexTable.Row id={row.id} position={index} selected={isChosen} onClick={open}>
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

function Worth({ row }: { row: ReturnView }) {
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
