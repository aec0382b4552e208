import type { HeadersFunction, LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import { Link, Outlet, useLoaderData, useRouteError, useRouteLoaderData } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import { AppProvider } from "@shopify/polaris";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import english from "@shopify/polaris/locales/en.json";
import chinese from "@shopify/polaris/locales/zh-CN.json";
import { boundary } from "@shopify/shopify-app-remix/server";

import { enterAdmin } from "~/http/admin.server";
import { localeFor, words } from "~/kit/words";
import type { loader as rootLoader } from "~/root";
import { mayDo, permissions } from "~/team/permission";
import { Clock } from "~/ui/clock";
import { isOurs, Outage } from "~/ui/outage";
import { LiveProvider } from "~/ui/live/live";
import { PolarisLink } from "~/ui/polaris-link";
import { useShopifyNavigation } from "~/ui/shopify-navigation";

import "~/ui/styles/goodturn.css";

export const handle = { permission: "home:see" } as const;
export const links: LinksFunction = () => [{ rel: "stylesheet", href: polarisStyles }];
export const headers: HeadersFunction = (args) => boundary.headers(args);

export async function loader({ request }: LoaderFunctionArgs) {
  const { actor, shop } = await enterAdmin(request, handle.permission);
  if (actor.kind !== "agent") throw new Response("Not allowed", { status: 403 });
  return {
    locale: localeFor(actor.locale),
    agent: { id: actor.id, name: actor.name, role: actor.role },
    shop: { name: shop.name, domain: shop.domain, timezone: shop.timezone, currency: shop.currency },
    permissions: permissions.filter((permission) => mayDo(actor.role, permission)),
  };
}

export default function Admin() {
  const { locale, permissions: granted } = useLoaderData<typeof loader>();
  const say = words(locale);
  useShopifyNavigation();
  return (
    <AppProvider i18n={locale === "zh-CN" ? chinese : english} linkComponent={PolarisLink}>
      <NavMenu>
        <Link to="/app" rel="home">
          {say("home.title")}
        </Link>
        <Link to="/app/inbox">{say("home.inbox")}</Link>
        <Link to="/app/returns">{say("home.returns")}</Link>
        <Link to="/app/policy">{say("editor.title")}</Link>
        {granted.includes("money:see") && <Link to="/app/money">{say("money.title")}</Link>}
        <Link to="/app/health">{say("health.title")}</Link>
        <Link to="/app/settings">{say("home.settings")}</Link>
      </NavMenu>
      <LiveProvider>
        <Clock>
          <Outlet />
        </Clock>
      </LiveProvider>
    </AppProvider>
  );
}

/** Shopify's library answers 401 and redirects by throwing; its boundary passes them on. The rest is ours. */
export function ErrorBoundary() {
  const error = useRouteError();
  const root = useRouteLoaderData<typeof rootLoader>("root");
  if (!isOurs(error)) return boundary.error(error);
  return <Outage error={error} locale={root?.locale ?? "en"} requestId={root?.requestId ?? null} />;
}
