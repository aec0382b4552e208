import { BlockStack, Text } from "@shopify/polaris";

import type { Document } from "~/routes/admin/policy/use-document";
import { useWords } from "~/ui/admin";

import { Holidays, Travel } from "./holidays";
import { Reasons } from "./reasons";

type Props = {
  readonly document: Document;
  readonly problems: ReadonlyMap<string, readonly string[]>;
  readonly disabled: boolean;
};

/** What all rules share: reasons, holidays, days on the way. */
export function Parts({ document: { policy, change }, problems, disabled }: Props) {
  const say = useWords();
  const shared = { policy, onChange: change, problems, disabled };
  return (
    <>
      <Part title={say("editor.reasons")}>
        <Reasons {...shared} />
      </Part>
      <Part title={say("editor.holidays")} what={say("editor.holidays_what")}>
        <Holidays {...shared} />
      </Part>
      <Part title={say("editor.travel")} what={say("editor.travel_what")}>
        <Travel {...shared} />
      </Part>
    </>
  );
}

function Part({ title, what, children }: { title: string; what?: string; children: React.ReactNode }) {
  return (
    <BlockStack gap="200">
      <div className="gt-edge">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {what && (
          <Text as="p" tone="subdued">
            {what}
          </Text>
        )}
      </div>
      {children}
    </BlockStack>
  );
}
