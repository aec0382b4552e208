import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";

import { findConversation } from "~/conversations/find.server";
import { dropOrphans, savePicture } from "~/conversations/upload.server";
import { pictureAnswer } from "~/http/picture.server";
import { addDays } from "~/kit/days";
import { fileLink } from "~/platform/files/link.server";
import type { Desk } from "~/platform/desk.server";
import { action as send } from "~/routes/portal/send";
import { action as upload } from "~/routes/portal/upload";

import { deskFor, type TestDesk } from "../support/desk.ts";
import { knock, tokenOf, words } from "../support/storefront.ts";

let shop: TestDesk;
let photo: Buffer;
beforeAll(async () => {
  shop = await deskFor();
  const where = { IFD0: { Artist: "Noor", Copyright: "GPS 52.5 13.4" } };
  photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#846" } })
    .jpeg()
    .withExif(where)
    .toBuffer();
});
afterAll(() => shop.close());

async function bring(shopper: Desk, bytes: Uint8Array, name = "damage.jpg") {
  const body = new FormData();
  body.set("token", await tokenOf(shopper));
  body.set("file", new File([new Uint8Array(bytes)], name));
  const answer = await knock(upload, { body });
  return {
    ...answer,
    picture: answer.json as unknown as {
      id: string;
      url: string;
      name: string;
      width: number;
      height: number;
    },
  };
}

const shown = (url: string) => pictureAnswer(url.split("/").at(-1) ?? "");

test("a photo is sent, shown to both sides, and carries no place or name of who took it", async () => {
  const noor = await shop.asShopper();
  const { status, picture } = await bring(noor, photo);
  expect([status, picture]).toMatchObject([200, { name: "damage.jpg", width: 60, height: 40 }]);
  const answer = await shown(picture.url);
  expect(answer.headers.get("content-type")).toBe("image/jpeg");
  expect((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).exif).toBeUndefined();
  const sent = await knock(send, {
    body: { token: await tokenOf(noor), ...words(""), attachments: [picture.id] },
  });
  expect(sent.json["message"]).toMatchObject({ attachments: [{ id: picture.id }] });
  const { conversationId } =
    (await shop.desk.db.message.findFirst({ where: { attachments: { some: { id: picture.id } } } })) ?? {};
  const seen = await findConversation(await shop.asAgent("Iris"), conversationId ?? "");
  expect(seen.messages[0]?.attachments).toMatchObject([{ id: picture.id, width: 60 }]);
});

test.each([
  ["a page", Buffer.from("<html><script>alert(1)</script></html>"), "photo.jpg"],
  [
    "a drawing that can hold scripts",
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    "x.svg",
  ],
  ["half a picture", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70]), "half.jpg"],
  ["nothing", Buffer.alloc(0), "empty.png"],
])("%s is no photo, whatever it is called", async (_what, bytes, name) => {
  expect(await bring(await shop.asShopper(), bytes, name)).toMatchObject({
    status: 400,
    json: { error: "not-an-image" },
  });
});

test("more than 10 MB is refused in words", async () => {
  const answer = await bring(await shop.asShopper(), Buffer.alloc(11 * 1024 * 1024));
  expect([answer.status, answer.json["error"]]).toEqual([413, "too-large"]);
});

test("a small file that unfolds into a wall of pixels is refused", async () => {
  const wall = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: "#fff" } })
    .png()
    .toBuffer();
  expect(await bring(await shop.asShopper(), wall)).toMatchObject({
    status: 400,
    json: { error: "not-an-image" },
  });
});

test("a file's name is shown without folders, tricks or invisible signs", async () => {
  const { picture } = await bring(await shop.asShopper(), photo, "../../etc/\u202Egpj.exe\u0000");
  expect(picture.name).toBe("gpj.exe");
});

test("a picture is served as a picture and can do nothing else", async () => {
  const { picture } = await bring(await shop.asShopper(), photo);
  const { headers } = await shown(picture.url);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
});

test("a link that has ended, was changed or names another shop's picture shows nothing", async () => {
  const noor = await shop.asShopper();
  const { picture } = await bring(noor, photo);
  const other = await deskFor();
  const links = [
    await fileLink({ shopId: shop.desk.shopId, now: addDays(new Date(), -1) }, picture.id),
    await fileLink({ shopId: other.desk.shopId, now: new Date() }, picture.id),
    `${picture.url}x`,
    `https://app.test/files/${await tokenOf(noor)}`,
    "https://app.test/files/",
  ];
  expect(await Promise.all(links.map(async (link) => (await shown(link)).status))).toEqual(
    links.map(() => 404),
  );
  await other.close();
});

test("nobody keeps more than twenty pictures waiting, and what waits a day is thrown away", async () => {
  const noor = await shop.asShopper();
  const tiny = { name: "a.jpg", bytes: photo };
  for (let n = 0; n < 20; n += 1) await savePicture(noor, tiny);
  expect(await savePicture(noor, tiny)).toEqual({ saved: false, because: "too-many" });
  expect(await dropOrphans(shop.desk)).toBe(0);
  expect(await dropOrphans(shop.later(shop.desk, addDays(shop.desk.now, 2)))).toBeGreaterThanOrEqual(20);
  expect(await savePicture(noor, tiny)).toMatchObject({ saved: true });
});
