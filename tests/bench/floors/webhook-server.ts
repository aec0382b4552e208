// The least that a webhook door can do: check the HMAC of the raw body, insert one row per request, answer 200.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import pg from "pg";

const secret = process.env["SHOPIFY_API_SECRET"] ?? "";
const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"] ?? "", max: 10 });
const INSERT = `INSERT INTO "floor_deliveries" ("shop", "topic", "webhookId", "body") VALUES ($1, $2, $3, $4)`;

createServer((request, response) => {
  if (request.method === "GET") return void response.end();
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    keep(request, Buffer.concat(parts)).then(
      (status) => response.writeHead(status, { "content-length": 0 }).end(),
      () => response.writeHead(503, { "content-length": 0 }).end(),
    );
  });
}).listen(Number(process.env["PORT"]));

async function keep({ headers }: IncomingMessage, body: Buffer): Promise<number> {
  const expected = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from(String(headers["x-shopify-hmac-sha256"]), "base64");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 401;
  const named = ["shop-domain", "topic", "webhook-id"].map((name) => headers[`x-shopify-${name}`]);
  await pool.query({ name: "keep", text: INSERT, values: [...named, body.toString("utf8")] });
  return 200;
}
