import { useWords } from "~/ui/admin";
import { useTrouble } from "~/ui/live/live";

type Named = { readonly who: string; readonly name: string };
type Props = { typing: readonly Named[]; viewing: readonly Named[]; shopper: string | null };

/** One line that is always kept: a lost connection, who types, else who looks at this too. */
export function PresenceLine({ typing, viewing, shopper }: Props) {
  const say = useWords();
  const trouble = useTrouble();
  const typers = typing.map(({ who, name }) =>
    who === "shopper" ? shopper || name || say("inbox.noName") : name,
  );
  const lookers = viewing.map(({ name }) => name);
  const text = () => {
    if (trouble) return say(trouble);
    if (typers.length > 0)
      return say("inbox.typingNames", { names: typers.join(", "), count: typers.length });
    return lookers.length > 0
      ? say("inbox.looking", { names: lookers.join(", "), count: lookers.length })
      : "";
  };
  return (
    <p className="gt-presence" data-lost={trouble !== null} dir="auto">
      {!trouble && typers.length > 0 && (
        <span className="gt-dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      )}
      {text()}
    </p>
  );
}
