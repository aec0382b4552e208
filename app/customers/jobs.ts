import { z } from "zod";

import { job } from "~/kit/job";

const customer = z.object({ customerId: z.string().regex(/^gid:\/\/shopify\/Customer\/\d{1,20}$/) });

/** The customer has changed in Shopify, or was deleted: read them again. */
export const syncCustomerJob = job("customers.sync", customer);
