import { useEffect, useState } from "react";

import { useAdmin } from "./admin";

/** The viewer's time zone; on the server, which does not know it, the shop's. */
export function useTimezone(): string {
  const { shop } = useAdmin();
  const [timezone, setTimezone] = useState(shop.timezone);
  useEffect(() => setTimezone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  return timezone;
}
