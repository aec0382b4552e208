import { useRouteLoaderData } from "@remix-run/react";
import { useCallback, useMemo } from "react";

import { words, type Locale, type Say } from "~/kit/words";
import type { Permission } from "~/team/permission";

/** What every page in the admin knows of its person and shop (the loader of routes/admin). */
export type AdminView = {
  readonly locale: Locale;
  readonly agent: { readonly id: string; readonly name: string; readonly role: string };
  readonly shop: {
    readonly name: string;
    readonly domain: string;
    readonly timezone: string;
    readonly currency: string;
  };
  readonly permissions: readonly Permission[];
};

/** Null only where the admin's own loader has failed: on its error page. */
function useMaybeAdmin(): AdminView | null {
  return (useRouteLoaderData("routes/admin") as AdminView | undefined) ?? null;
}

/** Who looks at this page, and in which shop. Inside the admin layout only. */
export function useAdmin(): AdminView {
  const admin = useMaybeAdmin();
  if (!admin) throw new Error("This belongs inside the admin layout");
  return admin;
}

export function useLocale(): Locale {
  return useMaybeAdmin()?.locale ?? "en";
}

/** Speaks the person's language: `say("inbox.empty")`. */
export function useWords(): Say {
  const locale = useLocale();
  return useMemo(() => words(locale), [locale]);
}

/** Whether the person may do it. The server asks again; this only saves them the click. */
export function useMay(): (permission: Permission) => boolean {
  const permissions = useMaybeAdmin()?.permissions;
  return useCallback((permission) => permissions?.includes(permission) ?? false, [permissions]);
}
