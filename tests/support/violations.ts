/** A file that breaks one rule of the house on purpose; `because: null` is one that breaks none. */
export type Violation = {
  readonly what: string;
  readonly at: string;
  readonly code: string;
  readonly because: string | null;
  /** Files it needs beside it. */
  readonly beside?: Record<string, string>;
};

const repeated = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join("\n");

const climbing: Violation[] = [
  ["looking up a floor", "app/orders/up.ts", 'import "~/returns/return";', "orders may only look downstairs"],
  [
    "looking next door",
    "app/returns/next.ts",
    'import "~/conversations/status";',
    "returns may only look downstairs",
  ],
  [
    "a neighbour on the sixth floor",
    "app/quality/next.server.ts",
    'import "~/assistant/plan";',
    "quality may only",
  ],
  ["leaving a room by ../", "app/returns/dots.ts", 'import "../orders/order";', "Name another room in full"],
  [
    "a type from upstairs",
    "app/kit/type.ts",
    'import type { A } from "~/team/agent";\nexport type B = A;',
    "kit may only",
  ],
  [
    "the platform knowing a room",
    "app/platform/x.server.ts",
    'import "~/shops/shop";',
    "platform may only look",
  ],
  [
    "wiring knowing a route",
    "app/wiring/x.server.ts",
    'import "~/routes/admin";',
    "wiring may only look downstairs",
  ],
].map(([what = "", at = "", code = "", because = ""]) => ({ what, at, code, because }));

const worldly: Violation[] = [
  {
    what: "a screen in an act",
    at: "app/returns/screen.server.ts",
    code: 'import { redirect } from "@remix-run/node";\nexport const go = () => redirect("/");',
    because: "The domain knows no HTTP and no screen",
  },
  {
    what: "Shopify's library in an act",
    at: "app/orders/landmark.server.ts",
    code: 'import { shopify } from "~/shopify.server";\nexport const it = shopify;',
    because: "The domain knows no HTTP and no screen",
    beside: { "app/shopify.server.ts": "export const shopify = 1;" },
  },
  {
    what: "an effect in a pure file",
    at: "app/returns/effect.ts",
    code: 'import { pay } from "./pay.server";\nexport const twice = () => [pay(), pay()];',
    because: "A pure file has no effects",
    beside: { "app/returns/pay.server.ts": "export const pay = () => 1;" },
  },
  {
    what: "Node in a pure file",
    at: "app/kit/disk.ts",
    code: 'import { readFileSync } from "node:fs";\nexport const text = () => readFileSync("a", "utf8");',
    because: "A pure file knows no HTTP, no screen, no database",
  },
  {
    what: "an effect in a shared piece of screen",
    at: "app/ui/effect.tsx",
    code: 'import { pay } from "~/returns/pay.server";\nexport const Price = () => <b>{pay()}</b>;',
    because: "A pure file has no effects",
  },
  {
    what: "Polaris at the door",
    at: "app/http/polaris.server.ts",
    code: 'import { Card } from "@shopify/polaris";\nexport const card = Card;',
    because: "A guard at the door draws nothing",
  },
  {
    what: "the stand-in store sharing the app's code",
    at: "tests/dev-store/shared.ts",
    code: 'import { share } from "~/kit/money";\nexport const it = share;',
    because: "it would share its mistakes",
  },
];

