import { Button, ButtonGroup, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";

import { moneyText, sum } from "~/kit/money";
import type { Word } from "~/kit/words";
import type { Stage } from "~/returns/return";
import type { ShownReturn } from "~/routes/admin/inbox.$conversationId/view";
import type { Permission } from "~/team/permission";
import { useLocale, useMay, useWords } from "~/ui/admin";
import { Ago } from "~/ui/ago";
import { ReturnBadge } from "~/ui/status";

import { ApproveDialog, DeclineDialog } from "./decide-dialogs";
import { ReceiveDialog } from "./receive-dialog";
import { SettleSheet } from "./settle-sheet";
import { verdictText } from "./verdict";

type Dialog = "approve" | "decline" | "receive" | "settle" | null;

/** A return where it belongs, beneath its order: what, why, the policy's verdict, and the next step. */
export function ReturnCard({ shown }: { shown: ShownReturn }) {
  const say = useWords();
  const locale = useLocale();
  const [dialog, setDialog] = useState<Dialog>(null);
  const close = () => setDialog(null);
  const worth = worthOf(shown);
  return (
    <section className="gt-return" aria-label={say("inbox.returnNamed", { name: shown.name })}>
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h4" variant="headingSm">
          {say("inbox.returnNamed", { name: shown.name })}
        </Text>
        <ReturnBadge stage={shown.stage} />
      </InlineStack>
      <ul>
        {shown.lines.map((line) => (
          <li key={line.id}>
            <span dir="auto">
              {line.quantity} × {line.title}
            </span>
            <span className="gt-line-more"> · {line.reasonLabel}</span>
          </li>
        ))}
      </ul>
      {shown.note && (
        <p className="gt-quote" dir="auto">
          {shown.note}
        </p>
      )}
      {shown.photos.length > 0 && (
        <div className="gt-photos">
          {shown.photos.map((photo) => (
            <a key={photo.id} href={photo.url} target="_blank" rel="noreferrer" className="gt-photo">
              <img
                src={photo.url}
                alt={photo.name}
                width={photo.width}
                height={photo.height}
                loading="lazy"
              />
            </a>
          ))}
        </div>
      )}
      <p className="gt-line-more">
        {say("inbox.returnAsked")} <Ago at={shown.requestedAt} />
        {worth &&
          shown.refunded === null &&
          ` · ${say("inbox.returnWorth", { amount: moneyText(worth, locale) })}`}
      </p>
      <Verdict shown={shown} />
      <Steps shown={shown} open={setDialog} />
      {dialog === "approve" && <ApproveDialog shown={shown} close={close} />}
      {dialog === "decline" && <DeclineDialog shown={shown} close={close} />}
      {dialog === "receive" && <ReceiveDialog shown={shown} close={close} />}
      {dialog === "settle" && <SettleSheet shown={shown} close={close} />}
    </section>
  );
}

function Verdict({ shown }: { shown: ShownReturn }) {
  const say = useWords();
  const locale = useLocale();
  if (shown.refunded) {
    return <Text as="p">{say("inbox.returnPaid", { amount: moneyText(shown.refunded, locale) })}</Text>;
  }
  if (shown.stage === "declined" && shown.declineNote) {
    return (
      <p className="gt-quote" dir="auto">
        {shown.declineNote}
      </p>
    );
  }
  const text = shown.stage === "requested" ? verdictText(shown, say, locale) : null;
  return text ? <p className="gt-line-more">{text}</p> : null;
}

type Step = { readonly dialog: Exclude<Dialog, null>; readonly word: Word };
type Next = { readonly right: Permission; readonly steps: readonly Step[] };

/** What may follow each stage, the likeliest step first; the other stages are ends. */
const nextAfter: Readonly<Partial<Record<Stage, Next>>> = {
  requested: {
    right: "returns:decide",
    steps: [
      { dialog: "approve", word: "inbox.approve" },
      { dialog: "decline", word: "inbox.decline" },
    ],
  },
  approved: { right: "returns:decide", steps: [{ dialog: "receive", word: "inbox.receive" }] },
  received: { right: "returns:settle", steps: [{ dialog: "settle", word: "inbox.refundReturn" }] },
};

/** The next steps of this stage; one that may not be taken is there, with the reason. */
function Steps({ shown, open }: { shown: ShownReturn; open: (dialog: Dialog) => void }) {
  const say = useWords();
  const may = useMay();
  const next = nextAfter[shown.stage];
  if (!next) return null;
  const whyNot = whyNotNow(shown.isPaying, may(next.right));
  return (
    <>
      <ButtonGroup>
        {next.steps.map(({ dialog, word }, index) => (
          <Button
            key={dialog}
            variant={index === 0 ? "primary" : "secondary"}
            disabled={whyNot !== null}
            onClick={() => open(dialog)}
          >
            {say(word)}
          </Button>
        ))}
      </ButtonGroup>
      {whyNot && <p className="gt-line-more">{say(whyNot)}</p>}
    </>
  );
}

function whyNotNow(isPaying: boolean, isAllowed: boolean): Word | null {
  if (isPaying) return "inbox.returnPaying";
  return isAllowed ? null : "inbox.noReturnRight";
}

/** What the lines cost; null when a price is not known. The exact amount is Shopify's to say. */
function worthOf({ lines }: ShownReturn) {
  const prices = lines.flatMap(({ price, quantity }) =>
    price ? [{ ...price, minor: price.minor * quantity }] : [],
  );
  const first = prices[0];
  return first && prices.length === lines.length ? sum(prices, first.currency) : null;
}
