import { Text } from "@shopify/polaris";

import { moneyText } from "~/kit/money";
import { targetText } from "~/routes/admin/inbox.$conversationId/refund/target";
import { useLocale, useWords } from "~/ui/admin";

import { useReturnPreview } from "./use-return-preview";

/** What will go back once the return is refunded, by Shopify's reckoning. Its line is kept while that is counted. */
export function LaterMoney({ returnId }: { returnId: string }) {
  const say = useWords();
  const locale = useLocale();
  const counted = useReturnPreview(returnId);
  const text = () => {
    if (counted.state === "counting") return say("inbox.refundCounting");
    if (counted.state !== "counted") return say("inbox.laterUnknown");
    const { total, to } = counted.preview;
    const where = targetText(to) || say("inbox.refundOriginal");
    return say("inbox.laterMoney", { amount: moneyText(total, locale), to: where });
  };
  return (
    <Text as="p" tone="subdued">
      {text()}
    </Text>
  );
}
