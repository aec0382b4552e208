import type { Picture } from "~/conversations/message";
import { savePicture, type Upload } from "~/conversations/upload.server";
import type { Desk } from "~/platform/desk.server";
import { take } from "~/platform/limits.server";

import { shopperAt } from "./chat.server";
import { limits } from "./limits";
import { refused, type Refused } from "./refusal";

const WAIT_SECONDS = 600;

/** Takes a shopper's picture, within limits. */
export async function takePicture(desk: Desk, upload: Upload): Promise<Picture | Refused> {
  const verdict = await take(limits.upload, `${desk.shopId}:${shopperAt(desk).visitorId}`);
  if (!verdict.allowed) return refused("slow-down", verdict.retryAfterSeconds);
  const uploaded = await savePicture(desk, upload);
  if (uploaded.saved) return uploaded.picture;
  return uploaded.because === "too-many" ? refused("slow-down", WAIT_SECONDS) : refused(uploaded.because);
}
