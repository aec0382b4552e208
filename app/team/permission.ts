/** What a person on the team may do; each admin route names one for looking and one for each thing it does. */
export const permissions = [
  "home:see",
  "conversations:see",
  "conversations:note",
  "conversations:reply",
  "orders:see",
  "orders:refund",
  "orders:cancel",
  "returns:see",
  "returns:decide",
  "returns:settle",
  "money:see",
  "money:approve",
  "settings:see",
  "settings:change",
  "team:see",
  "team:change",
  "privacy:see",
] as const;

export type Permission = (typeof permissions)[number];

/** From the most to the least that they may do. */
export const roles = [
  "owner",
  "manager",
  "lead",
  "agent",
  "returns-specialist",
  "qa-reviewer",
  "trainee",
  "viewer",
  "none",
] as const;
export type Role = (typeof roles)[number];

const allBut = (...left: Permission[]) =>
  new Set(permissions.filter((permission) => !left.includes(permission)));
const looking: Permission[] = [
  "home:see",
  "conversations:see",
  "orders:see",
  "returns:see",
  "settings:see",
  "team:see",
];

const granted: Record<Role, ReadonlySet<Permission>> = {
  owner: new Set(permissions),
  manager: new Set(permissions),
  lead: allBut("team:change"),
  agent: allBut("settings:change", "team:change", "money:approve", "privacy:see"),
  "returns-specialist": allBut(
    "settings:change",
    "team:change",
    "money:approve",
    "orders:cancel",
    "privacy:see",
  ),
  "qa-reviewer": new Set([...looking, "conversations:note", "money:see"]),
  trainee: new Set([...looking, "conversations:note"]),
  viewer: new Set(looking),
  none: new Set(),
};

/** Whether somebody in this role may do it; an unknown role may do nothing. */
export function mayDo(role: string, permission: Permission): boolean {
  return isRole(role) && granted[role].has(permission);
}

export function isRole(text: string): text is Role {
  return Object.hasOwn(granted, text);
}

/** Why somebody's role may not be changed; null when it may. Owners are made and unmade by owners, and one remains. */
export type RoleRefusal = "only-owners" | "last-owner" | "own-role";
type RoleChange = {
  readonly by: { readonly id: string; readonly role: string };
  readonly of: { readonly id: string; readonly role: string };
  readonly to: Role;
  readonly owners: number;
};

export function roleRefusal({ by, of, to, owners }: RoleChange): RoleRefusal | null {
  const touchesOwner = of.role === "owner" || to === "owner";
  if (touchesOwner && by.role !== "owner") return "only-owners";
  if (of.role === "owner" && to !== "owner" && owners <= 1) return "last-owner";
  if (of.id === by.id && to !== of.role) return "own-role";
  return null;
}
