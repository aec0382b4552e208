import type { LoaderFunctionArgs } from "@remix-run/node";

import { pictureAnswer } from "~/http/picture.server";

/** A picture behind a signed link. */
export function loader({ params }: LoaderFunctionArgs): Promise<Response> {
  return pictureAnswer(params["token"] ?? "");
}
