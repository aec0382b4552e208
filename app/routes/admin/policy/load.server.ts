import { NotFound } from "~/kit/failures";
import { localeFor } from "~/kit/words";
import { listLatestOrders } from "~/orders/orders.server";
import type { Desk } from "~/platform/desk.server";
import { findDraftState } from "~/returns/policy/keep.server";
import { findPolicy, listVersions } from "~/returns/policy/policies.server";

import { sampleOf } from "./preview/sample";
import type { Version } from "./publish/versions";
import { countriesIn } from "./rule/countries";

const SAMPLES = 10;

/** Everything the policy's page shows. */
export async function loadPolicy(desk: Desk) {
  const [draft, published, versions, orders] = await Promise.all([
    findDraftState(desk),
    findPolicy(desk),
    listVersions(desk),
    listLatestOrders(desk, SAMPLES),
  ]);
  const samples = orders.map(sampleOf).filter(({ lines }) => lines.length > 0);
  const countries = countriesIn(desk.actor.kind === "agent" ? localeFor(desk.actor.locale) : "en");
  return { draft, published: published.policy, samples, versions: versions.map(lineOf), countries };
}

type Row = Awaited<ReturnType<typeof listVersions>>[number];

function lineOf({ version, note, publishedAt, publishedByName: by }: Row): Version {
  return { version, note, publishedAt: publishedAt.toISOString(), by };
}

/** A version as it was published. @throws NotFound */
export async function findVersion(desk: Desk, version: number): Promise<Pick<Row, "policy">> {
  const found = (await listVersions(desk)).find((one) => one.version === version);
  if (!found) throw new NotFound("No such version");
  return { policy: found.policy };
}
