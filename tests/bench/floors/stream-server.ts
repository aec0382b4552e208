// The least that live updates can be: a row and a NOTIFY in one statement, and a bare stream that passes it on.
import { createServer, type ServerResponse } from "node:http";
import pg from "pg";

const connectionString = process.env["DATABASE_URL"] ?? "";
const pool = new pg.Pool({ connectionString, max: 10 });
const listener = new pg.Client({ connectionString });
const open = new Map<string, ServerResponse>();
const SAY = `WITH said AS (INSERT INTO "floor_messages" ("topic", "text") VALUES ($1, $2) RETURNING "topic")
  SELECT pg_notify('floor', "topic") FROM said`;

await pool.query(
  `CREATE TABLE IF NOT EXISTS "floor_messages" ("id" bigserial PRIMARY KEY, "topic" text, "text" text)`,
);
await listener.connect();
listener.on("notification", ({ payload = "" }) => {
  open.get(payload)?.write(`event: message\ndata: ${JSON.stringify({ topic: payload })}\n\n`);
});
await listener.query("LISTEN floor");

createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const topic = searchParams.get("topic") ?? "";
  if (pathname === "/live") {
    open.set(topic, response);
    response.on("close", () => open.delete(topic));
    response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    return;
  }
  if (request.method === "GET") return void response.end();
  let text = "";
  request.setEncoding("utf8").on("data", (part: string) => (text += part));
  request.on("end", () => {
    pool.query({ name: "say", text: SAY, values: [topic, text] }).then(
      () => response.end(),
      () => response.writeHead(503).end(),
    );
  });
}).listen(Number(process.env["PORT"]));
