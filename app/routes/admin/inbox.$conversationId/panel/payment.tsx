import { Text } from "@shopify/polaris";

import { minus } from "~/kit/money";
import type { Money, MoneyPair } from "~/kit/money";
import type { Order } from "~/orders/order";
import { targetText } from "~/routes/admin/inbox.$conversationId/refund/target";
import { useWords } from "~/ui/admin";
import { Amount } from "~/ui/amount";

/** What was charged, from what it is made up, by which card, and what went back. */
export function Payment({ order }: { order: Order }) {
  const say = useWords();
  const { subtotal, shipping, tax, discount, taxesIncluded } = order.details;
  const charge = order.details.payments.find(({ kind }) => kind === "SALE" || kind === "CAPTURE");
  return (
    <section>
      <Text as="h4" variant="headingSm">
        {say("inbox.payment")}
      </Text>
      <dl className="gt-sum">
        <Row name={say("inbox.subtotal")} of={subtotal.customer} />
        {discount.customer.minor > 0 && (
          <Row name={say("inbox.ofWhichDiscount")} of={discount.customer} isPart />
        )}
        <Row name={say("inbox.shippingCost")} of={shipping.customer} />
        <Row
          name={say(taxesIncluded ? "inbox.taxIncluded" : "inbox.tax")}
          of={tax.customer}
          isPart={taxesIncluded}
        />
        <Row name={say("inbox.total")} of={order.total} isStrong />
        {order.refunded.customer.minor > 0 && (
          <>
            <Row name={say("inbox.refundedSum")} of={order.refunded} />
            <Row name={say("inbox.net")} of={minus(order.total.customer, order.refunded.customer)} isStrong />
          </>
        )}
      </dl>
      {charge && <p className="gt-line-more">{say("inbox.paidWith", { card: targetText([charge]) })}</p>}
    </section>
  );
}

type RowProps = {
  name: string;
  of: Money | MoneyPair;
  isStrong?: boolean;
  isPart?: boolean;
  isApart?: boolean;
};

/** One line of a bill. */
export function Row({ name, of, isStrong = false, isPart = false, isApart = false }: RowProps) {
  return (
    <div data-strong={isStrong} data-part={isPart} data-apart={isApart}>
      <dt>{name}</dt>
      <dd>
        <Amount of={of} />
      </dd>
    </div>
  );
}
