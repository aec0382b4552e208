import { randomBytes } from "node:crypto";

import { expect, test } from "vitest";

import { NotFound } from "~/kit/failures";
import { readStored, removeFile, saveFile } from "~/platform/files.server";

test("without a bucket files lie on the disk, and a name is written once", async () => {
  const name = randomBytes(18).toString("base64url");
  await saveFile(name, Buffer.from("first"));
  await expect(saveFile(name, Buffer.from("second"))).rejects.toThrow("EEXIST");
  expect((await readStored(name)).toString()).toBe("first");
  await removeFile(name);
  await expect(readStored(name)).rejects.toThrow(NotFound);
});
