import { useCallback, useEffect, useRef, useState } from "react";

import type { Policy } from "~/returns/policy/document";
import type { DraftState, Kept, Since } from "~/returns/policy/keep.server";
import { post } from "~/ui/post";

import { isSame } from "./publish/difference";

const BREATH_MS = 700;
const AGAIN_MS = 5_000;

export type Saving =
  | { readonly state: "clean" | "saving" | "saved" | "failed" | "denied" }
  | { readonly state: "clash"; readonly theirs: DraftState };

/** The draft as the server has it. */
type Server = Since & { readonly policy: Policy };

/** Keeps the draft on the server as one types, and never writes over what somebody else saved meanwhile. */
export function useSaving(policy: Policy, begun: Server) {
  const [saving, setSaving] = useState<Saving>({ state: begun.savedAt === null ? "clean" : "saved" });
  const kept = useRef<Server>(begun);
  const latest = useRef(policy);
  const isBusy = useRef(false);
  latest.current = policy;

  const save = useCallback(async (options: { keepalive?: boolean } = {}) => {
    if (isBusy.current) return;
    isBusy.current = true;
    try {
      while (!isSame(latest.current, kept.current.policy)) {
        const sent = latest.current;
        setSaving({ state: "saving" });
        const body = { policy: sent, since: sinceOf(kept.current) };
        const result = await post<Kept>("/app/policy/draft", body, options);
        if (!result.ok) return setSaving({ state: result.because === "denied" ? "denied" : "failed" });
        if (!result.value.saved) return setSaving({ state: "clash", theirs: result.value.theirs });
        kept.current = { ...kept.current, policy: sent, savedAt: result.value.savedAt };
        setSaving({ state: "saved" });
      }
    } finally {
      isBusy.current = false;
    }
  }, []);

  const isHeld = saving.state === "clash" || saving.state === "denied";
  useEffect(() => {
    if (isHeld || isSame(policy, kept.current.policy)) return;
    const timer = setTimeout(() => void save(), BREATH_MS);
    return () => clearTimeout(timer);
  }, [policy, isHeld, save]);
  useEffect(() => {
    if (saving.state !== "failed") return;
    const timer = setTimeout(() => void save(), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [saving, save]);
  useLeaving(save, isHeld);

  /** The server has this now: after publishing, or when somebody takes another person's draft. */
  const settle = useCallback((now: Server) => {
    kept.current = now;
    setSaving({ state: now.savedAt === null ? "clean" : "saved" });
  }, []);
  /** Saves this draft over the one that was saved meanwhile. */
  const insist = useCallback(
    (theirs: DraftState) => {
      kept.current = theirs;
      return save();
    },
    [save],
  );
  return { saving, save, settle, insist, since: () => sinceOf(kept.current) };
}

function sinceOf({ version, savedAt }: Since): Since {
  return { version, savedAt };
}

/** What was typed in the last moment goes along when the page is left. */
function useLeaving(save: (options: { keepalive?: boolean }) => Promise<void>, isHeld: boolean): void {
  const held = useRef(isHeld);
  held.current = isHeld;
  useEffect(() => {
    const leave = () => {
      if (!held.current) void save({ keepalive: true });
    };
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [save]);
}
