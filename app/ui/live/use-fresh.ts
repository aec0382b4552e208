import { useNavigation, useRevalidator } from "@remix-run/react";
import { useCallback, useEffect, useRef } from "react";

const GATHER_MS = 60;

/**
 * Asks the page's loaders anew. What comes in a burst is asked for once; what comes while an answer is
 * under way is asked for once more after it.
 */
export function useFresh(): () => void {
  const { revalidate, state } = useRevalidator();
  const { state: way } = useNavigation();
  const wanted = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const busy = useRef(false);

  const ask = useCallback(() => {
    wanted.current = true;
    if (busy.current) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      wanted.current = false;
      revalidate();
    }, GATHER_MS);
  }, [revalidate]);

  useEffect(() => {
    // Asking while one goes to another page would begin that page's loading anew.
    busy.current = state === "loading" || way !== "idle";
    if (!busy.current && wanted.current) ask();
  }, [state, way, ask]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return ask;
}
