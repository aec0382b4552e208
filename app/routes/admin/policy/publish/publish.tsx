import { Banner, BlockStack, List, Modal, Text, TextField } from "@shopify/polaris";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useState } from "react";

import type { KeptPublished, Since } from "~/returns/policy/keep.server";
import { useWords } from "~/ui/admin";
import { post } from "~/ui/post";

import { changesText } from "./changes";
import type { Difference } from "./difference";

const LONGEST_NOTE = 500;

type Props = {
  readonly changes: Difference;
  /** Which draft is to be published. */
  readonly since: () => Since;
  readonly close: () => void;
  readonly done: (version: number) => void;
};

/** Says what changes, takes a note, and publishes. */
export function Publish({ changes, since, close, done }: Props) {
  const say = useWords();
  const bridge = useAppBridge();
  const [note, setNote] = useState("");
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const publish = async () => {
    setState("busy");
    const result = await post<KeptPublished>("/app/policy/publish", { note: note.trim(), since: since() });
    if (!result.ok || !result.value.published) return setState("failed");
    bridge.toast.show(say("editor.publish_done", { version: result.value.version }));
    return done(result.value.version);
  };
  return (
    <Modal
      open
      title={say("editor.publish_title")}
      onClose={close}
      primaryAction={{
        content: say("editor.publish"),
        loading: state === "busy",
        onAction: () => void publish(),
      }}
      secondaryActions={[{ content: say("editor.publish_cancel"), onAction: close }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {state === "failed" && (
            <Banner tone="critical">
              <p>{say("editor.publish_failed")}</p>
            </Banner>
          )}
          <Text as="p">{say("editor.publish_what")}</Text>
          <List>
            {changesText(changes, say).map((text) => (
              <List.Item key={text}>
                <Text as="span" breakWord>
                  {text}
                </Text>
              </List.Item>
            ))}
          </List>
          <TextField
            label={say("editor.publish_note")}
            autoComplete="off"
            multiline={2}
            maxLength={LONGEST_NOTE}
            showCharacterCount
            value={note}
            onChange={setNote}
          />
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
