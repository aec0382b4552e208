import fs from "node:fs";
import path from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { closeDatabase } from "~/platform/db.server";
import { mayDo, permissions, roles, type Permission } from "~/team/permission";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { figure } from "../trust/figure.ts";
import { openHouse, openQueue, type Door, type House } from "./support/house.ts";
import { atDoor, hire, tokenFor } from "./support/people.ts";

let house: House;
let shop: TestDesk;

beforeAll(async () => {
  house = await openHouse();
  await openQueue();
  shop = await deskFor();
  for (const role of roles) await hire(shop, role);
});
afterAll(async () => {
  await shop.close();
  await closeDatabase();
});

const admin = () => house.doors.filter(({ address }) => address === "/app" || address.startsWith("/app/"));
const isPermission = (text: unknown): text is Permission => permissions.includes(text as Permission);
const declared = ({ module: { handle } }: Door) => {
  const actions = typeof handle?.action === "object" ? Object.values(handle.action) : [handle?.action];
  return [handle?.permission, ...actions.filter((one) => one !== undefined)];
};

/** Who may come in besides the team, and how they show who they are. */
const otherDoors: Record<string, string> = {
  "routes/welcome": "nobody's data: sends a shop on to /app",
  "routes/login": "nobody's data: the way back into Shopify",
  "routes/auth": "Shopify's own sign-in",
  "routes/files.$token": "whoever has the signed link",
  "routes/case.$token": "anyone-with-the-link",
  "routes/survey.$token": "anyone-with-the-link",
};

describe("M1: beside each route stands what it needs", () => {
  test("M1: every route of the admin declares a permission that exists", () => {
    expect(admin().length).toBeGreaterThan(20);
    const silent = admin().filter((door) => !declared(door).every(isPermission));
    expect(silent.map(({ file }) => file)).toEqual([]);
  });

  test("M1: every other route is a shopper's, or stands on the list with its reason", () => {
    const others = house.doors.filter(
      (door) => !admin().includes(door) && !door.address.startsWith("/portal/"),
    );
    expect(others.map(({ id }) => id).sort()).toEqual(Object.keys(otherDoors).sort());
  });

  test("M1: no door of the admin asks for another permission than the one declared", () => {
    const strays = admin().flatMap(({ file }) => straysIn(path.resolve("app", file)));
    expect(strays).toEqual([]);
  });
});

/** Every way in must name a part of the module's own `handle`; an action with one of its own must use it. */
function straysIn(file: string): string[] {
  const source = ts.createSourceFile(file, fs.readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  let guards = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ["enterAdmin", "mustMay"].includes(node.expression.getText())) {
      guards += 1;
      const asked = node.arguments[1]?.getText() ?? "";
      if (!/^handle\.(permission|action)\b/.test(asked)) found.push(`${file}: ${node.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const doors = source.statements.filter(
    (one) => ts.isFunctionDeclaration(one) && ["loader", "action"].includes(one.name?.text ?? ""),
  );
  if (guards < doors.length) found.push(`${file}: a loader or action without a guard`);
  return found;
}

const NOBODY = "0197a000-0000-7000-8000-000000000000";

type Knock = {
  readonly door: Door;
  readonly method: "GET" | "POST";
  readonly needs: Permission;
  readonly body: object;
};

/** Each loader, and each intent of each action. */
function knocksAt(door: Door): Knock[] {
  const { handle, loader, action } = door.module;
  const permission = handle?.permission as Permission;
  const looks: Knock[] = loader ? [{ door, method: "GET", needs: permission, body: {} }] : [];
  if (!action) return looks;
  const does = handle?.action ?? permission;
  if (typeof does === "string")
    return [...looks, { door, method: "POST", needs: does as Permission, body: { nonsense: true } }];
  const intents = Object.entries(does).map(([mode, needs]): Knock => ({
    door,
    method: "POST",
    needs: needs as Permission,
    body: { mode, clientId: NOBODY, text: "Hello" },
  }));
  return [...looks, ...intents];
}

test("M1: each role is let in at each route as declared, and turned away with a sentence", async () => {
  const wrong: string[] = [];
  let cells = 0;
  for (const role of roles) {
    const token = await tokenFor(shop, role);
    for (const { door, method, needs, body } of admin().flatMap(knocksAt)) {
      // One role sees the pages drawn; for the others their data says the same, sooner.
      const asData = door.isPage && role !== "viewer";
      const answer = await house.ask(atDoor({ door, token, method, body, id: NOBODY, asData }));
      const said = await answer.text();
      const isLetIn = answer.status !== 403;
      cells += 1;
      // The layout around a page wants to be seen as well.
      const mayEnter = mayDo(role, needs) && (!door.isPage || mayDo(role, "home:see"));
      if (isLetIn !== mayEnter || answer.status === 500)
        wrong.push(`${role} ${method} ${door.address}: ${answer.status}`);
      if (!isLetIn && !said.includes("Your role does not include this"))
        wrong.push(`${door.address} says: ${said}`);
    }
  }
  expect(wrong).toEqual([]);
  figure("M1", { reached: `${cells} of ${cells} roles at routes answered as declared`, asked: "100 %" });
}, 240_000);
