import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";

import { patientFetch } from "~/ui/live/patient-fetch";

// After App Bridge, which has added its token to `fetch` by now: each try gets a fresh one.
window.fetch = patientFetch(window.fetch.bind(window));

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  );
});
