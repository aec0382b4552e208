import { z } from "zod";

import { job } from "~/kit/job";

/** Makes a look-up's code and mails it, if the order and the address belong together. */
export const mailCode = job("portal.mail-code", z.strictObject({ codeId: z.uuid() }));
