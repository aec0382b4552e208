import type { TestDesk } from "./desk.ts";
import { office, staff } from "./internet.ts";

export type Staff = { readonly id: string; readonly firstName: string; readonly accountOwner?: boolean };

/** Requests as the admin's frame sends them: with the token of a person on the shop's staff. */
export async function knock(at: TestDesk, staff: Staff, path: string): Promise<Request> {
  return new Request(`http://localhost:4404${path}`, { headers: await signed(at, staff) });
}

/** The same with a body: what a screen posts. */
export async function deliver(at: TestDesk, staff: Staff, body: unknown): Promise<Request> {
  return new Request("http://localhost:4404/app", {
    method: "POST",
    headers: { ...(await signed(at, staff)), "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function signed(at: TestDesk, { id, firstName, accountOwner = false }: Staff) {
  const known = staff.find((person) => person.id === id);
  const person = known ?? {
    id,
    firstName,
    lastName: "Example",
    email: `${id}@example.com`,
    accountOwner,
    locale: "en",
  };
  if (!known) staff.push(person);
  const token = await office.idToken(at.desk.shop.domain, person);
  return { authorization: `Bearer ${token}`, "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0" };
}

/** What a door answers: its value, or the status it threw. */
export async function answerOf(work: Promise<unknown>): Promise<{ status: number; value: unknown }> {
  try {
    const value = await work;
    if (!(value instanceof Response)) return { status: 200, value };
    return { status: value.status, value: await value.json() };
  } catch (thrown) {
    if (thrown instanceof Response) return { status: thrown.status, value: null };
    throw thrown;
  }
}
