import {
  Badge,
  Banner,
  BlockStack,
  Button,
  Card,
  InlineStack,
  Link,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";

import { gidTail } from "~/kit/id";
import { moneyText } from "~/kit/money";
import { useLocale, useMay, useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";

import type { ShownApproval } from "./load.server";
import { useDecision } from "./use-decision";

/** One payment above somebody's limit: who asks, for what, why, and what it would exceed. */
export function ApprovalCard({ approval }: { approval: ShownApproval }) {
  const say = useWords();
  const locale = useLocale();
  const { requestedByName: name, orderName: order, kind, exceeds, note, requestedAt } = approval;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center" align="space-between">
          <Text as="h2" variant="headingMd">
            {say("money.ask_line", { name, order, amount: moneyText(approval.amount, locale) })}
          </Text>
          <Ago at={requestedAt} />
        </InlineStack>
        <InlineStack gap="200">
          <Badge>{say(`money.kind_${kind}`)}</Badge>
          {exceeds.map((limit) => (
            <Badge key={limit} tone="warning">
              {say(`money.over_${limit}`)}
            </Badge>
          ))}
        </InlineStack>
        {note && (
          <Text as="p" breakWord>
            {say("money.asked_note", { note })}
          </Text>
        )}
        <Places approval={approval} />
        {approval.state === "declined" || approval.payment ? (
          <Decided approval={approval} />
        ) : (
          <Decide approval={approval} />
        )}
      </BlockStack>
    </Card>
  );
}

function Places({ approval }: { approval: ShownApproval }) {
  const say = useWords();
  return (
    <InlineStack gap="400">
      <Link url={`shopify://admin/orders/${gidTail(approval.orderId)}`} target="_top" removeUnderline>
        {say("money.see_order")}
      </Link>
      {approval.conversationId && (
        <Link url={`/app/inbox/${approval.conversationId}`} removeUnderline>
          {say("money.see_conversation")}
        </Link>
      )}
    </InlineStack>
  );
}

function Decided({ approval }: { approval: ShownApproval }) {
  const say = useWords();
  const { state, decidedByName, decidedAt, word, payment } = approval;
  const name = decidedByName ?? "";
  return (
    <BlockStack gap="100">
      <InlineStack gap="200">
        <Text as="p">{say(state === "declined" ? "money.declined_by" : "money.decided_by", { name })}</Text>
        {decidedAt && <Ago at={decidedAt} />}
        {payment && <Badge>{say(`money.state_${payment.state}`)}</Badge>}
      </InlineStack>
      {word && (
        <Text as="p" tone="subdued" breakWord>
          {say("money.asked_note", { note: word })}
        </Text>
      )}
    </BlockStack>
  );
}

/** What the person before the screen may do about it; nothing, and then nothing is shown. */
function Decide({ approval }: { approval: ShownApproval }) {
  const mayApprove = useMay()("money:approve");
  if (approval.isMine) return <Undo approval={approval} />;
  return mayApprove ? <Answer approval={approval} /> : null;
}

function Undo({ approval: { id } }: { approval: ShownApproval }) {
  const say = useWords();
  const { isBusy, error, take } = useDecision();
  return (
    <BlockStack gap="300">
      {error && <Banner tone="warning">{error}</Banner>}
      <Text as="p" tone="subdued">
        {say("money.own")}
      </Text>
      <InlineStack>
        <Button
          loading={isBusy}
          onClick={() => take({ body: { verdict: "decline", id, word: null }, done: "money.declined" })}
        >
          {say("money.take_back")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

function Answer({ approval }: { approval: ShownApproval }) {
  const say = useWords();
  const locale = useLocale();
  const { isBusy, error, changed, take } = useDecision();
  const [text, setText] = useState("");
  const { id, state } = approval;
  const amount = changed ?? approval.amount;
  const word = text.trim() || null;
  const approve = { verdict: "approve", id, expectedMinor: amount.minor, word };
  return (
    <BlockStack gap="300">
      {error && <Banner tone="warning">{error}</Banner>}
      <TextField
        label={say("money.word")}
        value={text}
        onChange={setText}
        autoComplete="off"
        maxLength={500}
        disabled={isBusy}
      />
      <InlineStack gap="200">
        <Button
          variant="primary"
          loading={isBusy}
          onClick={() => take({ body: approve, done: "money.approved" })}
        >
          {say("money.approve", { amount: moneyText(amount, locale) })}
        </Button>
        {state === "open" && (
          <Button
            disabled={isBusy}
            onClick={() => take({ body: { verdict: "decline", id, word }, done: "money.declined" })}
          >
            {say("money.decline")}
          </Button>
        )}
      </InlineStack>
    </BlockStack>
  );
}
