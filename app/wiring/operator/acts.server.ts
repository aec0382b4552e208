import { database } from "~/platform/db.server";
import { startOfWork } from "~/platform/clock.server";
import { newId } from "~/platform/id.server";
import { currentRequest } from "~/platform/watch/trail.server";

/** Who runs a command: the name of their account on the machine, and why they say they do it. */
export type Operator = { readonly name: string; readonly why: string | null };

/** Writes down what an operator did to what. Rows are only ever added: the app's role may not change them. */
export async function noteAct(operator: Operator, command: string, subject: string): Promise<void> {
  const { name, why } = operator;
  const requestId = currentRequest() ?? newId();
  const row = { id: newId(), at: startOfWork(), operator: name, command, subject, why, requestId };
  await database().operatorAct.create({ data: row, select: { id: true } });
}
