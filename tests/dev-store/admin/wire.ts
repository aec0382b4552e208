/**
 * What the app in the iframe (App Bridge) and the admin around it (the frame) say to each other. Every message
 * carries `appBridge: 1`; both sides check the origin of what they receive.
 */
export type ToAdmin =
  | { kind: "call"; id: number; name: CallName; value: unknown }
  | { kind: "tell"; name: TellName; value: unknown };

export type ToApp =
  | { kind: "answer"; id: number; value?: unknown; trouble?: string }
  | { kind: "event"; name: EventName; value: unknown };

/** Questions the app waits for an answer to. */
export type CallName =
  | "idToken"
  | "user"
  | "scopes.query"
  | "scopes.request"
  | "scopes.revoke"
  | "app.extensions"
  | "saveBar.leave";

/** What the app lets the admin know. */
export type TellName =
  "path" | "open" | "toast.show" | "toast.hide" | "loading" | "title" | "nav" | "saveBar" | "modal";

/** What the admin lets the app know. */
export type EventName = "navigate" | "press" | "toast.action" | "toast.dismiss";

/** A control of the app's own page that the admin shows elsewhere; pressing it presses the original. */
export type Button = { key: string; label: string; variant: string; disabled: boolean; loading: boolean };
export type NavLink = { label: string; href: string; home: boolean };
export type TitleBar = { title: string; buttons: Button[] };
export type SaveBar = { showing: boolean; save: Button | null; discard: Button | null; confirm: boolean };
export type Toast = { id: string; message: string; isError: boolean; duration: number; action: string };
export type Opening = { url: string; target: string };

export type Envelope<Message> = Message & { appBridge: 1 };

export function sealed<Message extends object>(message: Message): Envelope<Message> {
  return { ...message, appBridge: 1 };
}

export function isSealed(data: unknown): data is { appBridge: 1 } {
  return typeof data === "object" && data !== null && (data as { appBridge?: unknown }).appBridge === 1;
}
