import { createContext, useCallback, useContext, useState } from "react";

const Announce = createContext<(sentence: string) => void>(() => {});

/** The page's one polite live region. What is said twice in a row is said twice. */
export function Announcer({ children }: { children: React.ReactNode }) {
  const [said, setSaid] = useState({ sentence: "", turn: 0 });
  const announce = useCallback(
    (sentence: string) => setSaid(({ turn }) => ({ sentence, turn: turn + 1 })),
    [],
  );
  return (
    <Announce.Provider value={announce}>
      {children}
      <div className="gt-unseen" role="status" aria-live="polite" aria-atomic="true">
        <span key={said.turn}>{said.sentence}</span>
      </div>
    </Announce.Provider>
  );
}

/** Tells people who listen rather than look. */
export function useAnnounce(): (sentence: string) => void {
  return useContext(Announce);
}
