import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { randomInt, randomUUID } from "node:crypto";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";

import { isUntouched } from "~/ledger/history.server";
import { cancelOrder } from "~/orders/cancel.server";
import { refundOrder } from "~/orders/refund.server";
import { closeDatabase } from "~/platform/db.server";
import type { Desk } from "~/platform/desk.server";
import { findReturn } from "~/returns/returns.server";
import { settleReturn } from "~/returns/settle.server";

import type { Order } from "../../dev-store/state/order.ts";
import { deskFor, type TestDesk } from "../../support/desk.ts";
import { received } from "../../support/sent-back.ts";
import { paidBack, soldAndPulled } from "../../support/sold.ts";
import { figure } from "../figure.ts";
import { intentsOf, oneShirt, recover, setLimits, wholeOrder } from "./rig/scene.ts";

const root = path.resolve(import.meta.dirname, "../../..");
let folder: string;
let program: string;
let shop: TestDesk;
let iris: Desk;

beforeAll(async () => {
  // Inside the project, so that packages are found.
  folder = await mkdtemp(path.join(root, ".cache", "dying-"));
  program = path.join(folder, "dying.mjs");
  await build({
    entryPoints: [path.join(import.meta.dirname, "rig/dying.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    loader: { ".json": "json" },
    alias: { "~": path.join(root, "app") },
  });
  shop = await deskFor();
  // A death at every step is more payments in an hour than a shop's pace lets through.
  await setLimits(shop, "agent", { pace: 1_000 });
  iris = await shop.asAgent("Iris Lindqvist", "owner");
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await shop.close();
  await closeDatabase();
});

type Wish = { readonly act: "refund" | "settle" | "cancel"; readonly id: string; readonly ask: object };

/** Runs the wish in its own process, to be killed at that step. Gives how many steps it lived through, or null. */
async function carryOut(wish: Wish, crashAt: number): Promise<number | null> {
  const seat = { shopId: iris.shopId, actor: iris.actor };
  const env = { CRASH_AT: String(crashAt), SEAT: JSON.stringify(seat), WISH: JSON.stringify(wish) };
  const preload = path.join(root, "tests/dev-store/preload.mjs");
  const child = spawn(process.execPath, ["--import", preload, program], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (words: Buffer) => (said += words.toString()));
  const [code, signal] = await new Promise<[number | null, string | null]>((done) =>
    child.on("close", (...how) => done(how)),
  );
  if (signal === "SIGKILL") return null;
  if (code !== 0) throw new Error(`The payment's process failed: ${said.slice(-2_000)}`);
  return Number(/lived (\d+)/.exec(said)?.[1]);
}

type Story = {
  /** A fresh wish, and what it is about. */
  readonly begin: () => Promise<{ sale: Order; wish: Wish }>;
  /** The same click once more, after a worker has looked: it must hear that it is done. */
  readonly again: (wish: Wish) => Promise<unknown>;
  readonly pays: number;
};

/** Dies at the 1st, 2nd, 3rd … step until it lives to the end; two processes at a time. Gives how many ends it met. */
async function diesEverywhere(story: Story, every: number): Promise<number> {
  let ends = 0;
  // A short run leaves steps out; it begins elsewhere each time, so that many short runs meet all of them.
  for (let crashAt = 1 + randomInt(every); ; crashAt += 2 * every) {
    const lives = await Promise.all([crashAt, crashAt + every].map((at) => diesOnce(story, at)));
    ends += lives.filter((lived) => lived === null).length;
    if (lives.some((lived) => lived !== null)) return ends;
  }
}

async function diesOnce({ begin, again, pays }: Story, crashAt: number): Promise<number | null> {
  const { sale, wish } = await begin();
  const lived = await carryOut(wish, crashAt);
  await shop.store.settle();
  // The other process may be at its payment still: nobody else's is looked after.
  await recover(shop, iris, { minutes: 6, about: sale });
  await recover(shop, iris, { minutes: 12, about: sale });
  await again(wish);
  expect(sale.refunds, `died at step ${crashAt}`).toHaveLength(1);
  expect(paidBack(sale)).toBe(pays);
  const intents = await intentsOf(iris, sale);
  expect(intents.map(({ state, refundId }) => [state, refundId])).toEqual([
    ["succeeded", sale.refunds[0]?.id],
  ]);
  return lived;
}

/** Every step in a long run; in a short one every fifth of a refund, and fewer of the others. */
const EVERY = process.env["TRUST_LONG"] ? { refund: 1, others: 1 } : { refund: 5, others: 9 };
const LONG = 3_600_000;
const reached: string[] = [];

test(
  "MM-3 F2: a refund killed at each of its durable steps is paid exactly once",
  { timeout: LONG },
  async () => {
    const begin = async () => {
      const sale = await soldAndPulled(iris, shop.store);
      return { sale, wish: { act: "refund", id: sale.id, ask: oneShirt(sale) } as const };
    };
    const again = async ({ id, ask }: Wish) =>
      expect(await refundOrder(iris, id, ask as never)).toMatchObject({ refunded: true });
    const ends = await diesEverywhere({ begin, again, pays: 4_500 }, EVERY.refund);
    expect(ends).toBeGreaterThanOrEqual(5);
    reached.push(`refund ${ends}`);
  },
);

test(
  "MM-3 F2: a return killed at each of its durable steps is paid exactly once",
  { timeout: LONG },
  async () => {
    const begin = async () => {
      const sale = await soldAndPulled(iris, shop.store);
      const open = await received(iris, sale);
      const terms = {
        clientId: randomUUID(),
        expectedMinor: 9_000,
        shipping: false,
        note: null,
        notify: false,
      };
      return { sale, wish: { act: "settle", id: open.id, ask: terms } as const };
    };
    const again = async ({ id, ask }: Wish) => {
      expect(await settleReturn(iris, id, ask as never)).toMatchObject({ settled: true });
      expect(await findReturn(iris, id)).toMatchObject({ stage: "refunded" });
    };
    const ends = await diesEverywhere({ begin, again, pays: 9_000 }, EVERY.others);
    reached.push(`return ${ends}`);
  },
);

test(
  "MM-3 F2: a cancellation killed at each of its durable steps is carried out exactly once",
  { timeout: LONG },
  async () => {
    const begin = async () => {
      const sale = await soldAndPulled(iris, shop.store, { parcel: "none" });
      return { sale, wish: { act: "cancel", id: sale.id, ask: wholeOrder() } as const };
    };
    const again = async ({ id, ask }: Wish) =>
      expect(await cancelOrder(iris, id, ask as never)).toMatchObject({ cancelled: true });
    const ends = await diesEverywhere({ begin, again, pays: 11_790 }, EVERY.others);
    reached.push(`cancellation ${ends}`);
    expect(await isUntouched(iris)).toBe(true);
    const asked = "every step: refunds = 1, ours = theirs";
    for (const row of ["MM-3", "F2"])
      figure(row, { reached: `0 doubled, 0 lost; ends met: ${reached.join(", ")}`, asked });
  },
);
