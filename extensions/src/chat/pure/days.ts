/** Dates and times in the visitor's language and time zone; a date that is none gives an empty word. */
export type Clock = {
  time(at: string): string;
  /** A day's heading: today, yesterday, else the date. */
  day(at: string, now: number): string;
  /** The same for every moment of one local day. */
  key(at: string | number): string;
};

export function clockFor(locale: string, names: { today: string; yesterday: string }): Clock {
  const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
  const date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });
  const key = (at: string | number) => new Date(at).toDateString();
  return {
    time: (at) => written(time, at),
    key,
    day(at, now) {
      if (key(at) === key(now)) return names.today;
      return key(at) === key(now - 86_400_000) ? names.yesterday : written(date, at);
    },
  };
}

/** The storefront's locale if the browser knows such a thing, else the dictionary's. */
export function knownLocale(locale: string, otherwise: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? otherwise;
  } catch {
    return otherwise;
  }
}

function written(format: Intl.DateTimeFormat, at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? "" : format.format(date);
}
