// Before anything that reads the environment.
import { closeBucket } from "./bucket.ts";

import { randomBytes, randomUUID } from "node:crypto";
import fs from "node:fs";

import { AwsClient, AwsV4Signer } from "aws4fetch";
import { afterAll, expect, test } from "vitest";

import { NotFound, Unavailable } from "~/kit/failures";
import { keepEntry, listEntries, readEntry } from "~/platform/files/journal.server";
import { readStored, removeFile, saveFile } from "~/platform/files.server";

afterAll(() => closeBucket().catch(() => {}));

const key = () => randomBytes(18).toString("base64url");

test("a picture comes back from the bucket as it went in, and nothing of it lies on the disk", async () => {
  const [name, bytes] = [key(), randomBytes(300_000)];
  await saveFile(name, bytes);
  expect((await readStored(name)).equals(bytes)).toBe(true);
  expect(fs.readdirSync(process.env["FILES_DIR"] ?? "")).toEqual([]);
});

test("what was removed is gone, and removing it again is no trouble", async () => {
  const name = key();
  await saveFile(name, Buffer.from("x"));
  await removeFile(name);
  await removeFile(name);
  await expect(readStored(name)).rejects.toThrow(NotFound);
});

test("the bucket gives nothing to whoever has not our key", async () => {
  const name = key();
  await saveFile(name, Buffer.from("secret"));
  const address = `${process.env["FILES_S3_URL"]}/${name}`;
  const stranger = new AwsClient({ accessKeyId: "GUESSED", secretAccessKey: "x", service: "s3", retries: 0 });
  expect((await stranger.fetch(address)).status).toBe(403);
});

// The server of this test knows keys, and checks no signature of version 4: for that, AWS's own example.
test("requests are signed as in AWS's published example", async () => {
  const signer = new AwsV4Signer({
    url: "https://examplebucket.s3.amazonaws.com/test.txt",
    headers: {
      range: "bytes=0-9",
      "x-amz-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    },
    accessKeyId: "AKIAIOSFODNN7EXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    region: "us-east-1",
    service: "s3",
    datetime: "20130524T000000Z",
    allHeaders: true,
  });
  expect(await signer.signature()).toBe("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
});

test("a name that we did not make reaches no bucket", async () => {
  for (const odd of ["../../etc/passwd", "", "a/b", "?list-type=2"])
    await expect(readStored(odd)).rejects.toThrow(NotFound);
});

test("the journal of erasures lies in the bucket, whole, and what stands there stays", async () => {
  const ids = [randomUUID(), randomUUID(), randomUUID()].sort();
  for (const id of ids) await keepEntry(id, { id });
  await keepEntry(ids[0] ?? "", { id: "another" });
  expect((await listEntries()).sort()).toEqual(ids);
  expect(await readEntry(ids[0] ?? "")).toEqual({ id: ids[0] });
  await expect(readEntry(randomUUID())).rejects.toThrow(NotFound);
  expect(fs.readdirSync(process.env["FILES_DIR"] ?? "")).toEqual([]);
});

test("a bucket that is away is said to be away", async () => {
  await closeBucket();
  await expect(readStored(key())).rejects.toThrow(Unavailable);
  await expect(listEntries()).rejects.toThrow(Unavailable);
});
