// Carries out one payment in a process of its own, and is killed at its CRASH_AT-th durable step: before or after a
// statement that changes the database (COMMIT included), before or after a change asked of Shopify.
import pg from "pg";

const { CRASH_AT = "0", SEAT = "", WISH = "" } = process.env;
let steps = 0;

function step(): void {
  steps += 1;
  if (steps === Number(CRASH_AT)) process.kill(process.pid, "SIGKILL");
}

const changes = /^\s*(insert|update|delete|commit|select pg_advisory|select pg_notify)/i;
type Query = (...args: unknown[]) => unknown;
const real = pg.Client.prototype.query as unknown as Query;
const counted: Query = function query(this: unknown, ...args) {
  const [first] = args;
  const text = typeof first === "string" ? first : ((first as { text?: string } | null)?.text ?? "");
  if (!changes.test(text)) return real.apply(this, args);
  step();
  const answer = real.apply(this, args);
  return answer instanceof Promise ? answer.finally(step) : answer;
};
pg.Client.prototype.query = counted as never;

const online = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const isChange = typeof init?.body === "string" && init.body.includes("mutation");
  if (isChange) step();
  const answer = await online(input, init);
  if (isChange) step();
  return answer;
};

const { database, closeDatabase } = await import("~/platform/db.server");
const { deskOf } = await import("~/platform/desk.server");
const { cancelOrder } = await import("~/orders/cancel.server");
const { refundOrder } = await import("~/orders/refund.server");
const { settleReturn } = await import("~/returns/settle.server");

const { shopId, actor } = JSON.parse(SEAT) as { shopId: string; actor: never };
const { act, id, ask } = JSON.parse(WISH) as { act: "refund" | "settle" | "cancel"; id: string; ask: never };
const shop = await database().shop.findUniqueOrThrow({ where: { id: shopId } });
const desk = deskOf({ ...shop, id: shop.id as never }, actor);
// Only what the payment itself does counts.
steps = 0;
const acts = { refund: refundOrder, settle: settleReturn, cancel: cancelOrder };
await acts[act](desk, id, ask);
console.log(`lived ${steps}`);
await closeDatabase();
process.exit(0);
