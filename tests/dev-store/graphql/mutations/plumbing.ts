import { randomUUID } from "node:crypto";
import type { WebhookSubscription } from "../../state/plumbing.ts";
import { refused } from "../../state/outcome.ts";
import type { Store } from "../../store.ts";
import { fields, idOf, only } from "../field.ts";
import type { Call } from "../field.ts";
import { errorsUnder, legacyId } from "../types/view.ts";

type HookInput = {
  uri?: string;
  callbackUrl?: string;
  format?: "JSON" | "XML";
  includeFields?: string[];
  filter?: string;
  name?: string;
};

export const hookFields = fields<WebhookSubscription>({
  legacyResourceId: legacyId,
  callbackUrl: (hook) => hook.uri,
  endpoint: (hook) => ({ __typename: "WebhookHttpEndpoint", callbackUrl: hook.uri }),
  apiVersion: () => ({ handle: "2026-10", displayName: "2026-10 (Latest)", supported: true }),
  metafieldNamespaces: () => [],
  metafields: () => [],
});

function createHook({ args, store }: Call) {
  const input = args.webhookSubscription as HookInput;
  only(
    input,
    "uri callbackUrl format includeFields filter name",
    "webhookSubscriptionCreate.webhookSubscription",
  );
  const topic = String(args.topic);
  const uri = input.uri ?? input.callbackUrl ?? "";
  const taken = [...store.webhooks.values()].some((hook) => hook.topic === topic && hook.uri === uri);
  if (!uri || taken) {
    const problem = uri ? "Address for this topic has already been taken" : "Address can't be blank";
    const errors = errorsUnder(refused(["callbackUrl"], problem).errors, "webhookSubscription");
    return { webhookSubscription: null, userErrors: errors };
  }
  const now = store.now();
  const hook: WebhookSubscription = {
    id: store.newId("WebhookSubscription"),
    topic,
    uri,
    format: input.format ?? "JSON",
    includeFields: input.includeFields ?? [],
    filter: input.filter ?? null,
    name: input.name ?? null,
    createdAt: now,
    updatedAt: now,
  };
  return { webhookSubscription: store.keep(store.webhooks, hook), userErrors: [] };
}

function deleteHook({ args, store }: Call) {
  const hook = store.find("WebhookSubscription", idOf("WebhookSubscription", args.id));
  if (!hook || !store.webhooks.delete(hook.id)) {
    const errors = refused(["id"], "Webhook subscription does not exist").errors;
    return { deletedWebhookSubscriptionId: null, userErrors: errors };
  }
  return { deletedWebhookSubscriptionId: hook.id, userErrors: [] };
}

type UploadInput = { filename: string; mimeType: string; resource: string; httpMethod?: "PUT" | "POST" };

function stage(store: Store, input: UploadInput) {
  const key = `${randomUUID()}/${encodeURIComponent(input.filename)}`;
  store.uploads.set(key, {
    key,
    filename: input.filename,
    mimeType: input.mimeType,
    resource: input.resource,
  });
  const url = `${store.adminUrl}/storage/uploads/${key}`;
  const post = input.httpMethod === "POST";
  const parameters = post
    ? [
        { name: "key", value: key },
        { name: "Content-Type", value: input.mimeType },
      ]
    : [
        { name: "content_type", value: input.mimeType },
        { name: "acl", value: "private" },
      ];
  return { url: post ? `${store.adminUrl}/storage/uploads` : url, resourceUrl: url, parameters };
}

export const plumbingMutations = fields<unknown>({
  webhookSubscriptionCreate: (_root, call) => createHook(call),
  webhookSubscriptionDelete: (_root, call) => deleteHook(call),
  stagedUploadsCreate: (_root, { args, store }) => ({
    stagedTargets: (args.input as UploadInput[]).map((input) => stage(store, input)),
    userErrors: [],
  }),
});
