import { Button, ChoiceList, InlineStack } from "@shopify/polaris";
import { useAppBridge } from "@shopify/app-bridge-react";

import type { PayMethod } from "~/orders/refund";
import { useWords } from "~/ui/admin";

type Props = {
  method: PayMethod;
  onChange: (method: PayMethod) => void;
  disabled: boolean;
};

/** Where the money goes: back where it came from, or to the customer's store credit. */
export function MethodChoice({ method, onChange, disabled }: Props) {
  const say = useWords();
  return (
    <ChoiceList
      title={say("money.method")}
      disabled={disabled}
      choices={[
        { value: "original", label: say("money.method_original") },
        { value: "store-credit", label: say("money.method_credit") },
      ]}
      selected={[method]}
      onChange={([chosen]) => onChange(chosen === "store-credit" ? "store-credit" : "original")}
    />
  );
}

/** Asks the merchant for what store credit needs, where it is first needed. */
export function AskForScope({ onGranted }: { onGranted: () => void }) {
  const say = useWords();
  const bridge = useAppBridge();
  const ask = async () => {
    const { result } = await bridge.scopes.request(["write_store_credit_account_transactions"]);
    if (result === "granted-all") onGranted();
  };
  return (
    <InlineStack>
      <Button onClick={() => void ask()}>{say("money.scope_allow")}</Button>
    </InlineStack>
  );
}
