/** What a person on the team may do; each admin route names one. */
export const permissions = [
  "home:see",
  "conversations:see",
  "conversations:reply",
  "orders:see",
  "orders:refund",
  "returns:see",
  "returns:decide",
  "returns:settle",
  "settings:see",
  "settings:change",
] as const;

export type Permission = (typeof permissions)[number];
export type Role = "owner" | "lead" | "agent" | "viewer";

const everything = new Set<Permission>(permissions);
const allBut = (...left: Permission[]) =>
  new Set(permissions.filter((permission) => !left.includes(permission)));

const granted: Record<Role, ReadonlySet<Permission>> = {
  owner: everything,
  lead: everything,
  agent: allBut("settings:change"),
  viewer: new Set(["home:see", "conversations:see", "orders:see", "returns:see", "settings:see"]),
};

/** Whether somebody in this role may do it; an unknown role may do nothing. */
export function mayDo(role: string, permission: Permission): boolean {
  return Object.hasOwn(granted, role) && granted[role as Role].has(permission);
}
