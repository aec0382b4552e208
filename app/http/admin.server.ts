import { NotFound } from "~/kit/failures";
import { localeFor, words } from "~/kit/words";
import { count } from "~/platform/counters.server";
import { openDesk, type Desk } from "~/platform/desk.server";
import { shopify } from "~/shopify.server";
import { welcomeShop } from "~/shops/welcome.server";
import { welcomeAgent, type StaffMember } from "~/team/agents.server";
import { mayDo, type Permission } from "~/team/permission";

import { asResponse, PRIVATE } from "./answers";
import { findWayBack } from "./app-bridge.server";

type Session = Awaited<ReturnType<typeof shopify.authenticate.admin>>["session"];

/**
 * Who knocks at the admin's door: verifies Shopify's session token, sits the person down at their shop's
 * desk and checks that they may do this. The shop comes from the token alone.
 * @throws Response (redirect to Shopify's sign-in, 401, 403, 404, 503)
 */
export async function enterAdmin(request: Request, permission: Permission): Promise<Desk> {
  const session = await sessionOf(request);
  try {
    const desk = await deskAt(session.shop);
    const agent = await welcomeAgent(desk, staffMember(session));
    const seated: Desk = { ...desk, actor: { kind: "agent", ...agent } };
    mustMay(seated, permission);
    return seated;
  } catch (error) {
    throw asResponse(error);
  }
}

/** For an action whose intent decides what it needs. @throws Response 403 in the person's own words */
export function mustMay({ actor }: Desk, permission: Permission): void {
  if (actor.kind === "agent" && mayDo(actor.role, permission)) return;
  count(`denied.${permission}`);
  const say = words(localeFor(actor.kind === "agent" ? actor.locale : null));
  const headers = { ...PRIVATE, "content-type": "text/plain; charset=utf-8" };
  throw new Response(say("common.deniedText"), { status: 403, headers });
}

async function sessionOf(request: Request): Promise<Session> {
  try {
    return (await shopify.authenticate.admin(request)).session;
  } catch (error) {
    const asksForShop = error instanceof Response && error.headers.get("location")?.startsWith("/auth/login");
    throw asksForShop ? findWayBack() : asResponse(error);
  }
}

/** The shop's desk; the first visit after an install makes it. */
async function deskAt(domain: string): Promise<Desk> {
  try {
    return await openDesk({ domain }, { kind: "system" });
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    await welcomeShop(domain);
    return openDesk({ domain }, { kind: "system" });
  }
}

function staffMember(session: Session): StaffMember {
  const user = session.onlineAccessInfo?.associated_user;
  if (!user) throw new NotFound("No such person");
  return {
    shopifyUserId: String(user.id),
    name: `${user.first_name} ${user.last_name}`.trim() || user.email,
    email: user.email,
    locale: user.locale,
    isOwner: user.account_owner,
  };
}
