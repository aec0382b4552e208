import { SkeletonBodyText, Text } from "@shopify/polaris";

import { minus, type Money } from "~/kit/money";
import type { RefundPreview } from "~/orders/refund";
import { Row } from "~/routes/admin/inbox.$conversationId/panel/payment";
import { useWords } from "~/ui/admin";

import { targetText } from "./target";

type Props = { preview: RefundPreview | null; isCounting: boolean; isPaid: boolean };

/** The bill of a refund, recounted as one types and kept once it is paid. */
export function Receipt({ preview, isCounting, isPaid }: Props) {
  const say = useWords();
  return (
    <section className="gt-receipt" aria-busy={isCounting} data-counting={isCounting}>
      <Text as="h3" variant="headingSm">
        {say(isPaid ? "inbox.receipt" : "inbox.receiptPreview")}
      </Text>
      {preview && <Rows preview={preview} isPaid={isPaid} />}
      {!preview &&
        (isCounting ? (
          <SkeletonBodyText lines={6} />
        ) : (
          <Text as="p" tone="subdued">
            {say("inbox.refundNoCount")}
          </Text>
        ))}
    </section>
  );
}

function Rows({ preview, isPaid }: { preview: RefundPreview; isPaid: boolean }) {
  const say = useWords();
  const { items, tax, taxesIncluded, shipping, total, alreadyRefunded, stillPossible, to } = preview;
  return (
    <dl className="gt-sum">
      <Row name={say("inbox.receiptItems")} of={items} />
      <Row name={say(taxesIncluded ? "inbox.taxIncluded" : "inbox.tax")} of={tax} isPart={taxesIncluded} />
      <Row name={say("inbox.shippingCost")} of={shipping} />
      <Row name={say(isPaid ? "inbox.receiptPaid" : "inbox.receiptTotal")} of={total} isStrong />
      {to.map((target) => (
        <Row
          key={targetText([target])}
          name={say("inbox.receiptTo", { to: targetText([target]) })}
          of={target.amount}
          isPart
        />
      ))}
      <Row name={say("inbox.receiptBefore")} of={alreadyRefunded} isApart />
      <Row name={say("inbox.receiptLeft")} of={isPaid ? least(minus(stillPossible, total)) : stillPossible} />
    </dl>
  );
}

function least(amount: Money): Money {
  return amount.minor < 0 ? { ...amount, minor: 0 } : amount;
}
