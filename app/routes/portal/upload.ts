import { enterUpload } from "~/http/portal-upload.server";
import { doorWith, portalPreflight } from "~/http/portal.server";
import { takePicture } from "~/portal/upload.server";

/** The shopper sends a photo: a form of token and file. */
export const action = doorWith(enterUpload, async ({ desk, file }) =>
  takePicture(desk, { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }),
);
export const loader = portalPreflight;
