import type { LoaderFunctionArgs } from "@remix-run/node";
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";

import { appBridge } from "~/http/app-bridge.server";
import { languageOf } from "~/http/language";
import { Outage } from "~/ui/outage";

export function loader({ request }: LoaderFunctionArgs) {
  return {
    appBridge: new URL(request.url).pathname.startsWith("/app") ? appBridge() : null,
    locale: languageOf(request),
    requestId: request.headers.get("x-request-id"),
  };
}

export function Layout({ children }: { children: React.ReactNode }) {
  const root = useRouteLoaderData<typeof loader>("root");
  return (
    <html lang={useLanguage()}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        {root?.appBridge && (
          <>
            <meta name="shopify-api-key" content={root.appBridge.apiKey} />
            {/* Shopify wants its script first and on every document of the app. */}
            <script src={root.appBridge.script} />
          </>
        )}
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

/** The language of the page that is shown: whichever route says one. */
function useLanguage(): string {
  const said = useMatches().flatMap(({ data }) =>
    data && typeof data === "object" && "locale" in data ? [String(data.locale)] : [],
  );
  return said.at(-1) ?? "en";
}

export default function Root() {
  return <Outlet />;
}

/** Whatever no page has caught. */
export function ErrorBoundary() {
  const error = useRouteError();
  const root = useRouteLoaderData<typeof loader>("root");
  return <Outage error={error} locale={root?.locale ?? "en"} requestId={root?.requestId ?? null} />;
}
