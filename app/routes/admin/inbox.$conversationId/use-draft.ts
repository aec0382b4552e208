import { useCallback, useEffect, useRef, useState } from "react";

import type { Mode } from "~/routes/admin/inbox/outbox";
import { post } from "~/ui/post";

export type SavedDraft = { readonly mode: Mode; readonly text: string; readonly savedAt: Date };
export type Saving =
  { readonly state: "clean" | "saving" | "failed" } | { readonly state: "saved"; readonly at: string };
/** What one's role lets one write. */
type Allowed = Readonly<Record<Mode, boolean>>;
type Written = { readonly mode: Mode; readonly reply: string; readonly note: string };

const BREATH_MS = 700;
const AGAIN_MS = 5_000;

// Going to another conversation and back shows the newest words at once, saved or not.
const held = new Map<string, Written>();

/** What is being written in a conversation, saved on the server as one writes. Reply and note are apart. */
export function useDraft(conversationId: string, saved: SavedDraft | null, allowed: Allowed) {
  const [written, setWritten] = useState<Written>(() =>
    within(allowed, held.get(conversationId) ?? begun(saved)),
  );
  const [saving, setSaving] = useState<Saving>(
    saved ? { state: "saved", at: saved.savedAt.toISOString() } : { state: "clean" },
  );
  const kept = useRef(toSave(begun(saved)));
  const latest = useRef(written);

  const save = useCallback(
    async (options: { keepalive?: boolean } = {}) => {
      const draft = toSave(latest.current);
      if (same(draft, kept.current)) return;
      setSaving({ state: "saving" });
      const before = kept.current;
      kept.current = draft;
      const result = await post<{ savedAt: string | null }>(
        `/app/inbox/${conversationId}/draft`,
        draft,
        options,
      );
      if (!result.ok) kept.current = before;
      if (!result.ok) setSaving({ state: "failed" });
      else
        setSaving(result.value.savedAt ? { state: "saved", at: result.value.savedAt } : { state: "clean" });
    },
    [conversationId],
  );

  useEffect(() => {
    latest.current = written;
    held.set(conversationId, written);
    if (same(toSave(written), kept.current)) return;
    const timer = setTimeout(() => void save(), BREATH_MS);
    return () => clearTimeout(timer);
  }, [conversationId, written, save]);
  useEffect(() => {
    if (saving.state !== "failed") return;
    const timer = setTimeout(() => void save(), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [saving, save]);
  useEffect(() => {
    const leave = () => void save({ keepalive: true });
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [save]);

  const setText = (text: string) => setWritten((known) => ({ ...known, [known.mode]: text }));
  const setMode = (mode: Mode) => setWritten((known) => ({ ...known, mode }));
  /** Puts words back for another try; what stands there already is not lost. */
  const restore = (mode: Mode, text: string) =>
    setWritten((known) => ({ ...known, mode, [mode]: known[mode] ? `${text}\n\n${known[mode]}` : text }));
  return { mode: written.mode, text: written[written.mode], saving, setText, setMode, restore };
}

function begun(saved: SavedDraft | null): Written {
  const empty: Written = { mode: "reply", reply: "", note: "" };
  return saved ? { ...empty, mode: saved.mode, [saved.mode]: saved.text } : empty;
}

/** Whoever may only note begins with a note. */
function within(allowed: Allowed, written: Written): Written {
  return allowed.note && !allowed.reply ? { ...written, mode: "note" } : written;
}

/** The server keeps one draft: the one in hand, else the other. */
function toSave({ mode, reply, note }: Written): { mode: Mode; text: string } {
  const inHand = mode === "reply" ? reply : note;
  if (inHand || !(reply || note)) return { mode, text: inHand };
  return mode === "reply" ? { mode: "note", text: note } : { mode: "reply", text: reply };
}

function same(a: { mode: Mode; text: string }, b: { mode: Mode; text: string }): boolean {
  return a.text === b.text && (a.mode === b.mode || a.text === "");
}
