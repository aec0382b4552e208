/** Dates and times in the visitor's language and time zone; a bad date or locale gives an empty word, not an error. */
export type Clock = {
  time(at: string): string;
  /** A day's heading: today, yesterday, else the date. */
  day(at: string, now: number): string;
  /** The same for every moment of one local day. */
  key(at: string): string;
};

export function clockFor(locale: string, names: { today: string; yesterday: string }): Clock {
  const time = formatter(locale, { hour: "numeric", minute: "2-digit" });
  const date = formatter(locale, { day: "numeric", month: "long", year: "numeric" });
  const key = (at: string) => dayKey(new Date(at));
  return {
    time: (at) => written(time, at),
    key,
    day(at, now) {
      if (key(at) === dayKey(new Date(now))) return names.today;
      if (key(at) === dayKey(new Date(now - 86_400_000))) return names.yesterday;
      return written(date, at);
    },
  };
}

function dayKey(date: Date): string {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].join("-");
}

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, options);
  } catch {
    return new Intl.DateTimeFormat("en", options);
  }
}

function written(format: Intl.DateTimeFormat, at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? "" : format.format(date);
}
