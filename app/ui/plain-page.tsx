import type { ReactNode } from "react";

const css = `
:root { color-scheme: light dark; --ink: #1f1f1f; --soft: #616161; --line: #e3e3e3; --paper: #ffffff; --tint: #f6f6f7; }
@media (prefers-color-scheme: dark) { :root { --ink: #f1f1f1; --soft: #b5b5b5; --line: #3d3d3d; --paper: #1a1a1a; --tint: #242424; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.plain { max-width: 36rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
.plain > header { color: var(--soft); font-weight: 600; margin-bottom: 1.5rem; }
.plain h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; overflow-wrap: anywhere; }
.plain textarea { width: 100%; box-sizing: border-box; min-height: 6rem; padding: .75rem; border: 1px solid var(--soft); border-radius: .5rem; font: inherit; color: inherit; background: var(--paper); }
.plain label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
.plain button[type=submit] { margin-top: 1rem; padding: .7rem 1.25rem; border: 0; border-radius: .5rem; background: var(--ink); color: var(--paper); font: inherit; font-weight: 600; cursor: pointer; }
.plain :focus-visible { outline: 3px solid #2c6ecb; outline-offset: 2px; }
.plain .scores { display: flex; gap: .5rem; border: 0; padding: 0; margin: 1rem 0; }
.plain .scores label { flex: 1; margin: 0; text-align: center; border: 1px solid var(--line); border-radius: .75rem; padding: .75rem .25rem; cursor: pointer; font-weight: 400; font-size: .85rem; }
.plain .scores span { display: block; font-size: 1.75rem; }
.plain .scores input { position: absolute; opacity: 0; }
.plain .scores label:has(:checked) { border-color: var(--ink); background: var(--tint); }
.plain .scores label:has(:focus-visible) { outline: 3px solid #2c6ecb; outline-offset: 2px; }
.plain ol.thread { list-style: none; margin: 1.5rem 0; padding: 0; display: grid; gap: .75rem; }
.plain ol.thread li { padding: .6rem .9rem; border-radius: .9rem; background: var(--tint); max-width: 85%; overflow-wrap: anywhere; white-space: pre-wrap; }
.plain ol.thread li.mine { margin-inline-start: auto; background: transparent; border: 1px solid var(--line); }
.plain ol.thread li.line { background: none; color: var(--soft); font-size: .9rem; max-width: none; padding: 0; }
.plain .who { display: block; color: var(--soft); font-size: .8rem; }
.plain .box { border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; margin: 1rem 0; }
.plain .soft { color: var(--soft); }
.plain img { max-width: 8rem; border-radius: .5rem; }
`;

/** A page for shoppers outside the admin: no framework, no branding of ours, readable by anybody. */
export function PlainPage({ shop, children }: { shop: string; children: ReactNode }) {
  return (
    <main className="plain">
      <style>{css}</style>
      <header>{shop}</header>
      {children}
    </main>
  );
}
