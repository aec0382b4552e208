import { handleGraphql } from "../graphql/handle.ts";
import { createStore } from "../store.ts";
import type { Store } from "../store.ts";
import { isMutation, queryOf } from "./ask.ts";
import { compare } from "./compare.ts";
import type { Difference } from "./compare.ts";
import { Ids, gidsIn } from "./ids.ts";
import { rebuildLocations, rebuildOrder } from "./rebuild.ts";
import { isObject, readRecording } from "./recording.ts";
import type { Answer, Recording, Step } from "./recording.ts";

type Scene = {
  store: Store;
  ids: Ids;
  recording: Recording;
  pending: Map<Step, Difference[] | null>;
  file: string;
};

/** Plays one recorded file against a fresh store; answers what our store says differently. */
export async function replay(file: string, text: string): Promise<Difference[]> {
  const recording = readRecording(text);
  const scene = setScene(file, recording);
  const found: Difference[] = [];
  const waiting = [...recording.steps];
  await tryReads(scene);
  while (waiting.length > 0) {
    const next = nextStep(scene, waiting);
    const [step] = waiting.splice(next, 1);
    if (!step) break;
    found.push(...(await play(scene, step)));
    if (isMutation(step)) await tryReads(scene);
  }
  for (const differences of scene.pending.values()) found.push(...(differences ?? []));
  return found;
}

function setScene(file: string, recording: Recording): Scene {
  let time = Date.parse("2026-11-22T09:00:00Z");
  const clock = { now: () => new Date((time += 1000)) };
  const delays = { bulk: 600_000, job: 0 };
  const throttle = { maximum: 1_000_000, restoreRate: 1_000_000 };
  const shop = { taxesIncluded: false };
  const store = createStore({ domain: "recorded.myshopify.com", clock, delays, throttle, shop });
  const scene = { store, ids: new Ids(), recording, pending: new Map<Step, Difference[] | null>(), file };
  const all = [...recording.steps, ...recording.reads];
  rebuildLocations(
    store,
    all.map((step) => step.answer),
    scene.ids,
  );
  for (const read of recording.reads) scene.pending.set(read, null);
  return scene;
}

/** The first step which speaks of nothing that only a later one will make. */
function nextStep({ ids }: Scene, waiting: Step[]): number {
  const ready = waiting.findIndex((step) => {
    const later = new Set(waiting.filter((other) => other !== step).flatMap((other) => madeBy(other)));
    return gidsIn(step.variables).every((id) => ids.knows(id) || !later.has(id));
  });
  return Math.max(0, ready);
}

/** Ids which a mutation brought into the world: in its answer without having been asked with. */
function madeBy(step: Step): string[] {
  if (!isMutation(step)) return [];
  const asked = new Set(gidsIn(step.variables));
  return gidsIn(step.answer).filter((id) => !asked.has(id));
}

async function play(scene: Scene, step: Step): Promise<Difference[]> {
  const { ids, store } = scene;
  if (recallOrders(scene, step)) await tryReads(scene);
  recallNumber(scene, step);
  const own = await ask(store, step, ids);
  ids.learnFrom(step.answer.data, own.answer.data);
  await new Promise((resolve) => setTimeout(resolve, 2));
  const found = [
    ...compare(step.status, own.status, "status"),
    ...compare(ids.translate(recordedPart(step)), recordedPart({ ...step, answer: own.answer }), ""),
  ];
  return found.map((difference) => ({ file: scene.file, step: step.name, ...difference }));
}

/** What of an answer is compared: data, errors, and the price asked. */
function recordedPart({ answer, query }: Step): unknown {
  const cost = answer.extensions?.cost?.requestedQueryCost;
  return {
    ...(answer.data === undefined ? {} : { data: answer.data }),
    errors: answer.errors ?? null,
    ...(cost === undefined || query === null ? {} : { cost }),
  };
}

async function ask(store: Store, step: Step, ids: Ids): Promise<{ status: number; answer: Answer }> {
  const body = JSON.stringify({ query: queryOf(step), variables: ids.translate(step.variables) });
  const answer = await handleGraphql(store, { body: ids.translate(body) });
  return { status: answer.status, answer: JSON.parse(answer.body) as Answer };
}

/** Orders made before the recording began are put there as a recorded read describes them. */
function recallOrders({ store, ids, recording }: Scene, step: Step): boolean {
  let recalled = false;
  const made = new Set(recording.steps.filter((other) => other !== step).flatMap((other) => madeBy(other)));
  for (const id of gidsIn(step.variables)) {
    if (!id.includes("/Order/") || ids.knows(id) || (made.has(id) && step.query !== null)) continue;
    const view = recording.reads.map((read) => orderIn(read.answer)).find((order) => order?.id === id);
    if (view) rebuildOrder(store, view, ids);
    recalled ||= Boolean(view);
  }
  return recalled;
}

function orderIn(answer: Answer) {
  const order = isObject(answer.data) ? answer.data.order : null;
  return isObject(order) ? (order as Parameters<typeof rebuildOrder>[1]) : null;
}

/** The live store had many orders: its next number is known from the answer. */
function recallNumber({ store }: Scene, step: Step): void {
  const name = /"orderCreate":\{"order":\{[^{}]*?"name":"#(\d+)"/.exec(
    JSON.stringify(step.answer.data ?? null),
  )?.[1];
  if (name) store.countOrder(Number(name) - 1);
}

/** Reads at unknown moments must be true at one moment of the sequence; the best one is kept. */
async function tryReads(scene: Scene): Promise<void> {
  for (const [read, best] of scene.pending) {
    if (best !== null && best.length === 0) continue;
    const own = await ask(scene.store, read, scene.ids);
    const told = compare(
      scene.ids.translate(recordedPart(read)),
      recordedPart({ ...read, answer: own.answer }),
      "",
    );
    const found = told.map((difference) => ({ file: scene.file, step: read.name, ...difference }));
    if (best === null || found.length < best.length) scene.pending.set(read, found);
  }
}
