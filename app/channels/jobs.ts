import { z } from "zod";

import { job } from "~/kit/job";

/** Hands one written mail to the mail server. */
export const sendMail = job("channels.send-mail", z.strictObject({ mailId: z.uuid() }));

/** Looks whether the shopper has left without seeing our answer, and mails it. */
export const mailUnseen = job("channels.mail-unseen", z.strictObject({ conversationId: z.uuid() }));
