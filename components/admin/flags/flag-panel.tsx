"use client";

import { useState } from "react";
import { audienceWords, flagEffect } from "@/components/admin/flags/flag-words";
import { NamedPeople, type Person } from "@/components/admin/flags/named-people";
import { useFlag } from "@/components/admin/flags/use-flag";
import type { TierName } from "@/components/admin/tier-names";
import { Page, Section } from "@/components/layout/page";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioRows } from "@/components/ui/radio-rows";
import { SaveBar } from "@/components/ui/save-bar";
import { State } from "@/components/ui/state";
import type { Flag } from "@/lib/contract/flags";

export type FlagPanelProps = { flag: Flag; tiers: TierName[]; people: Person[] };

/** Who sees the tier selector: an off switch, a share, account tiers, named people. */
export function FlagPanel({ flag, tiers, people }: FlagPanelProps) {
  const { saved, draft, state, changed, set, save, discard } = useFlag(flag);
  const [known, setKnown] = useState(people);
  const title = tiers.map(({ displayName }) => displayName).join(" · ");
  return (
    <Page
      width="reading"
      title="Tier selector"
      lead={`The row ${title} below the message field, with which a person changes the tier in one click. Here you say who has it.`}
    >
      {state.step === "conflict" ? (
        <Banner
          kind="wait"
          role="alert"
          title="Somebody else changed this meanwhile. Nothing of yours was saved."
          action={
            <Button size="sm" onClick={discard}>
              Take theirs
            </Button>
          }
        >
          Saved by them: {audienceWords(saved, tiers)} Your entries are kept below; saving puts them in place
          of theirs.
        </Banner>
      ) : null}
      {state.step === "failed" ? (
        <Banner kind="fail" role="alert" title="The change was not saved.">
          {state.why} Your entries are kept below; try again.
        </Banner>
      ) : null}
      <Section title="Now">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-line bg-surface px-4 py-3">
          <State kind={saved.enabled ? "ready" : "off"}>{saved.enabled ? "on" : "off"}</State>
          <p>{audienceWords(saved, tiers)}</p>
        </div>
      </Section>
      <Section title="On or off">
        <RadioRows
          label="On or off"
          value={draft.enabled ? "on" : "off"}
          rows={[
            {
              value: "on",
              label: "On, for those below",
              hint: "Everybody else chooses from the list of models.",
            },
            {
              value: "off",
              label: "Off, for everybody",
              hint: "The list of models, the name of the active one and every chat go on working. What is chosen below is kept.",
            },
          ]}
          onChoose={(value) => set({ enabled: value === "on" })}
        />
      </Section>
      <Section title="For whom" lead="Any of these is enough.">
        <div className="grid gap-5 rounded-lg border border-line bg-surface px-4 py-4">
          <Field
            label="Share of all people"
            hint="Always the same people; raising it only adds some. 100 is everybody."
          >
            {(control) => (
              <span className="flex items-center gap-2">
                <Input
                  {...control}
                  type="number"
                  inputMode="numeric"
                  min={0}
                  max={100}
                  step={1}
                  value={draft.percentage}
                  onChange={(event) => set({ percentage: wholePercent(event.target.value) })}
                  className="max-w-24 tabular-nums"
                />
                %
              </span>
            )}
          </Field>
          <fieldset className="grid gap-1">
            <legend className="mb-1 text-sm font-medium">Account tiers</legend>
            {tiers.map(({ id, displayName }) => (
              <label
                key={id}
                className="flex min-h-8 cursor-pointer items-center gap-2.5 max-md:min-h-control"
              >
                <Checkbox
                  checked={draft.tiers.includes(id)}
                  onChange={(event) =>
                    set({
                      tiers: event.target.checked
                        ? [...draft.tiers, id]
                        : draft.tiers.filter((other) => other !== id),
                    })
                  }
                />
                Everybody with {displayName}
              </label>
            ))}
          </fieldset>
          <NamedPeople
            ids={draft.userIds}
            known={known}
            onAdd={(person) => {
              setKnown((before) => [...before, person]);
              set({ userIds: [...new Set([...draft.userIds, person.id])] });
            }}
            onRemove={(id) => set({ userIds: draft.userIds.filter((other) => other !== id) })}
          />
        </div>
      </Section>
      <output className={state.step === "saved" ? "text-sm text-text-3" : "sr-only"}>
        {state.step === "saved" ? "Saved. It counts from now on." : ""}
      </output>
      {changed ? (
        <SaveBar
          title="Not saved"
          effect={flagEffect(saved, draft, tiers)}
          actions={
            <>
              <Button variant="quiet" onClick={discard}>
                Discard
              </Button>
              <Button
                variant={saved.enabled && !draft.enabled ? "danger" : "primary"}
                busy={state.step === "saving"}
                onClick={() => void save()}
              >
                {saved.enabled && !draft.enabled ? "Switch off for everybody" : "Save the change"}
              </Button>
            </>
          }
        />
      ) : null}
    </Page>
  );
}

/** What was typed, as the API takes it: 0 to 100, whole. */
function wholePercent(text: string): number {
  const value = Math.round(Number(text));
  return Number.isFinite(value) ? Math.min(100, Math.max(0, value)) : 0;
}
