import { expect, test } from "vitest";

import { SettingsChange, settingsFrom, settingsOf } from "~/shops/settings";

test("a shop that never set anything has usable settings", () => {
  const settings = settingsFrom({});
  expect(settings).toMatchObject({ returnWindowDays: 30, restockReturned: true, askForFeedback: true });
  expect(settings.returnReasons.map(({ handle }) => handle)).toContain("damaged-or-defective");
  expect(settings.chatOpen.mon).toEqual({ from: "09:00", to: "18:00" });
});

test.each([null, undefined, "text", 7, []])("stored nonsense (%j) is no worse than nothing", (stored) => {
  expect(settingsFrom(stored)).toEqual(settingsFrom({}));
});

test("one wrong setting does not take the others with it", () => {
  const settings = settingsFrom({ returnWindowDays: -3, contactUrl: "https://fern.example.com/help" });
  expect(settings.returnWindowDays).toBe(30);
  expect(settings.contactUrl).toBe("https://fern.example.com/help");
});

test("a setting that nobody knows, or a wrong one, is refused and not dropped in silence", () => {
  expect(SettingsChange.safeParse({ colour: "red" }).success).toBe(false);
  expect(SettingsChange.safeParse({ returnWindowDays: 1.5 }).success).toBe(false);
  expect(SettingsChange.safeParse({ contactUrl: "javascript:alert(1)" }).success).toBe(false);
  expect(SettingsChange.safeParse({ returnWindowDays: 14 }).success).toBe(true);
});

test("empty addresses and names are those of the shop", () => {
  const shop = { name: "Fern & Flax", storefrontUrl: "https://fern.example.com", settings: {} };
  expect(settingsOf({ shop } as never)).toMatchObject({
    contactUrl: "https://fern.example.com/pages/contact",
    mailName: "Fern & Flax",
  });
});
