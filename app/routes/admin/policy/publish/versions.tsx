import { Badge, BlockStack, Button, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";

import type { Policy } from "~/returns/policy/document";
import { useLocale, useWords } from "~/ui/admin";
import { useTimezone } from "~/ui/use-timezone";
import { ask } from "~/ui/post";

export type Version = {
  readonly version: number;
  readonly note: string;
  readonly publishedAt: string;
  readonly by: string;
};

type Props = {
  readonly versions: readonly Version[];
  /** Makes a version the draft; null for who may not. */
  readonly take: ((policy: Policy, version: number) => void) | null;
};

/** Every policy that was ever published, the newest first. */
export function Versions({ versions, take }: Props) {
  const say = useWords();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {say("editor.versions")}
        </Text>
        {versions.length === 0 && (
          <Text as="p" tone="subdued">
            {say("editor.version_none")}
          </Text>
        )}
        {versions.map((version, at) => (
          <BlockStack gap="300" key={version.version}>
            {at > 0 && <Divider />}
            <VersionRow version={version} isCurrent={at === 0} take={take} />
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

type RowProps = { readonly version: Version; readonly isCurrent: boolean; readonly take: Props["take"] };

function VersionRow({ version: { version, note, publishedAt, by }, isCurrent, take }: RowProps) {
  const say = useWords();
  const locale = useLocale();
  const timeZone = useTimezone();
  const at = new Date(publishedAt).toLocaleString(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  });
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="bodyMd" fontWeight="semibold">
          {say("editor.version", { version })}
        </Text>
        {isCurrent && <Badge tone="success">{say("editor.version_current")}</Badge>}
      </InlineStack>
      <Text as="p" tone="subdued" breakWord>
        {say("editor.version_by", { name: by, at })}
      </Text>
      {note && (
        <Text as="p" breakWord>
          <span dir="auto">{note}</span>
        </Text>
      )}
      {take && <Take version={version} take={take} />}
    </BlockStack>
  );
}

function Take({ version, take }: { version: number; take: NonNullable<Props["take"]> }) {
  const say = useWords();
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const fetchIt = async () => {
    setState("busy");
    const result = await ask<{ policy: Policy }>(`/app/policy/version?version=${version}`);
    setState(result.ok ? "idle" : "failed");
    if (result.ok) take(result.value.policy, version);
  };
  return (
    <InlineStack gap="200" blockAlign="center">
      <Button
        variant="plain"
        loading={state === "busy"}
        accessibilityLabel={say("editor.version_take_of", { version })}
        onClick={() => void fetchIt()}
      >
        {say("editor.version_take")}
      </Button>
      {state === "failed" && (
        <Text as="span" tone="critical">
          {say("common.tryAgain")}
        </Text>
      )}
    </InlineStack>
  );
}
