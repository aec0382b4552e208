import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigation, useSearchParams } from "@remix-run/react";
import { BlockStack, Box, Button, ButtonGroup, Page } from "@shopify/polaris";

import { enterAdmin } from "~/http/admin.server";
import { served } from "~/http/answers";
import { useWords } from "~/ui/admin";
import { Failed } from "~/ui/failed";
import { useLive } from "~/ui/live/live";
import { useFresh } from "~/ui/live/use-fresh";
import "~/ui/styles/board.css";

import { Board } from "./board";
import { ReturnFilters } from "./filters";
import { HeldBanner } from "./held-banner";
import { loadReturns } from "./load.server";
import { ReturnTable } from "./table";

export const handle = { permission: "returns:see" } as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const desk = await enterAdmin(request, handle.permission);
  return served(loadReturns(desk, new URL(request.url).searchParams));
}

/** Every return: what waits for what, as columns; or all of them, as a table. */
export default function Returns() {
  const { lanes, table, held, filter, reasons } = useLoaderData<typeof loader>();
  const say = useWords();
  const [search, setSearch] = useSearchParams();
  const isBusy = useNavigation().state === "loading";
  const refresh = useFresh();
  useLive(({ type }) =>
    type === "return" || type === "approval" || type === "resync" ? refresh() : undefined,
  );
  const show = (view: string | null) =>
    setSearch((known) => {
      for (const name of ["view", "stage", "after", "late"]) known.delete(name);
      if (view) known.set("view", view);
      return known;
    });
  return (
    <Page
      title={say("home.returns")}
      fullWidth
      secondaryActions={[{ content: say("editor.open"), url: "/app/policy" }]}
      primaryAction={
        <ButtonGroup variant="segmented">
          <Button pressed={lanes !== null} onClick={() => show(null)}>
            {say("board.as_board")}
          </Button>
          <Button pressed={lanes === null} onClick={() => show("table")}>
            {say("board.as_table")}
          </Button>
        </ButtonGroup>
      }
    >
      <BlockStack gap="300">
        {held.length > 0 && <HeldBanner ids={held} />}
        <ReturnFilters
          filter={filter}
          reasons={reasons}
          late={lanes && search.get("late") === "yes"}
          isBusy={isBusy}
          change={(wishes) =>
            setSearch((known) => {
              known.delete("after");
              for (const [name, value] of Object.entries(wishes))
                if (value) known.set(name, value);
                else known.delete(name);
              return known;
            })
          }
        />
        {lanes && <Board lanes={lanes} />}
        {table && <ReturnTable {...table} />}
      </BlockStack>
      <Box paddingBlockEnd="800" />
    </Page>
  );
}

export function ErrorBoundary() {
  return <Failed />;
}
