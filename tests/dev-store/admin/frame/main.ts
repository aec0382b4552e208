import type { FrameFacts } from "../app-page.ts";
import { isSealed, sealed } from "../wire.ts";
import type {
  Button,
  Envelope,
  EventName,
  NavLink,
  Opening,
  SaveBar,
  TellName,
  ToAdmin,
  ToApp,
} from "../wire.ts";
import type { TitleBar, Toast } from "../wire.ts";
import { answerCall } from "./calls.ts";
import { drawButtons, drawNav, drawSaveBar, hideToast, showToast, unsaved } from "./draw.ts";

const facts = JSON.parse(document.getElementById("facts")?.textContent ?? "{}") as FrameFacts;
const frame = document.getElementById("app") as HTMLIFrameElement;
let links: NavLink[] = [];
let path = "/";

addEventListener("message", (message: MessageEvent<unknown>) => {
  if (message.origin !== facts.appOrigin || !isSealed(message.data)) return;
  if (message.source !== frame.contentWindow) return;
  const said = message.data as Envelope<ToAdmin>;
  if (said.kind === "tell") return heard[said.name](said.value as never);
  answerCall(facts, said).then(
    (value) => post({ kind: "answer", id: said.id, value }),
    (trouble: Error) => post({ kind: "answer", id: said.id, trouble: trouble.message }),
  );
});

function post(message: ToApp): void {
  frame.contentWindow?.postMessage(sealed(message), facts.appOrigin);
}

export function say(name: EventName, value: unknown): void {
  post({ kind: "event", name, value });
}

const press = (button: Button) => say("press", { key: button.key });

const heard: { [Name in TellName]: (value: never) => void } = {
  path: (value: { path: string }) => {
    path = value.path;
    history.replaceState(null, "", outer(path));
    drawNav(links, { path, href: outer, go: navigate });
  },
  open: (value: Opening) => open(value),
  "toast.show": (toast: Toast) => showToast(toast, (name) => say(name, { id: toast.id })),
  "toast.hide": (value: { id: string }) => hideToast(value.id),
  loading: (value: { isLoading: boolean }) => {
    document.getElementById("loading")?.classList.toggle("on", value.isLoading);
  },
  title: (bar: TitleBar) => {
    const title = document.getElementById("app-title");
    if (title) title.textContent = bar.title;
    drawButtons(bar.buttons, press);
  },
  nav: (value: NavLink[]) => {
    links = value;
    drawNav(links, { path, href: outer, go: navigate });
  },
  saveBar: (bar: SaveBar) => drawSaveBar(bar, press),
  modal: (value: { showing: boolean }) => document.body.classList.toggle("modal", value.showing),
};

function navigate(to: string): void {
  if (!unsaved()) say("navigate", { path: to });
}

/** The admin's address for a path of the app. */
function outer(inner: string): string {
  const url = new URL(facts.base + (inner === "/" ? "" : inner), location.origin);
  if (facts.as) url.searchParams.set("as", facts.as);
  return url.pathname + url.search + url.hash;
}

function open({ url, target }: Opening): void {
  const there = local(url);
  const inApp =
    there.startsWith(`${facts.base}/`) || there.startsWith(`${facts.base}?`) || there === facts.base;
  if (inApp && target !== "_blank") return navigate(there.slice(facts.base.length) || "/");
  if (target === "_blank") window.open(there, "_blank", "noopener");
  else if (!unsaved()) location.assign(there);
}

/** shopify://admin/… and the real admin's addresses lead to their places here; anything else stays as it is. */
function local(url: string): string {
  const bare = url.replace(/^shopify:\/*admin/i, facts.admin).replace(/^https:\/\/admin\.shopify\.com/, "");
  if (!bare.startsWith("/")) return bare;
  const there = new URL(bare, location.origin);
  if (facts.as) there.searchParams.set("as", facts.as);
  return there.pathname + there.search + there.hash;
}
