/**
 * What an operator may stop at one shop: mail that goes out, payments, what Goodturn does by itself, and the doors
 * for shoppers. Nothing is lost meanwhile: mail waits, and whoever asks hears that it is not possible now. What
 * Goodturn does by itself is what nobody asked for: how it was is asked. That a return was approved or money went
 * back is told whenever somebody did it; who wants that silent, too, stops mail.
 */
export const switches = ["mail", "refunds", "automations", "portal"] as const;
export type Switch = (typeof switches)[number];

/** Whether an operator has stopped it at this shop. */
export function isOff(
  { shop }: { readonly shop: { readonly off: readonly string[] } },
  what: Switch,
): boolean {
  return shop.off.includes(what);
}

export function isSwitch(text: string): text is Switch {
  return switches.some((known) => known === text);
}
