import { useRevalidator } from "@remix-run/react";
import { Banner, BlockStack, Button, InlineGrid, InlineStack, Page, Text } from "@shopify/polaris";
import { useMemo, useState } from "react";

import type { Policy } from "~/returns/policy/document";
import type { DraftState } from "~/returns/policy/keep.server";
import { problemsIn } from "~/returns/policy/problems";
import { useAdmin, useLocale, useMay, useWords } from "~/ui/admin";

import { KnownHere } from "./control/known";
import { knownOf } from "./control/known-of";
import { Parts } from "./parts/parts";
import { Preview } from "./preview/preview";
import { madeUp, type Sample } from "./preview/sample";
import { byPlace, placed } from "./problem-text";
import { Problems } from "./problems";
import { difference, isNothing } from "./publish/difference";
import { Publish } from "./publish/publish";
import { Versions, type Version } from "./publish/versions";
import type { Country } from "./rule/countries";
import type { Speaker } from "./rule/values";
import { Rules } from "./rules";
import { Clash, SavedLine } from "./saved-line";
import { useDocument, type Document } from "./use-document";
import { useSaving } from "./use-saving";

type Props = {
  readonly draft: DraftState;
  readonly published: Policy;
  readonly samples: readonly Sample[];
  readonly versions: readonly Version[];
  readonly countries: readonly Country[];
};

/** The return policy as sentences, with what a shopper would see beside it. */
export function Editor({ draft, published, samples, versions, countries }: Props) {
  const say = useWords();
  const mayChange = useMay()("settings:change");
  // Who cannot change it sees what counts, not what somebody is still writing.
  const begun = mayChange ? draft : { ...draft, policy: published };
  const document = useDocument(begun.policy);
  const { policy } = document;
  const keeping = useSaving(policy, begun);
  const { revalidate } = useRevalidator();
  const [isPublishing, setPublishing] = useState(false);
  const speaker = useSpeaker(policy, countries);
  const problems = placed(problemsIn(policy), policy, speaker);
  const known = useMemo(() => ({ ...knownOf(policy, samples), countries }), [policy, samples, countries]);
  const changes = difference(published, policy);
  const publishable = problems.length === 0 && !isNothing(changes) && keeping.saving.state === "saved";
  const done = (version: number) => {
    setPublishing(false);
    keeping.settle({ policy, version, savedAt: null });
    revalidate();
  };
  const shared = { document, speaker, problems: byPlace(problems), disabled: !mayChange };
  return (
    <Page
      fullWidth
      title={say("editor.title")}
      subtitle={say(mayChange ? "editor.intro" : "editor.read_only")}
      backAction={{ content: say("settings.title"), url: "/app/settings" }}
      {...(mayChange && {
        primaryAction: {
          content: say("editor.publish"),
          disabled: !publishable,
          onAction: () => setPublishing(true),
        },
      })}
    >
      <KnownHere.Provider value={known}>
        <BlockStack gap="400">
          {mayChange && <Standing {...{ keeping, document, problems: problems.length, changes }} />}
          <Problems problems={problems} />
          <InlineGrid columns={{ xs: 1, lg: "minmax(0, 2fr) minmax(0, 1fr)" }} gap="400">
            <BlockStack gap="600">
              <Rules {...shared} />
              <Parts {...shared} />
              <Versions versions={versions} take={mayChange ? takeInto(document, say) : null} />
            </BlockStack>
            <div className="gt-beside">
              <Preview policy={policy} samples={useSamples(samples)} />
            </div>
          </InlineGrid>
        </BlockStack>
      </KnownHere.Provider>
      {isPublishing && (
        <Publish changes={changes} since={keeping.since} close={() => setPublishing(false)} done={done} />
      )}
    </Page>
  );
}

type Say = ReturnType<typeof useWords>;

function takeInto(document: Document, say: Say) {
  return (policy: Policy, version: number) => document.drop(policy, say("editor.version_taken", { version }));
}

function useSpeaker({ reasons }: Policy, countries: readonly Country[]): Speaker {
  const say = useWords();
  const locale = useLocale();
  const { currency } = useAdmin().shop;
  const names = useMemo(() => new Map(countries.map(({ value, label }) => [value, label])), [countries]);
  return { say, locale, currency, reasons, countries: names };
}

/** The shop's own orders, or one that is made up. */
function useSamples(samples: readonly Sample[]): readonly [Sample, ...Sample[]] {
  const say = useWords();
  const { currency } = useAdmin().shop;
  const [first, ...others] = samples;
  const titles = [say("editor.sample_product"), say("editor.sample_second")] as const;
  const invented = madeUp(currency, say("editor.sample_made_up"), titles);
  return first ? [first, ...others, invented] : [invented];
}

type StandingProps = {
  readonly keeping: ReturnType<typeof useSaving>;
  readonly document: Document;
  readonly problems: number;
  readonly changes: ReturnType<typeof difference>;
};

/** Where the draft stands: saved or not, what was just taken away, what somebody else did, why it cannot go live. */
function Standing({ keeping, document, problems, changes }: StandingProps) {
  const say = useWords();
  const { saving, save, insist, settle } = keeping;
  const { undo, policy, change } = document;
  return (
    <BlockStack gap="300">
      <div className="gt-edge">
        <InlineStack gap="300" blockAlign="center">
          <SavedLine saving={saving} again={() => void save()} />
          <Text as="span" tone="subdued">
            {whyNotYet(problems, isNothing(changes), say)}
          </Text>
        </InlineStack>
      </div>
      {saving.state === "clash" && (
        <Clash
          theirs={saving.theirs}
          mine={policy}
          keepMine={() => void insist(saving.theirs)}
          takeTheirs={() => {
            settle(saving.theirs);
            change(saving.theirs.policy);
          }}
        />
      )}
      {undo && (
        <Banner tone="info">
          <InlineStack gap="300" blockAlign="center">
            <Text as="p" breakWord>
              {undo.said}
            </Text>
            <Button onClick={undo.act}>{say("editor.undo")}</Button>
          </InlineStack>
        </Banner>
      )}
    </BlockStack>
  );
}

function whyNotYet(problems: number, isSame: boolean, say: Say): string {
  if (problems > 0) return say("editor.publish_errors");
  return isSame ? say("editor.publish_same") : "";
}
