import { z } from "zod";

import type { Desk } from "~/platform/desk.server";

import { DEFAULT_PACE, defaultLimits, MoneyLimits, MoneyPace } from "./money-limits";
import { defaultRetention, Retention } from "./retention";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const Hours = z
  .object({ from: clockTime, to: clockTime })
  .refine(({ from, to }) => from < to, "must end after it begins");
/** When people answer, by the shop's own clock; null on days when nobody does. */
export type OpeningHours = Record<Weekday, z.infer<typeof Hours> | null>;

const Reason = z.object({
  /** As Shopify names the reason; its own list is the same in every shop. */
  handle: z.string().min(1).max(60),
  label: z.object({ en: z.string().min(1).max(80), "zh-CN": z.string().min(1).max(80) }),
  photo: z.enum(["off", "optional", "required"]),
});
export type ReturnReason = z.infer<typeof Reason>;

const officeHours = { from: "09:00", to: "18:00" };
const everyDay: OpeningHours = {
  mon: officeHours,
  tue: officeHours,
  wed: officeHours,
  thu: officeHours,
  fri: officeHours,
  sat: officeHours,
  sun: officeHours,
};

const reasons: ReturnReason[] = [
  reason("damaged-or-defective", "required", ["Damaged or defective", "损坏或有缺陷"]),
  reason("item-not-as-described", "optional", ["Not as described", "与描述不符"]),
  reason("received-the-wrong-item", "optional", ["Wrong item received", "收到错误的商品"]),
  reason("too-small", "off", ["Too small", "太小"]),
  reason("too-big", "off", ["Too big", "太大"]),
  reason("changed-my-mind", "off", ["Changed my mind", "改变主意"]),
  reason("other-reason", "off", ["Other", "其他"]),
];

const fields = {
  /** Days after delivery within which a line may come back. */
  returnWindowDays: z.number().int().min(0).max(365),
  returnReasons: z.array(Reason).min(1).max(30),
  /** Whether a received item goes back on the shelf unless the agent says otherwise. */
  restockReturned: z.boolean(),
  chatOpen: z.object(
    Object.fromEntries(weekdays.map((day) => [day, Hours.nullable()])) as Record<
      Weekday,
      z.ZodNullable<typeof Hours>
    >,
  ),
  /** Where shoppers go when the chat cannot help; empty for the store's own contact page. */
  contactUrl: z.union([z.literal(""), z.url({ protocol: /^https?$/ })]),
  /** Who mails come from; empty for the shop's name. */
  mailName: z.string().max(80),
  /** Whether a person is asked how it was when their conversation closes. */
  askForFeedback: z.boolean(),
  /** Who may move how much money alone; more needs somebody's approval. */
  moneyLimits: MoneyLimits,
  /** How many payments one person may make in ten minutes. */
  moneyPace: MoneyPace,
  /** How long things are kept. */
  retention: Retention,
};

const Settings = z.object({
  returnWindowDays: fields.returnWindowDays.catch(30),
  returnReasons: fields.returnReasons.catch(reasons),
  restockReturned: fields.restockReturned.catch(true),
  chatOpen: fields.chatOpen.catch(everyDay),
  contactUrl: fields.contactUrl.catch(""),
  mailName: fields.mailName.catch(""),
  askForFeedback: fields.askForFeedback.catch(true),
  moneyLimits: fields.moneyLimits.catch(defaultLimits),
  moneyPace: fields.moneyPace.catch(DEFAULT_PACE),
  retention: fields.retention.catch(defaultRetention),
});
export type Settings = z.infer<typeof Settings>;

/** What a merchant may change, each part by itself; unknown or wrong parts are refused. */
export const SettingsChange = z.strictObject(fields).partial();
export type SettingsChange = z.infer<typeof SettingsChange>;

/** Settings as stored, with defaults where nothing, or nothing usable, was stored. */
export function settingsFrom(stored: unknown): Settings {
  const known = Stored.safeParse(stored);
  return Settings.parse(known.success ? known.data : {});
}

const Stored = z.record(z.string(), z.unknown());

/** The settings of the desk's shop, with the empty ones filled in: contact address and sender's name. */
export function settingsOf({ shop }: Pick<Desk, "shop">): Settings {
  const settings = settingsFrom(shop.settings);
  return {
    ...settings,
    contactUrl: settings.contactUrl || `${shop.storefrontUrl}/pages/contact`,
    mailName: settings.mailName || shop.name,
  };
}

function reason(handle: string, photo: ReturnReason["photo"], [en, zh]: [string, string]): ReturnReason {
  return { handle, label: { en, "zh-CN": zh }, photo };
}
