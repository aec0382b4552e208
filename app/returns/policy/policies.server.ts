import { storableJson } from "~/kit/text";
import { writeAudit } from "~/ledger/audit.server";
import { actorKey, transaction, type Desk } from "~/platform/desk.server";
import { publish } from "~/platform/live.server";
import { settingsOf } from "~/shops/settings";
import { actorName } from "~/team/agents.server";

import { Policy, PolicyDraft } from "./document";
import type { Published } from "./facts";
import { firstPolicy } from "./first";
import { problemsIn, type Problem } from "./problems";

/**
 * The policy in force: the newest version, or what the settings say while none was published. Read afresh each
 * time, so that a published one holds everywhere at once.
 */
export async function findPolicy(desk: Desk): Promise<Published> {
  const row = await desk.db.returnPolicy.findFirst({ orderBy: { version: "desc" } });
  return row
    ? { version: row.version, policy: PolicyDraft.parse(row.document) }
    : { version: 0, policy: firstPolicy(settingsOf(desk)) };
}

/** What somebody is working on; the policy in force when nobody is. */
export async function findDraft(desk: Desk): Promise<Policy> {
  const row = await desk.db.returnPolicyDraft.findFirst({});
  return row ? PolicyDraft.parse(row.document) : (await findPolicy(desk)).policy;
}

/** Keeps a draft, whatever problems it has. @throws ZodError for what is no policy at all. */
export async function saveDraft(desk: Desk, draft: Policy): Promise<void> {
  const document = PolicyDraft.parse(draft);
  await desk.db.$executeRaw`
    INSERT INTO "return_policy_drafts" ("shopId", "document", "savedAt", "savedBy")
    VALUES (${desk.shopId}::uuid, ${storableJson(document)}::jsonb, ${desk.now}, ${actorKey(desk.actor)})
    ON CONFLICT ("shopId") DO UPDATE SET "document" = EXCLUDED."document", "savedAt" = EXCLUDED."savedAt",
      "savedBy" = EXCLUDED."savedBy"`;
}

export type PublishedAnswer =
  | { readonly published: true; readonly version: number }
  | { readonly published: false; readonly because: "no-draft" }
  | { readonly published: false; readonly because: "problems"; readonly problems: readonly Problem[] };

/** The draft becomes the next version, in force at once. Two who publish at once make one version. */
export async function publishPolicy(desk: Desk, { note }: { note: string }): Promise<PublishedAnswer> {
  return transaction(desk, async (inside) => {
    await takePolicyTurn(inside);
    const draft = await inside.db.returnPolicyDraft.findFirst({});
    if (!draft) return { published: false, because: "no-draft" };
    const document = PolicyDraft.parse(draft.document);
    const problems = problemsIn(document);
    if (problems.length > 0) return { published: false, because: "problems", problems };
    const newest = await inside.db.returnPolicy.findFirst({
      orderBy: { version: "desc" },
      select: { version: true },
    });
    const version = (newest?.version ?? 0) + 1;
    await inside.db.returnPolicy.create({
      data: {
        shopId: desk.shopId,
        version,
        document: Policy.parse(document),
        note,
        publishedAt: desk.now,
        publishedBy: actorKey(desk.actor),
        publishedByName: actorName(desk.actor),
      },
    });
    await inside.db.returnPolicyDraft.deleteMany({});
    await writeAudit(inside, {
      action: "policy.published",
      subject: `policy:${version}`,
      before: { version: version - 1 },
      after: { version, rules: document.rules.map(({ name }) => name) },
    });
    await publish(inside, "team", { type: "policy", version });
    return { published: true, version };
  });
}

/** Who saves or publishes takes turns until their transaction ends. */
export async function takePolicyTurn({ db, shopId }: Desk): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${shopId} policy`}, 0))::text`;
}

/** All versions, newest first. */
export async function listVersions(desk: Desk) {
  const rows = await desk.db.returnPolicy.findMany({ orderBy: { version: "desc" } });
  return rows.map(({ version, document, note, publishedAt, publishedByName }) => ({
    version,
    policy: PolicyDraft.parse(document),
    note,
    publishedAt,
    publishedByName,
  }));
}