const ambient: Violation[] = [
  {
    what: "the clock in a room",
    at: "app/returns/clock.ts",
    code: "export const now = () => new Date();",
    because: "One request, one moment",
  },
  {
    what: "the clock's other face",
    at: "app/returns/clock-two.server.ts",
    code: "export const now = () => Date.now();",
    because: "One request, one moment",
  },
  {
    what: "chance in a room",
    at: "app/orders/chance.ts",
    code: "export const luck = () => Math.random();",
    because: "Chance is not ambient",
  },
  {
    what: "a secret compared letter by letter",
    at: "app/http/guessed.server.ts",
    code: "export const same = (a: string, b: { hmac: string }) => a === b.hmac;",
    because: "Comparing stops at the first difference",
  },
  {
    what: "a secret's print compared letter by letter",
    at: "app/portal/guessed.server.ts",
    code: "export const same = (tokenHash: string, known: string) => known !== tokenHash;",
    because: "Comparing stops at the first difference",
  },
  {
    what: "broken numbers where money is",
    at: "app/ledger/broken.ts",
    code: "export const part = (minor: number) => minor * 0.2;",
    because: "Money is never a float",
  },
  {
    what: "reading money as a float",
    at: "app/orders/float.ts",
    code: 'export const read = () => parseFloat("10.00").toFixed(2);',
    because: "Money is never a float",
  },
  {
    what: "the environment in a room",
    at: "app/team/env.server.ts",
    code: 'export const key = process.env["KEY"];',
    because: "The environment is read once",
  },
  {
    what: "a dynamic import outside wiring",
    at: "app/http/late.server.ts",
    code: 'export const late = () => import("~/kit/money");',
    because: "slips past the floors",
  },
  {
    what: "the console in the app",
    at: "app/platform/loud.server.ts",
    code: 'export const loud = () => console.log("here");',
    because: "no-console",
  },
];

const sized: Violation[] = [
  {
    what: "a file over 300 lines",
    at: "app/kit/long.ts",
    code: repeated(301, (index) => `export const a${index} = ${index};`),
    because: "max-lines",
  },
  {
    what: "a function over 60 lines",
    at: "app/kit/long-function.ts",
    code: `export function long(a: number[]) {\n${repeated(61, (index) => `  a.push(${index});`)}\n}`,
    because: "max-lines-per-function",
  },
  {
    what: "a fourth parameter",
    at: "app/kit/four.ts",
    code: "export const sum = (a: number, b: number, c: number, d: number) => a + b + c + d;",
    because: "max-params",
  },
  {
    what: "more branches than a reader holds in mind",
    at: "app/kit/branches.ts",
    code: `export function f(a: number) {\n${repeated(10, (index) => `  if (a === ${index}) return ${index};`)}\n  return 0;\n}`,
    because: "complexity",
  },
  {
    what: "any",
    at: "app/kit/any.ts",
    code: "export const f = (a: any) => String(a);",
    because: "no-explicit-any",
  },
  {
    what: "a default export outside routes",
    at: "app/kit/default.ts",
    code: "export default 1;",
    because: "no-default-export",
  },
  {
    what: "a promise nobody waits for",
    at: "app/orders/forgotten.server.ts",
    code: "const work = async () => 1;\nexport function go() {\n  work();\n}",
    because: "no-floating-promises",
  },
  {
    what: "a cycle",
    at: "app/kit/hen.ts",
    code: 'import { egg } from "~/kit/egg";\nexport const hen = () => egg;',
    because: "no-cycle",
    beside: { "app/kit/egg.ts": 'import { hen } from "./hen";\nexport const egg = () => hen;' },
  },
];

const allowed: Violation[] = [
  {
    what: "nothing about a clean pure file",
    at: "app/returns/clean.ts",
    code: 'import type { A } from "./types.server";\nimport { one } from "~/kit/one";\nexport const two = (a: A) => one + a;',
    because: null,
    beside: {
      "app/kit/one.ts": "export const one = 1;",
      "app/returns/types.server.ts": "export type A = number;",
    },
  },
  {
    what: "nothing about a default export and a screen in a route",
    at: "app/routes/clean.tsx",
    code: 'import { Card } from "@shopify/polaris";\nexport default function Page() {\n  return <Card>{new Date().getTime()}</Card>;\n}',
    because: null,
  },
  {
    what: "nothing about a late import in wiring",
    at: "app/wiring/clean.server.ts",
    code: 'export const late = () => import("~/kit/one");',
    because: null,
  },
];

export const violations: readonly Violation[] = [...climbing, ...worldly, ...ambient, ...sized, ...allowed];
