/** What Shopify says of a call's price and of the bucket it came out of. */
export type Cost = {
  readonly requestedQueryCost: number;
  readonly throttleStatus: {
    readonly maximumAvailable: number;
    readonly currentlyAvailable: number;
    readonly restoreRate: number;
  };
};

/** One answer of the Admin API, told apart by what may be done about it. */
export type Reply =
  | { readonly kind: "data"; readonly data: unknown; readonly cost: Cost | null }
  /** Nothing was done; after a while (null: as the bucket says) the same call may be sent again, change or not. */
  | { readonly kind: "throttled"; readonly waitMs: number | null; readonly cost: Cost | null }
  /** Nothing was done; a fresh token may help. */
  | { readonly kind: "unauthorized" }
  /** Nothing was done: the shop is frozen, locked or gone (https://shopify.dev/docs/api/usage/response-codes). */
  | { readonly kind: "shut"; readonly status: number }
  /** Nobody knows what was done. A question may be asked again, a change may not. */
  | { readonly kind: "lost"; readonly cause: string }
  /** Shopify understood and says no: asking again changes nothing. */
  | { readonly kind: "wrong"; readonly message: string };

export type Received = {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly bytes: Uint8Array;
};

type Body = {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly extensions?: { readonly cost?: Cost };
};

const whenShut: ReadonlySet<number> = new Set([402, 403, 404, 423]);

/** Tells what an answer means; total, whatever came over the wire. */
export function replyFrom({ status, retryAfter, bytes }: Received): Reply {
  if (status === 401) return { kind: "unauthorized" };
  if (status === 429) return { kind: "throttled", waitMs: waitFor(retryAfter), cost: null };
  if (whenShut.has(status)) return { kind: "shut", status };
  if (status === 408 || status >= 500) return { kind: "lost", cause: `HTTP ${status}` };
  const body = bodyOf(bytes);
  if (!body) return { kind: "lost", cause: "not JSON" };
  return status >= 200 && status < 300 ? readBody(body) : { kind: "wrong", message: said(body, status) };
}

/** As Shopify writes it ("2.0"), in milliseconds; two seconds when it says nothing usable, 20 at most. */
function waitFor(retryAfter: string | null): number {
  const seconds = Number(retryAfter);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1_000, 20_000) : 2_000;
}

/** The body as an object; null for what is cut off, not JSON or not UTF-8. */
function bodyOf(bytes: Uint8Array): Body | null {
  try {
    const body: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof body === "object" && body !== null && !Array.isArray(body) ? body : null;
  } catch {
    return null;
  }
}

const atShopify = new Set(["INTERNAL_SERVER_ERROR", "TIMEOUT", "SERVICE_UNAVAILABLE"]);

function readBody(body: Body): Reply {
  const codes = errorsOf(body).map(({ extensions }) => extensions?.code ?? "");
  if (codes.includes("THROTTLED")) return { kind: "throttled", waitMs: null, cost: costOf(body) };
  const own = codes.find((code) => atShopify.has(code));
  if (own) return { kind: "lost", cause: own };
  if (body.errors !== undefined) return { kind: "wrong", message: said(body, 200) };
  if (body.data === null || body.data === undefined) return { kind: "lost", cause: "no data" };
  return { kind: "data", data: body.data, cost: costOf(body) };
}

type ApiError = { readonly message?: string; readonly extensions?: { readonly code?: string } };

function errorsOf({ errors }: Body): readonly ApiError[] {
  return Array.isArray(errors)
    ? (errors as ApiError[]).filter((error) => typeof error === "object" && error)
    : [];
}

function costOf({ extensions }: Body): Cost | null {
  const cost = extensions?.cost;
  return typeof cost?.throttleStatus?.currentlyAvailable === "number" ? cost : null;
}

function said(body: Body, status: number): string {
  const messages = errorsOf(body).map(({ message }) => message);
  const plain = typeof body.errors === "string" ? body.errors : "";
  return `Admin API: ${messages.join("; ") || plain || `HTTP ${status}`}`;
}
