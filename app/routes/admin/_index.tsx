import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Layout, Page } from "@shopify/polaris";
import { z } from "zod";

import { enterAdmin } from "~/http/admin.server";
import { served } from "~/http/answers";
import { form } from "~/http/form";
import { cancelBackfill, startBackfill } from "~/orders/backfill/backfill.server";
import { useAdmin, useWords } from "~/ui/admin";
import { Failed } from "~/ui/failed";
import { useLive } from "~/ui/live/live";
import { useFresh } from "~/ui/live/use-fresh";

import { loadHome } from "./home/load.server";
import { MoneyWaits } from "./home/money";
import { Progress } from "./home/progress";
import { SetUp } from "./home/set-up";
import { Today } from "./home/today";
import { WaitingLongest } from "./home/waiting-longest";

export const handle = { permission: "home:see", action: "settings:change" } as const;

export async function loader({ request }: LoaderFunctionArgs) {
  return served(loadHome(await enterAdmin(request, handle.permission)));
}

const Wish = z.strictObject({ wish: z.enum(["start", "cancel"]) });

/** Starts bringing orders in again after it stopped, or stops it. */
export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.action);
  const { wish } = await form(request, Wish);
  await served(wish === "cancel" ? cancelBackfill(desk) : startBackfill(desk));
  return { done: true };
}

export default function Home() {
  const { views, returns, waiting, progress, setUp, money } = useLoaderData<typeof loader>();
  const say = useWords();
  const { agent } = useAdmin();
  const refresh = useFresh();
  useLive(({ type }) =>
    ["conversation", "return", "backfill", "approval", "resync"].includes(type) ? refresh() : undefined,
  );
  const firstName = agent.name.split(" ")[0] ?? agent.name;
  return (
    <Page
      title={say("home.hello", { name: firstName })}
      primaryAction={{ content: say("home.open_inbox"), url: "/app/inbox" }}
    >
      <Layout>
        <Layout.Section>
          <MoneyWaits money={money} />
        </Layout.Section>
        {progress && progress.status !== "done" && (
          <Layout.Section>
            <Progress progress={progress} />
          </Layout.Section>
        )}
        <Layout.Section>
          <Today views={views} returns={returns} />
        </Layout.Section>
        <Layout.Section>
          <WaitingLongest waiting={waiting} />
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <SetUp setUp={setUp} progress={progress} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

export function ErrorBoundary() {
  return <Failed />;
}
