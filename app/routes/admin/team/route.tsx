import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Box, Card, InlineGrid, Page, Select, Text } from "@shopify/polaris";
import { useEffect } from "react";

import { enterAdmin } from "~/http/admin.server";
import { answered, served } from "~/http/answers";
import { form } from "~/http/form";
import { listAgents } from "~/team/agents.server";
import { isRole, roles, type Role } from "~/team/permission";
import type { RoleChanged } from "~/team/role.server";
import { useAdmin, useMay, useWords } from "~/ui/admin";
import { Failed } from "~/ui/failed";

import { changeRoleOf, RoleAsk } from "./change.server";

export const handle = { permission: "team:see", action: "team:change" } as const;

export async function loader({ request }: LoaderFunctionArgs) {
  return served(listAgents(await enterAdmin(request, handle.permission)).then((team) => ({ team })));
}

export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.action);
  return answered(changeRoleOf(desk, await form(request, RoleAsk)));
}

type Person = ReturnType<typeof useLoaderData<typeof loader>>["team"][number];

export default function Team() {
  const { team } = useLoaderData<typeof loader>();
  const say = useWords();
  const mayChange = useMay()("team:change");
  return (
    <Page
      title={say("settings.team")}
      subtitle={say(mayChange ? "settings.team_what" : "settings.team_only_owners")}
      backAction={{ content: say("settings.title"), url: "/app/settings" }}
    >
      <Card padding="0">
        {team.map((person) => (
          <Box key={person.id} padding="400" borderBlockEndWidth="025" borderColor="border">
            <InlineGrid columns={{ xs: 1, sm: "minmax(0, 1fr) 18rem" }} gap="300" alignItems="center">
              <Text as="h2" variant="bodyMd" fontWeight="semibold" breakWord>
                <bdi>{person.name}</bdi>
              </Text>
              <RoleChoice person={person} disabled={!mayChange} />
            </InlineGrid>
          </Box>
        ))}
        <Box padding="400">
          <Meanings />
        </Box>
      </Card>
    </Page>
  );
}

/** Choosing is doing: the role changes at once, and a refusal says why. */
function RoleChoice({ person, disabled }: { person: Person; disabled: boolean }) {
  const say = useWords();
  const bridge = useAppBridge();
  const me = useAdmin().agent.id;
  const fetcher = useFetcher<RoleChanged>();
  const asked = fetcher.json as { role?: string } | undefined;
  const done = fetcher.data;
  useEffect(() => {
    if (done?.changed) bridge.toast.show(say("settings.role_changed", { name: done.name }));
  }, [done, bridge, say]);
  const choose = (role: string) =>
    fetcher.submit({ agentId: person.id, role }, { method: "post", encType: "application/json" });
  return (
    <Select
      label={say("settings.role_of", { name: person.name })}
      labelHidden
      disabled={disabled || person.id === me || fetcher.state !== "idle"}
      options={roles.map((role) => ({ value: role, label: say(`settings.role_${role}`) }))}
      value={asked?.role ?? (isRole(person.role) ? person.role : "none")}
      error={done && !done.changed ? say(`settings.role_${done.because}`) : false}
      onChange={choose}
    />
  );
}

function Meanings() {
  const say = useWords();
  const explained = roles.filter((role): role is Exclude<Role, "none"> => role !== "none");
  return (
    <BlockStack gap="100">
      {explained.map((role) => (
        <Text key={role} as="p" tone="subdued">
          {say("settings.role_means", {
            role: say(`settings.role_${role}`),
            meaning: say(`settings.means_${role}`),
          })}
        </Text>
      ))}
    </BlockStack>
  );
}

export function ErrorBoundary() {
  return <Failed backTo={{ url: "/app/settings", label: useWords()("settings.title") }} />;
}
