import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { SaveBar, useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Checkbox, FormLayout, Layout, Page, Card, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";

import { enterAdmin } from "~/http/admin.server";
import { form } from "~/http/form";
import { changeSettings } from "~/shops/change.server";
import { settingsFrom, SettingsChange, type Settings } from "~/shops/settings";
import { LimitFields } from "~/routes/admin/money/limit-fields";
import { RetentionFields } from "~/routes/admin/settings/retention-fields";
import { useAdmin, useLocale, useMay, useWords } from "~/ui/admin";
import { OpeningHoursFields } from "~/ui/opening-hours-fields";

export const handle = { permission: "settings:see", action: "settings:change" } as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await enterAdmin(request, handle.permission);
  return { settings: settingsFrom(shop.settings), shopName: shop.name, storefrontUrl: shop.storefrontUrl };
}

export async function action({ request }: ActionFunctionArgs) {
  const desk = await enterAdmin(request, handle.action);
  return { saved: await changeSettings(desk, await form(request, SettingsChange)) };
}

const BAR = "settings-save-bar";

export default function SettingsPage() {
  const { settings, shopName, storefrontUrl } = useLoaderData<typeof loader>();
  const say = useWords();
  const may = useMay();
  const mayChange = may("settings:change");
  const { currency } = useAdmin().shop;
  const { draft, change, isChanged, reset } = useDraft(settings);
  const { save, busy } = useSaving(draft, settings);
  useSaveBar(isChanged);
  return (
    <Page
      title={say("settings.title")}
      subtitle={mayChange ? "" : say("settings.only_leads")}
      secondaryActions={[
        { content: say("editor.open"), url: "/app/policy" },
        { content: say("settings.team_open"), url: "/app/team" },
        ...(may("privacy:see") ? [{ content: say("privacy.title"), url: "/app/privacy" }] : []),
      ]}
    >
      <SaveBar id={BAR}>
        <button variant="primary" onClick={save} {...(busy ? { loading: "" } : {})}>
          {say("settings.save")}
        </button>
        <button onClick={reset}>{say("settings.discard")}</button>
      </SaveBar>
      <Layout>
        <Layout.AnnotatedSection title={say("settings.returns")} description={say("settings.returns_what")}>
          <Card>
            <ReturnFields draft={draft} change={change} disabled={!mayChange} />
          </Card>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection
          title={say("money.limits")}
          description={say("money.limits_what", { currency })}
        >
          <Card>
            <LimitFields draft={draft} change={change} disabled={!mayChange} />
          </Card>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={say("settings.hours")} description={say("settings.hours_what")}>
          <Card>
            <OpeningHoursFields
              hours={draft.chatOpen}
              disabled={!mayChange}
              onChange={(chatOpen) => change({ chatOpen })}
            />
          </Card>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={say("settings.contact")} description={say("settings.contact_what")}>
          <Card>
            <ContactFields {...{ draft, change, shopName, storefrontUrl, disabled: !mayChange }} />
          </Card>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={say("privacy.retention")} description={say("privacy.retention_what")}>
          <Card>
            <RetentionFields
              retention={draft.retention}
              disabled={!mayChange}
              onChange={(retention) => change({ retention })}
            />
          </Card>
        </Layout.AnnotatedSection>
      </Layout>
    </Page>
  );
}

type Fields = { draft: Settings; change: (part: Partial<Settings>) => void; disabled: boolean };

function ReturnFields({ draft, change, disabled }: Fields) {
  const say = useWords();
  return (
    <FormLayout>
      <TextField
        label={say("settings.window")}
        helpText={say("settings.window_help", { days: draft.returnWindowDays })}
        type="number"
        min={0}
        max={365}
        suffix={say("settings.days")}
        autoComplete="off"
        disabled={disabled}
        value={String(draft.returnWindowDays)}
        onChange={(value) =>
          change({ returnWindowDays: Math.min(365, Math.max(0, Math.trunc(Number(value) || 0))) })
        }
      />
      <Checkbox
        label={say("settings.restock")}
        checked={draft.restockReturned}
        disabled={disabled}
        onChange={(restockReturned) => change({ restockReturned })}
      />
      <BlockStack gap="100">
        <Text as="p" variant="bodyMd" fontWeight="medium">
          {say("settings.reasons")}
        </Text>
        <ReasonList reasons={draft.returnReasons} />
      </BlockStack>
    </FormLayout>
  );
}

function ReasonList({ reasons }: { reasons: Settings["returnReasons"] }) {
  const say = useWords();
  const locale = useLocale();
  return (
    <Text as="p" tone="subdued">
      {reasons.map(({ label, photo }) => `${label[locale]} (${say(`settings.photo_${photo}`)})`).join(" · ")}
    </Text>
  );
}

function ContactFields({
  draft,
  change,
  disabled,
  shopName,
  storefrontUrl,
}: Fields & { shopName: string; storefrontUrl: string }) {
  const say = useWords();
  const wrong = draft.contactUrl !== "" && !URL.canParse(draft.contactUrl);
  return (
    <FormLayout>
      <TextField
        label={say("settings.contact_page")}
        placeholder={`${storefrontUrl}/pages/contact`}
        type="url"
        autoComplete="off"
        disabled={disabled}
        value={draft.contactUrl}
        error={wrong ? say("settings.contact_wrong") : false}
        onChange={(contactUrl) => change({ contactUrl })}
      />
      <TextField
        label={say("settings.mail_name")}
        placeholder={shopName}
        autoComplete="off"
        maxLength={80}
        disabled={disabled}
        value={draft.mailName}
        onChange={(mailName) => change({ mailName })}
      />
      <Checkbox
        label={say("settings.survey")}
        helpText={say("settings.survey_help")}
        checked={draft.askForFeedback}
        disabled={disabled}
        onChange={(askForFeedback) => change({ askForFeedback })}
      />
    </FormLayout>
  );
}

function useDraft(settings: Settings) {
  const [draft, setDraft] = useState(settings);
  useEffect(() => setDraft(settings), [settings]);
  return {
    draft,
    change: (part: Partial<Settings>) => setDraft((known) => ({ ...known, ...part })),
    isChanged: JSON.stringify(draft) !== JSON.stringify(settings),
    reset: () => setDraft(settings),
  };
}

/** Sends only what was changed, so that two people who change different things both win. */
function useSaving(draft: Settings, saved: Settings) {
  const fetcher = useFetcher<typeof action>();
  const bridge = useAppBridge();
  const say = useWords();
  const done = fetcher.data?.saved;
  useEffect(() => {
    if (done) bridge.toast.show(say("settings.saved"));
  }, [done, bridge, say]);
  const keys = Object.keys(draft) as (keyof Settings)[];
  const changed = keys.filter((key) => JSON.stringify(draft[key]) !== JSON.stringify(saved[key]));
  const change = Object.fromEntries(changed.map((key) => [key, draft[key]]));
  return {
    save: () => fetcher.submit(change, { method: "post", encType: "application/json" }),
    busy: fetcher.state !== "idle",
  };
}

function useSaveBar(isChanged: boolean): void {
  const bridge = useAppBridge();
  useEffect(() => {
    void (isChanged ? bridge.saveBar.show(BAR) : bridge.saveBar.hide(BAR));
  }, [isChanged, bridge]);
}
