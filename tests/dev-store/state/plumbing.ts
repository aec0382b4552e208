/** A subscription made through the API; those of `shopify.app.toml` live with whoever delivers webhooks. */
export type WebhookSubscription = {
  id: string;
  /** As the API names it: ORDERS_UPDATED. */
  topic: string;
  uri: string;
  format: "JSON" | "XML";
  includeFields: string[];
  filter: string | null;
  name: string | null;
  createdAt: string;
  updatedAt: string;
};

export type BulkOperation = {
  id: string;
  status: "CREATED" | "RUNNING" | "COMPLETED" | "CANCELING" | "CANCELED" | "FAILED" | "EXPIRED";
  type: "QUERY" | "MUTATION";
  errorCode: "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT" | null;
  query: string;
  groupObjects: boolean;
  createdAt: string;
  completedAt: string | null;
  objectCount: number;
  rootObjectCount: number;
  fileSize: number | null;
  url: string | null;
  partialDataUrl: string | null;
};

export type Job = {
  id: string;
  done: boolean;
  /** The order it cancels. */
  orderId: string | null;
  /** The customers it merges: first the one that is kept. */
  customerIds?: readonly [string, string];
  errors: { field: string[] | null; message: string; code: string }[];
};

/** A file someone was given an address to upload to. */
export type StagedUpload = { key: string; filename: string; mimeType: string; resource: string };

export type StoredFile = { contentType: string; body: string; encoding: "utf8" | "base64" };
