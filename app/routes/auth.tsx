import type { LoaderFunctionArgs } from "@remix-run/node";

import { passThrough } from "~/http/shopify-door.server";

export const loader = ({ request }: LoaderFunctionArgs) => passThrough(request);
