import { createContext, useContext, useEffect, useState } from "react";

const TICK_MS = 20_000;
const Now = createContext<Date | null>(null);

/** One clock for a whole page, so that a hundred times tick together. */
export function Clock({ children }: { children: React.ReactNode }) {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const tick = () => setNow(new Date());
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return <Now.Provider value={now}>{children}</Now.Provider>;
}

/** The page's moment, renewed every 20 s under a Clock. */
export function useNow(): Date {
  const shared = useContext(Now);
  const [own] = useState(() => new Date());
  return shared ?? own;
}
