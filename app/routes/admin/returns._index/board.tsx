import { Link, useSearchParams } from "@remix-run/react";
import { Badge, Button, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";

import { moneyText } from "~/kit/money";
import type { LaneView } from "~/returns/board/board.server";
import type { Lane } from "~/returns/board/lane";
import { useLocale, useMay, useWords } from "~/ui/admin";

import { BoardCard } from "./card";
import { useApproving } from "./use-approving";

/** Open returns as columns by what they wait for; on narrow screens one below the other. */
export function Board({ lanes }: { lanes: readonly LaneView[] }) {
  return (
    <div className="gt-board">
      {lanes.map((lane) =>
        lane.lane === "to-approve" ? (
          <ApproveLane key={lane.lane} {...lane} />
        ) : (
          <PlainLane key={lane.lane} {...lane} />
        ),
      )}
    </div>
  );
}

function PlainLane(lane: LaneView) {
  return (
    <LaneFrame lane={lane}>
      {lane.cards.map((card) => (
        <li key={card.id}>
          <BoardCard card={card} />
        </li>
      ))}
    </LaneFrame>
  );
}

/** Requests can be chosen here and approved together. */
function ApproveLane(lane: LaneView) {
  const say = useWords();
  const may = useMay();
  const { isBusy, approve } = useApproving();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const open = lane.cards.filter(({ approvesAt }) => approvesAt === null).map(({ id }) => id);
  const wanted = chosen.filter((id) => open.includes(id));
  const toggle = (id: string, isChosen: boolean) =>
    setChosen((known) => [...known.filter((one) => one !== id), ...(isChosen ? [id] : [])]);
  const mayApprove = may("returns:decide");
  const isAll = wanted.length === open.length;
  return (
    <LaneFrame
      lane={lane}
      acts={
        mayApprove &&
        open.length > 0 && (
          <InlineStack gap="200">
            <Button size="slim" onClick={() => setChosen(isAll ? [] : open)}>
              {say(isAll ? "board.choose_none" : "board.choose_all")}
            </Button>
            <Button
              size="slim"
              variant="primary"
              disabled={wanted.length === 0}
              loading={isBusy}
              onClick={() => {
                approve(wanted);
                setChosen([]);
              }}
            >
              {wanted.length > 0 ? say("board.approve", { count: wanted.length }) : say("board.approve_none")}
            </Button>
          </InlineStack>
        )
      }
    >
      {lane.cards.map((card) => (
        <li key={card.id}>
          <BoardCard
            card={card}
            {...(mayApprove && card.approvesAt === null
              ? {
                  choice: {
                    isChosen: wanted.includes(card.id),
                    choose: (is: boolean) => toggle(card.id, is),
                  },
                }
              : {})}
          />
        </li>
      ))}
    </LaneFrame>
  );
}

type Frame = {
  readonly lane: LaneView;
  readonly acts?: React.ReactNode;
  readonly children: React.ReactNode;
};

function LaneFrame({ lane: { lane, count, late, worth, cards }, acts, children }: Frame) {
  const say = useWords();
  const locale = useLocale();
  const [search] = useSearchParams();
  const all = new URLSearchParams(search);
  all.set("view", "table");
  all.set("stage", stageOf[lane]);
  return (
    <section className="gt-lane" aria-labelledby={`lane-${lane}`}>
      <header>
        <InlineStack gap="150" blockAlign="center" wrap={false}>
          <Text as="h2" variant="headingSm" id={`lane-${lane}`}>
            {say(`board.lane_${lane}`)}
          </Text>
          <Text as="span" tone="subdued" numeric>
            {count}
          </Text>
          {late > 0 && <Badge tone="critical">{say("board.late", { count: late })}</Badge>}
        </InlineStack>
        <Text as="span" tone="subdued" numeric>
          {count > 0 ? moneyText(worth, locale) : ""}
        </Text>
      </header>
      {acts && <div className="gt-lane-acts">{acts}</div>}
      {count === 0 && (
        <Text as="p" tone="subdued">
          {say(`board.none_${lane}`)}
        </Text>
      )}
      <ul>{children}</ul>
      {count > cards.length && (
        <Link className="gt-plain" to={`?${all.toString()}`}>
          {say("board.all", { count })}
        </Link>
      )}
    </section>
  );
}

/** The table's tab that has all of a lane. */
const stageOf: Readonly<Record<Lane, string>> = {
  "to-approve": "requested",
  "on-the-way": "approved",
  "to-refund": "received",
  exceptions: "open",
};
