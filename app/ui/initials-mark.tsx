import { initials } from "~/conversations/inbox";

/** A person as two letters; their name is said beside it or by the caller. */
export function Initials({ name, ring = false }: { name: string; ring?: boolean }) {
  return (
    <span className="gt-initials" data-ring={ring} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
