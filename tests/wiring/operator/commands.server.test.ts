import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

import { NotFound } from "~/kit/failures";
import { job } from "~/kit/job";
import { writeAudit } from "~/ledger/audit.server";
import { enqueue } from "~/platform/jobs.server";
import { startShift } from "~/platform/work.server";
import { commands, Misasked } from "~/wiring/operator/commands.server";

import { deskFor, type TestDesk } from "../../support/desk.ts";
import { until } from "../../support/running.ts";
import { figure } from "../../trust/figure.ts";
import { asOwner } from "../../trust/owner.ts";

const operator = { name: "root", why: null };
const poisoned = job("customers.sync", z.strictObject({ n: z.number() }));
let shop: TestDesk;
let end: () => Promise<void>;
let isFixed = false;
const done: number[] = [];

beforeAll(async () => {
  shop = await deskFor();
  const run = (_desk: unknown, { n }: { n: number }) => {
    if (!isFixed) return Promise.reject(new Error("Poison"));
    done.push(n);
    return Promise.resolve();
  };
  end = await startShift({ posts: { [poisoned.name]: { run } }, reactionsTo: () => [] });
});
afterAll(async () => {
  await end();
  await shop.close();
});

const run = (name: string, ...args: string[]) => commands[name]?.run(operator, args) ?? Promise.resolve([]);
/** As if it had failed at every attempt: the queue itself lays it down. */
const giveUp = () =>
  asOwner(`UPDATE "pgboss"."job" SET "retry_limit" = 0, "start_after" = now() WHERE "name" = $1`, [
    poisoned.name,
  ]);

test("WH-9: what was given up is listed for the operator, and done when it is asked for again", async () => {
  await enqueue(shop.desk, poisoned, { data: { n: 1 } });
  await until(async () => (await giveUp(), (await run("dead"))[0]?.startsWith("job ") ?? false), 30_000);
  const [line = ""] = await run("dead");
  expect(line).toContain(poisoned.name);
  expect(line).not.toContain("Poison");
  isFixed = true;
  await run("replay", "job", line.split(" ")[1] ?? "");
  await until(async () => done.length === 1);
  expect(await run("dead")).toEqual(["None"]);
  figure("WH-9", { reached: "listed, and 1 of 1 done after a replay", asked: "visible and replayable" });
});

test("paused work waits until it may go on", async () => {
  isFixed = true;
  await run("pause", "customers.sync");
  expect(await run("paused")).toEqual([expect.stringContaining("customers.sync")]);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  const before = done.length;
  await enqueue(shop.desk, poisoned, { data: { n: 2 } });
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(done.length).toBe(before);
  await run("resume", "customers.sync");
  await until(async () => done.length === before + 1, 15_000);
});

test("a command that makes no sense is answered in words", async () => {
  await expect(run("switch", shop.desk.shop.domain, "everything", "off")).rejects.toThrow(Misasked);
  await expect(run("switch", shop.desk.shop.domain, "mail", "maybe")).rejects.toThrow("Say on or off");
  await expect(run("pause", "nothing")).rejects.toThrow("There is this work");
  await expect(run("switch", "nobody.myshopify.com", "mail", "off")).rejects.toThrow(NotFound);
  await expect(run("replay", "letter")).rejects.toThrow(Misasked);
});

test("what happened to a payment is told in order", async () => {
  const subject = "gid://shopify/Order/77";
  for (const action of ["money.prepared", "money.sent", "money.succeeded"])
    await writeAudit(
      { ...shop.desk, now: new Date() },
      { action, subject, amount: { minor: 1250, currency: "EUR" } },
    );
  const story = await run("explain", shop.desk.shop.domain, subject);
  expect(story.map((line) => /money\.\w+/.exec(line)?.[0])).toEqual([
    "money.prepared",
    "money.sent",
    "money.succeeded",
  ]);
  expect(story[0]).toContain("€12.50");
});

test("each shop's mark in the log is listed beside its name", async () => {
  expect((await run("shops")).join("\n")).toMatch(new RegExp(`${shop.desk.shop.domain}  [\\w-]{12}`));
});
