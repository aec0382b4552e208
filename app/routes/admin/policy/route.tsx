import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { enterAdmin } from "~/http/admin.server";
import { served } from "~/http/answers";
import { useWords } from "~/ui/admin";
import { Announcer } from "~/ui/announcer";
import { Failed } from "~/ui/failed";

import { Editor } from "./editor";
import { loadPolicy } from "./load.server";

import "~/ui/styles/policy.css";

export const handle = { permission: "settings:see" } as const;

export async function loader({ request }: LoaderFunctionArgs) {
  return served(loadPolicy(await enterAdmin(request, handle.permission)));
}

export default function PolicyPage() {
  return (
    <Announcer>
      <Editor {...useLoaderData<typeof loader>()} />
    </Announcer>
  );
}

export function ErrorBoundary() {
  return <Failed backTo={{ url: "/app/settings", label: useWords()("settings.title") }} />;
}
