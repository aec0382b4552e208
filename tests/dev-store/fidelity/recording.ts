/** One question a live store was asked, and its answer. Some recordings kept no query: `query` is null. */
export type Step = {
  /** Where it stands in the file: "setup.orderCreate". */
  name: string;
  query: string | null;
  variables: Record<string, unknown>;
  status: number;
  answer: Answer;
};

export type Answer = {
  data?: unknown;
  errors?: unknown;
  extensions?: { cost?: { requestedQueryCost?: number } };
};

/** A recorded file: its steps in the order in which they stand, and reads made at unknown moments. */
export type Recording = { steps: Step[]; reads: Step[] };

type Json = Record<string, unknown>;

export function readRecording(text: string): Recording {
  const root = JSON.parse(text) as Json;
  const found: Recording = { steps: [], reads: [] };
  for (const [key, value] of Object.entries(root))
    if (key === "upstreamCalls") collect(value, key, { into: found.reads, variables: {} });
    else
      collect(value, key, { into: found.steps, variables: isObject(root.variables) ? root.variables : {} });
  return found;
}

function collect(value: unknown, name: string, to: { into: Step[]; variables: Json }): void {
  if (!isObject(value)) return;
  const answer = answerOf(value);
  if (answer && (typeof value.query === "string" || isObject(answer.body.data))) {
    to.into.push({
      name,
      query: typeof value.query === "string" ? value.query : null,
      variables: isObject(value.variables) ? value.variables : to.variables,
      status: answer.status,
      answer: answer.body,
    });
    return;
  }
  for (const [key, child] of Object.entries(value)) collect(child, `${name}.${key}`, to);
}

/** Answers were kept in four shapes: bare, or with a status beside `payload`, `body` or the answer itself. */
function answerOf(step: Json): { status: number; body: Answer } | null {
  const { response } = step;
  if (!isObject(response)) return null;
  const status = typeof response.status === "number" ? response.status : step.status;
  const body = [response.payload, response.body, response].find(
    (part) => isObject(part) && ("data" in part || "errors" in part),
  );
  return body ? { status: typeof status === "number" ? status : 200, body: body as Answer } : null;
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}
