import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seed } from "../seed/seed.ts";
import { startStore } from "../server.ts";
import type { RunningStore } from "../server.ts";
import type { Order } from "../state/order.ts";
import { received, refunded } from "../state/totals.ts";

let running: RunningStore;
const admin = () => `${running.adminUrl}/store/fern-and-flax`;

beforeAll(async () => {
  running = await startStore({ seed: seed({ orders: 60 }) });
});
afterAll(() => running.close());

const page = async (path: string) => (await fetch(admin() + path)).text();

function orderWith(fits: (order: Order) => boolean): { order: Order; path: string } {
  const order = [...running.store().orders.values()].find(fits);
  if (!order) throw new Error("The seed has no such order");
  return { order, path: `/orders/${order.id.split("/").at(-1) ?? ""}` };
}

async function act(path: string, fields: Record<string, string> = {}) {
  const answer = await fetch(admin() + path, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  return new URL(answer.headers.get("location") ?? "/", admin()).searchParams;
}

describe("by hand, in the admin", () => {
  test("every order's page shows", async () => {
    for (const { id } of running.store().orders.values()) {
      expect((await fetch(`${admin()}/orders/${id.split("/").at(-1) ?? ""}`)).status).toBe(200);
    }
  });

  test("an order is fulfilled with tracking, reported on and delivered", async () => {
    const { order, path } = orderWith(
      (known) => known.cancelledAt === null && known.fulfillments.length === 0,
    );
    const lines = Object.fromEntries(
      order.lines.map((line) => [`line-${line.id.split("/").at(-1)}`, `${line.quantity}`]),
    );
    await act(`${path}/fulfil`, { ...lines, company: "DHL", number: "00340" });
    const [parcel] = order.fulfillments;
    await act(`${path}/event`, { parcel: parcel?.id ?? "", status: "IN_TRANSIT", expected: "2026-11-25" });
    await act(`${path}/delivered`);
    expect(parcel?.tracking).toMatchObject([{ company: "DHL", number: "00340" }]);
    expect(parcel?.events.map((event) => event.status)).toEqual(["IN_TRANSIT", "DELIVERED"]);
  });

  test("a refund pays what Shopify suggests, once", async () => {
    const paid = (known: Order) =>
      received(known).shop.minor > 0 && known.refunds.length === 0 && known.returns.length === 0;
    const { order, path } = orderWith((known) => paid(known) && known.cancelledAt === null);
    const [line] = order.lines;
    await act(`${path}/refund`, { [`line-${line?.id.split("/").at(-1) ?? ""}`]: "1" });
    expect(order.refunds).toHaveLength(1);
    expect(refunded(order).shop.minor).toBeGreaterThan(0);
    expect(refunded(order).shop.minor).toBeLessThanOrEqual(received(order).shop.minor);
  });

  test("a return is approved, and approving it again is refused with the reason", async () => {
    const { order, path } = orderWith((known) =>
      known.returns.some((request) => request.status === "REQUESTED"),
    );
    const request = order.returns.find((known) => known.status === "REQUESTED");
    const fields = { return: request?.id ?? "" };
    expect((await act(`${path}/approve`, fields)).get("said")).toBe("Return approved");
    expect(request?.status).toBe("OPEN");
    expect((await act(`${path}/approve`, fields)).get("failed")).toContain("cannot be approved");
  });

  test("an order is edited, and an edit that is refused changes nothing of it", async () => {
    const { order, path } = orderWith(
      (known) => known.cancelledAt === null && known.fulfillments.length === 0 && known.refunds.length === 0,
    );
    const field = `line-${order.lines[0]?.id.split("/").at(-1) ?? ""}`;
    const more = `${(order.lines[0]?.quantity ?? 0) + 1}`;
    const refused = await act(`${path}/edit`, { [field]: more, title: "Gift wrap", price: "-1" });
    expect([refused.get("failed") !== null, order.edited, order.lines[0]?.quantity]).toEqual([
      true,
      false,
      +more - 1,
    ]);
    await act(`${path}/edit`, { [field]: more, title: "Gift wrap", price: "4,50", note: "By phone" });
    expect([order.edited, order.lines[0]?.quantity, order.lines.at(-1)?.title]).toEqual([
      true,
      +more,
      "Gift wrap",
    ]);
  });

  test("a payment is disputed and an order's risk assessed, and the page shows both", async () => {
    const { order, path } = orderWith(
      (known) =>
        known.fulfillments.length === 0 &&
        known.refunds.length === 0 &&
        known.cancelledAt === null &&
        known.transactions.some((row) => row.gateway === "shopify_payments" && row.kind === "SALE"),
    );
    await act(`${path}/dispute`, { choice: "FRAUDULENT" });
    await act(`${path}/risk`, { choice: "HIGH" });
    expect([order.disputes.length, order.riskAssessments[0]?.riskLevel]).toEqual([1, "HIGH"]);
    expect(await page(path)).toMatch(/Shopify recommends: Cancel[^]*Chargeback over/);
    await act(`${path}/dispute-step`, { choice: "LOST" });
    expect(order.disputes[0]?.status).toBe("LOST");
    expect((await act(`${path}/dispute-step`, { choice: "WON" })).get("failed")).toContain("no open");
  });

  test("two customers are merged", async () => {
    const store = running.store();
    const buyers = [...store.customers.values()].filter((known) => store.ordersOf(known.id).length > 0);
    const [one, two] = buyers.slice(0, 2).map(({ id }) => id);
    if (one === undefined || two === undefined) throw new Error("The seed has no two buyers");
    const orders = [...store.ordersOf(one), ...store.ordersOf(two)].length;
    const path = `/customers/${one.split("/").at(-1)}`;
    expect(await page(path)).toContain(`value="${two}"`);
    expect((await act(`${path}/merge`, { with: two })).get("said")).toBe("Merging");
    await store.settle();
    const kept = [one, two].filter((id) => store.customers.has(id));
    expect(kept.map((id) => store.ordersOf(id).length)).toEqual([orders]);
  });

  test("an order is cancelled", async () => {
    const { order, path } = orderWith(
      (known) => known.cancelledAt === null && known.fulfillments.length === 0,
    );
    await act(`${path}/cancel`, { reason: "CUSTOMER", refund: "yes", restock: "yes" });
    await running.store().settle();
    expect(order.cancelReason).toBe("CUSTOMER");
  });
});

describe("the frame", () => {
  const source = (shown: string) =>
    new URL(/<iframe id="app"[^>]* src="([^"]+)"/.exec(shown)?.[1]?.replaceAll("&amp;", "&") ?? "");

  test("opens the app with everything Shopify adds, as deep as the address says", async () => {
    const app = source(await page("/apps/goodturn/app/inbox/7?view=mine"));
    expect(app.pathname).toBe("/app/inbox/7");
    expect(Object.fromEntries(app.searchParams)).toMatchObject({
      ...{ view: "mine", embedded: "1", shop: "fern-and-flax.myshopify.com", locale: "en" },
      host: Buffer.from("admin.shopify.com/store/fern-and-flax").toString("base64").replace(/=+$/, ""),
      id_token: expect.stringMatching(/^ey/),
    });
  });

  test("two windows can be two people", async () => {
    const subject = async (query: string) => {
      const token = source(await page(`/apps/goodturn${query}`)).searchParams.get("id_token") ?? "";
      return (JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { sub: string })
        .sub;
    };
    expect(await subject("")).not.toBe(await subject("?as=paolo"));
    expect(await page("/orders?as=paolo")).toContain("?as=paolo");
  });

  test("a page of another origin gets no session token and presses no button", async () => {
    expect((await fetch(`${admin()}/frame/id-token`)).status).toBe(403);
    const headers = { origin: "http://evil.example" };
    expect((await fetch(`${admin()}/controls/app`, { method: "POST", headers })).status).toBe(403);
  });

  test("App Bridge is one plain script", async () => {
    const answer = await fetch(`${running.adminUrl}/shopifycloud/app-bridge.js`);
    expect(answer.headers.get("content-type")).toContain("text/javascript");
    expect(await answer.text()).toContain("idToken");
  });
});

describe("controls", () => {
  test("time moves for the store and for whoever reads the clock's file", async () => {
    const before = running.clock.now().getTime();
    await act("/controls/clock", { by: "48h" });
    expect(running.clock.now().getTime() - before).toBeGreaterThan(47 * 3_600_000);
    await act("/controls/clock", { by: "0" });
    expect(running.clock.offset).toBe(0);
  });

  test("the next call of the Admin API can be made to fail", async () => {
    await act("/controls/fault", { kind: "too-many-requests", match: "refundCreate", times: "2" });
    expect(running.store().faults).toMatchObject([
      { kind: "too-many-requests", match: "refundCreate", times: 2 },
    ]);
    await act("/controls/fault", { clear: "yes" });
  });

  test("the app can be taken off and put back", async () => {
    await act("/controls/app", { do: "uninstall" });
    expect(running.office.installation("fern-and-flax.myshopify.com").installed).toBe(false);
    await act("/controls/app", { do: "install" });
    expect(running.office.installation("fern-and-flax.myshopify.com").installed).toBe(true);
  });
});
