import { Button, InlineError, TextField } from "@shopify/polaris";
import { useState, type FormEvent } from "react";

import { useMay, useWords } from "~/ui/admin";
import { post } from "~/ui/post";
import { useFresh } from "~/ui/live/use-fresh";

type Linked = { readonly linked: boolean };

/** Finds an order by its number when the address differs, and lays it beside the conversation. */
export function LinkOrder({ conversationId }: { conversationId: string }) {
  const say = useWords();
  const may = useMay();
  const refresh = useFresh();
  const [name, setName] = useState("");
  const [state, setState] = useState<"idle" | "busy" | "none" | "failed">("idle");
  const link = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    setState("busy");
    const result = await post<Linked>(`/app/inbox/${conversationId}/move`, {
      kind: "link",
      name: name.trim(),
    });
    if (!result.ok) return setState("failed");
    if (!result.value.linked) return setState("none");
    setName("");
    setState("idle");
    refresh();
  };
  if (!may("conversations:reply")) return null;
  return (
    <form onSubmit={(event) => void link(event)} className="gt-link-order">
      <TextField
        id="gt-link-order"
        label={say("inbox.linkOrder")}
        placeholder="#1001"
        value={name}
        maxLength={60}
        autoComplete="off"
        onChange={(text) => {
          setName(text);
          setState("idle");
        }}
        connectedRight={
          <Button submit loading={state === "busy"} disabled={name.trim() === ""}>
            {say("inbox.link")}
          </Button>
        }
      />
      {state === "none" && <InlineError fieldID="gt-link-order" message={say("inbox.linkNone", { name })} />}
      {state === "failed" && <InlineError fieldID="gt-link-order" message={say("common.notDone")} />}
    </form>
  );
}

/** Takes an order away from the conversation. The order itself stays as it is. */
export function UnlinkOrder({ conversationId, orderId }: { conversationId: string; orderId: string }) {
  const say = useWords();
  const may = useMay();
  const refresh = useFresh();
  const [isBusy, setBusy] = useState(false);
  const unlink = async () => {
    setBusy(true);
    await post(`/app/inbox/${conversationId}/move`, { kind: "unlink", orderId });
    setBusy(false);
    refresh();
  };
  if (!may("conversations:reply")) return null;
  return (
    <Button variant="plain" loading={isBusy} onClick={() => void unlink()}>
      {say("inbox.unlink")}
    </Button>
  );
}

type LinkProps = { conversationId: string; order: { readonly id: string; readonly name: string } };

/** Lays this order beside the conversation. */
export function LinkButton({ conversationId, order }: LinkProps) {
  const say = useWords();
  const may = useMay();
  const refresh = useFresh();
  const [isBusy, setBusy] = useState(false);
  const link = async () => {
    setBusy(true);
    await post(`/app/inbox/${conversationId}/move`, { kind: "link", orderId: order.id });
    setBusy(false);
    refresh();
  };
  if (!may("conversations:reply")) return null;
  return (
    <Button
      size="slim"
      loading={isBusy}
      onClick={() => void link()}
      accessibilityLabel={say("inbox.linkThis", { name: order.name })}
    >
      {say("inbox.link")}
    </Button>
  );
}
