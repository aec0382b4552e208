import { Banner, BlockStack, Modal, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";

import type { ShownReturn } from "~/routes/admin/inbox.$conversationId/view";
import { useWords } from "~/ui/admin";

import { LaterMoney } from "./later-money";
import { useStep } from "./use-step";

/** What approving leads to, in money, before it is done. */
export function ApproveDialog({ shown, close }: { shown: ShownReturn; close: () => void }) {
  const say = useWords();
  const { isBusy, error, take } = useStep(close);
  const approve = () =>
    take({
      path: "/app/inbox/return-decide",
      body: { verdict: "approve", returnId: shown.id },
      done: "inbox.approved",
    });
  return (
    <Modal
      open
      size="small"
      onClose={close}
      title={say("inbox.approveTitle", { name: shown.name })}
      primaryAction={{ content: say("inbox.approve"), onAction: approve, loading: isBusy }}
      secondaryActions={[{ content: say("common.cancel"), onAction: close }]}
    >
      <Modal.Section>
        <BlockStack gap="200">
          {error && <Banner tone="warning">{error}</Banner>}
          <Text as="p">{say("inbox.approveText")}</Text>
          <LaterMoney returnId={shown.id} />
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

const reasons = ["other", "window-closed", "final-sale"] as const;
type Reason = (typeof reasons)[number];
const reasonWord = {
  other: "inbox.declineOther",
  "window-closed": "inbox.declineWindow",
  "final-sale": "inbox.declineFinalSale",
} as const;

/** Declining needs a reason; the shopper reads the words. */
export function DeclineDialog({ shown, close }: { shown: ShownReturn; close: () => void }) {
  const say = useWords();
  const [reason, setReason] = useState<Reason>("other");
  const [note, setNote] = useState("");
  const { isBusy, error, take } = useStep(close);
  const isMissing = reason === "other" && note.trim() === "";
  const decline = () =>
    take({
      path: "/app/inbox/return-decide",
      body: { verdict: "decline", returnId: shown.id, reason, note: note.trim() },
      done: "inbox.declined",
    });
  return (
    <Modal
      open
      size="small"
      onClose={close}
      title={say("inbox.declineTitle", { name: shown.name })}
      primaryAction={{
        content: say("inbox.decline"),
        destructive: true,
        onAction: decline,
        loading: isBusy,
        disabled: isMissing,
      }}
      secondaryActions={[{ content: say("common.cancel"), onAction: close }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {error && <Banner tone="warning">{error}</Banner>}
          <Text as="p">{say("inbox.declineText")}</Text>
          <Select
            label={say("inbox.declineReason")}
            options={reasons.map((value) => ({ value, label: say(reasonWord[value]) }))}
            value={reason}
            onChange={(value) => setReason(reasons.find((known) => known === value) ?? "other")}
          />
          <TextField
            label={say("inbox.declineNote")}
            helpText={say("inbox.declineNoteHelp")}
            value={note}
            onChange={setNote}
            multiline={3}
            maxLength={500}
            showCharacterCount
            autoComplete="off"
          />
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
