import { expect, test } from "vitest";

import { replyFrom } from "~/platform/admin/reply";

const bytes = (body: unknown) =>
  new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
const came = (status: number, body: unknown, retryAfter: string | null = null) =>
  replyFrom({ status, retryAfter, bytes: bytes(body) });
const error = (code: string) => ({ errors: [{ message: "No", extensions: { code } }] });

test.each([
  ["an answer", came(200, { data: { shop: {} } }), "data"],
  ["429", came(429, "{}", "2.0"), "throttled"],
  ["200 and THROTTLED", came(200, error("THROTTLED")), "throttled"],
  ["401", came(401, {}), "unauthorized"],
  ["500", came(500, '{"errors":"Internal Server Error"}'), "lost"],
  ["502 in HTML", came(502, "<html>Bad gateway</html>"), "lost"],
  ["200 in HTML", came(200, "<html>Soon back</html>"), "lost"],
  ["half of an answer", came(200, '{"data":{"sho'), "lost"],
  ["data: null", came(200, { data: null }), "lost"],
  ["nothing at all", came(200, ""), "lost"],
  ["a list", came(200, "[1]"), "lost"],
  ["an internal error in 200", came(200, { ...error("INTERNAL_SERVER_ERROR"), data: null }), "lost"],
  [
    "another character set",
    replyFrom({ status: 200, retryAfter: null, bytes: Buffer.from('{"data":{"name":"Gr\xfcn"}}', "latin1") }),
    "lost",
  ],
  ["errors beside data", came(200, { data: { order: {} }, errors: [{ message: "Denied" }] }), "wrong"],
  ["a question too dear", came(200, error("MAX_COST_EXCEEDED")), "wrong"],
  ["400", came(400, { errors: "Bad Request" }), "wrong"],
  ["402", came(402, { errors: "Unavailable Shop" }), "shut"],
  ["403", came(403, { errors: "Forbidden" }), "shut"],
  ["404 in HTML", came(404, "<html>Not found</html>"), "shut"],
  ["423", came(423, { errors: "Locked" }), "shut"],
])("F9: %s is told apart by what may be done about it", (_what, reply, kind) => {
  expect(reply.kind).toBe(kind);
});

test("what Shopify says of waiting is obeyed, within reason", () => {
  expect(came(429, "", "0.5")).toMatchObject({ waitMs: 500 });
  expect(came(429, "", "9999")).toMatchObject({ waitMs: 20_000 });
  expect(came(429, "", "soon")).toMatchObject({ waitMs: 2_000 });
});

test("a refusal carries Shopify's words", () => {
  expect(came(200, { errors: [{ message: "Field 'x' doesn't exist" }] })).toMatchObject({
    message: expect.stringMatching(/exist/) as string,
  });
  expect(came(400, { errors: "Forbidden" })).toEqual({ kind: "wrong", message: "Admin API: Forbidden" });
});
