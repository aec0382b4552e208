import { Link } from "@remix-run/react";
import type { ComponentProps } from "react";

type Props = { url: string; external?: boolean | undefined; children?: React.ReactNode; ref?: unknown };

const LEAVES = /^(https?:|mailto:|tel:|shopify:)/;

/** How Polaris links: inside the app without a reload, outside in a new window. */
export function PolarisLink({ children, url, external, ref: _ref, ...rest }: Props) {
  const props = rest as ComponentProps<"a">;
  if (!external && !LEAVES.test(url)) {
    return (
      <Link {...(props as object)} to={url}>
        {children}
      </Link>
    );
  }
  return (
    <a {...props} href={url} {...(external ? { target: "_blank", rel: "noopener noreferrer" } : {})}>
      {children}
    </a>
  );
}
