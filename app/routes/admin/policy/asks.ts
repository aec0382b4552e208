import { z } from "zod";

import { PolicyDraft } from "~/returns/policy/document";

const Since = z.strictObject({
  version: z.number().int().min(0),
  savedAt: z.iso.datetime().nullable(),
});

export const DraftAsk = z.strictObject({ policy: PolicyDraft, since: Since });
export const PublishAsk = z.strictObject({ note: z.string().trim().max(500), since: Since });
