import { useNavigate } from "@remix-run/react";
import { useEffect } from "react";

/** Lets the admin's own menu lead through the app without loading it anew (App Bridge fires shopify:navigate). */
export function useShopifyNavigation(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const follow = (event: Event) => {
      const to = event.target instanceof Element ? event.target.getAttribute("href") : null;
      if (to) navigate(to);
    };
    document.addEventListener("shopify:navigate", follow);
    return () => document.removeEventListener("shopify:navigate", follow);
  }, [navigate]);
}
