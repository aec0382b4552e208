import { describe, expect, test } from "vitest";
import { paidOrder, sampleStore, topicsOf } from "../../seed/sample.ts";
import type { Store } from "../../store.ts";
import { clientOf, read } from "../client.ts";
import { handleStorage } from "../storage.ts";

const run = `mutation Run($query: String!, $group: Boolean!) {
  bulkOperationRunQuery(query: $query, groupObjects: $group) { bulkOperation { id status } userErrors { field message code } }
}`;
const orders = "{ orders { edges { node { id name lineItems { edges { node { id title } } } } } } }";
const look =
  "query($id: ID!) { bulkOperation(id: $id) { status errorCode objectCount rootObjectCount fileSize url } }";

async function start(store: Store, query = orders, group = false) {
  return (await read(clientOf(store)(run, { query, group }), "bulkOperationRunQuery")) as {
    bulkOperation: { id: string; status: string } | null;
    userErrors: { message: string; code: string }[];
  };
}

async function fetched(store: Store, url: string): Promise<string> {
  const path = new URL(url).pathname.replace("/storage/", "");
  const answer = await handleStorage(store, { method: "GET", path, contentType: "", body: Buffer.alloc(0) });
  return answer.body.toString();
}

async function lines(store: Store, group: boolean): Promise<Record<string, unknown>[]> {
  const { bulkOperation } = await start(store, orders, group);
  await store.settle();
  const url = await read(clientOf(store)(look, { id: bulkOperation?.id }), "bulkOperation.url");
  return (await fetched(store, String(url)))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe("a bulk query", () => {
  test("is only begun by the call and ends by itself, with a file and a word to the app", async () => {
    const store = sampleStore();
    paidOrder(store);
    const heard: string[] = [];
    store.on((event) => heard.push(event.topic));
    const { bulkOperation } = await start(store);
    expect(bulkOperation?.status).toBe("CREATED");
    await store.settle();
    const done = await read(clientOf(store)(look, { id: bulkOperation?.id }), "bulkOperation");
    expect(done).toMatchObject({
      status: "COMPLETED",
      errorCode: null,
      objectCount: "3",
      rootObjectCount: "1",
    });
    expect(heard).toEqual(["bulk_operations/finish"]);
  });

  test("writes rows of nested lists on lines of their own, after their parent", async () => {
    const store = sampleStore();
    const [one, two] = [paidOrder(store), paidOrder(store)];
    const rows = await lines(store, false);
    expect(rows.map((row) => row.__parentId ?? null)).toEqual([null, null, one.id, one.id, two.id, two.id]);
    expect(rows[0]).toEqual({ id: one.id, name: "#1001" });
  });

  test("keeps children with their parent when asked to group", async () => {
    const store = sampleStore();
    const [one, two] = [paidOrder(store), paidOrder(store)];
    const rows = await lines(store, true);
    expect(rows.map((row) => row.__parentId ?? row.id)).toEqual([
      one.id,
      one.id,
      one.id,
      two.id,
      two.id,
      two.id,
    ]);
  });

  test("escapes slashes as Shopify does", async () => {
    const store = sampleStore();
    paidOrder(store);
    const { bulkOperation } = await start(store);
    await store.settle();
    const url = await read(clientOf(store)(look, { id: bulkOperation?.id }), "bulkOperation.url");
    expect(await fetched(store, String(url))).toContain("gid:\\/\\/shopify\\/Order\\/");
  });

  test("over nothing has no file", async () => {
    const store = sampleStore();
    const { bulkOperation } = await start(store);
    await store.settle();
    const done = await read(clientOf(store)(look, { id: bulkOperation?.id }), "bulkOperation");
    expect(done).toMatchObject({ status: "COMPLETED", url: null, objectCount: "0" });
  });

  test("without the scope it fails with its reason", async () => {
    const store = sampleStore();
    paidOrder(store);
    const ask = clientOf(store, { accessScopes: ["read_products"] });
    const id = await read(
      ask(run, { query: orders, group: false }),
      "bulkOperationRunQuery.bulkOperation.id",
    );
    await store.settle();
    expect(await read(ask(look, { id }), "bulkOperation")).toMatchObject({
      status: "FAILED",
      errorCode: "ACCESS_DENIED",
    });
  });

  test("five may run at once, a sixth is refused until one is through", async () => {
    const store = sampleStore({ delays: { bulk: 20, job: 0 } });
    const begun = await Promise.all(Array.from({ length: 6 }, () => start(store)));
    expect(begun.map((row) => row.userErrors[0]?.code ?? null)).toEqual([
      null,
      null,
      null,
      null,
      null,
      "OPERATION_IN_PROGRESS",
    ]);
    await store.settle();
    expect((await start(store)).userErrors).toEqual([]);
  });

  const refused: [string, string][] = [
    ["{ shop { name } }", "must contain at least one connection"],
    ["{ orders { nodes { id } } }", "'edges' > 'node'"],
    [
      "{ orders { edges { node { name lineItems { edges { node { id } } } } } } }",
      "must select the 'id' field",
    ],
    [
      "{ orders { edges { node { id fulfillments { events { edges { node { id } } } } } } } }",
      "within a list field",
    ],
    ["{ orders { edges { node { colour } } } }", "Invalid bulk query"],
  ];
  test.each(refused)("%s is refused", async (query, reason) => {
    const { userErrors } = await start(sampleStore(), query);
    expect(userErrors[0]?.message).toContain(reason);
  });

  test("can be cancelled while it runs, not after", async () => {
    const store = sampleStore({ delays: { bulk: 20, job: 0 } });
    const { bulkOperation } = await start(store);
    const cancel =
      "mutation($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { message } } }";
    const ask = () => read(clientOf(store)(cancel, { id: bulkOperation?.id }), "bulkOperationCancel");
    expect(await ask()).toMatchObject({ bulkOperation: { status: "CANCELING" } });
    await store.settle();
    expect(await ask()).toMatchObject({
      bulkOperation: { status: "CANCELED" },
      userErrors: [{ message: expect.any(String) as string }],
    });
  });
});

test("a staged upload takes the file it was made for and gives it back; another address takes nothing", async () => {
  const store = sampleStore();
  const input = [{ filename: "crack.jpg", mimeType: "image/jpeg", resource: "FILE" }];
  const made = await read(
    clientOf(store)(
      "mutation($input: [StagedUploadInput!]!) { stagedUploadsCreate(input: $input) { stagedTargets { url resourceUrl } } }",
      { input },
    ),
    "stagedUploadsCreate.stagedTargets.0",
  );
  const path = new URL((made as { url: string }).url).pathname.replace("/storage/", "");
  const send = (to: string, method: string, body = "") =>
    handleStorage(store, { method, path: to, contentType: "image/jpeg", body: Buffer.from(body) });
  expect((await send(path, "PUT", "photo")).status).toBe(200);
  const kept = await send(path, "GET");
  expect([kept.headers["content-type"], kept.body.toString()]).toEqual(["image/jpeg", "photo"]);
  expect((await send("uploads/other/crack.jpg", "PUT", "photo")).status).toBe(403);
});

test("a subscription is kept once per topic and address, and can be taken back", async () => {
  const store = sampleStore();
  const ask = clientOf(store);
  const create = `mutation { webhookSubscriptionCreate(topic: ORDERS_UPDATED, webhookSubscription: { uri: "https://example.com/hooks" }) {
    webhookSubscription { id topic uri } userErrors { field message } } }`;
  const id = await read(ask(create), "webhookSubscriptionCreate.webhookSubscription.id");
  expect(await read(ask(create), "webhookSubscriptionCreate.userErrors.0.message")).toContain(
    "already been taken",
  );
  const gone = await read(
    ask(`mutation { webhookSubscriptionDelete(id: "${String(id)}") { deletedWebhookSubscriptionId } }`),
    "webhookSubscriptionDelete",
  );
  expect(gone).toEqual({ deletedWebhookSubscriptionId: id });
  expect(topicsOf(store, () => undefined)).toEqual([]);
});
