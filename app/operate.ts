import { userInfo } from "node:os";
import { parseArgs } from "node:util";

import { NotFound } from "~/kit/failures";
import { Unreadable } from "~/platform/backup/box.server";
import { closeDatabase } from "~/platform/db.server";
import { newId } from "~/platform/id.server";
import { underRequest } from "~/platform/watch/trail.server";
import { commands, Misasked } from "~/wiring/operator/commands.server";

const { values, positionals } = parseArgs({
  options: { why: { type: "string" }, to: { type: "string" }, from: { type: "string" } },
  allowPositionals: true,
});
const [name = "", ...words] = positionals;
const args = [...words, ...[values.to, values.from].filter((folder) => folder !== undefined)];
const operator = { name: userInfo().username, why: values.why ?? null };
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;

try {
  const lines = command ? await underRequest(newId(), () => command.run(operator, args)) : usage();
  process.stdout.write(`${lines.join("\n")}\n`);
  process.exitCode = command ? 0 : 1;
} catch (error) {
  if (!(error instanceof Misasked || error instanceof Unreadable || error instanceof NotFound)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await closeDatabase();
}

function usage(): readonly string[] {
  const rows = Object.entries(commands).map(
    ([word, { takes, does }]) => [`${word} ${takes}`.trim(), does] as const,
  );
  const width = Math.max(...rows.map(([call]) => call.length));
  return [
    "npm run operate -- <command> [--why words]",
    ...rows.map(([call, does]) => `  ${call.padEnd(width)}  ${does}`),
  ];
}
