import { redirect, type LoaderFunctionArgs } from "@remix-run/node";

/** Shopify opens the app at its root, with the shop in the address. */
export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  if (searchParams.has("shop")) throw redirect(`/app${search}`);
  return null;
}

export default function Welcome() {
  return (
    <main
      style={{ fontFamily: "system-ui, sans-serif", margin: "20vh auto", maxWidth: "32rem", padding: "1rem" }}
    >
      <h1>Goodturn</h1>
      <p>Customer service for Shopify stores. Open it from the Apps page of your Shopify admin.</p>
    </main>
  );
}
