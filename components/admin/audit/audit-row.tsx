"use client";

import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { factsOf } from "@/components/admin/audit/facts";
import {
  actionName,
  actorName,
  durationWords,
  outcomeDot,
  outcomeName,
} from "@/components/admin/audit/words";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { State } from "@/components/ui/state";
import { Cell, Row, RowHead } from "@/components/ui/table";
import type { AuditItem } from "@/lib/contract/audit";

const when = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

export const auditColumns = 6;

/** One row of the trail; opened, everything that it holds. */
export function AuditRow({ item }: { item: AuditItem }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const { seq, at, actor, action, outcome, target, reason } = item;
  const time = when.format(new Date(at));
  const elapsedMs = elapsedOf(item);
  return (
    <>
      <Row className={open ? "md:*:border-b-0!" : undefined}>
        <RowHead className="md:w-36 md:whitespace-nowrap">
          <time dateTime={at} className="tabular-nums">
            {time}
          </time>
        </RowHead>
        <Cell label="Who">
          <span className="wrap-anywhere max-md:text-right">{actorName(actor)}</span>
        </Cell>
        <Cell label="What">
          <span className="wrap-anywhere max-md:text-right">
            <span className="block">{actionName(action)}</span>
            <span className="block text-xs wrap-anywhere text-text-3">{whatOf(item) ?? target}</span>
          </span>
        </Cell>
        <Cell label="Outcome">
          <span className="grid max-md:justify-items-end">
            <State kind={outcomeDot(outcome)}>{outcomeName(outcome)}</State>
            {reason && reason !== outcome ? (
              <span className="text-xs wrap-anywhere text-text-3">{outcomeName(reason)}</span>
            ) : null}
          </span>
        </Cell>
        <Cell label="Took" className="tabular-nums md:text-right md:whitespace-nowrap">
          {elapsedMs === null ? "–" : durationWords(elapsedMs)}
        </Cell>
        <Cell className="max-md:justify-end! md:w-12">
          <IconButton
            label={`Details of row ${seq}, ${time}`}
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={() => setOpen(!open)}
          >
            <ChevronDown aria-hidden className={classNames("transition-transform", open && "rotate-180")} />
          </IconButton>
        </Cell>
      </Row>
      {open ? (
        <tr id={id} className="border-line max-md:block max-md:border-b md:last:*:border-b-0">
          <td
            colSpan={auditColumns}
            className="bg-sunken px-4.5 py-3 max-md:block md:border-b md:border-line"
          >
            <dl className="grid gap-x-6 gap-y-1 text-sm md:grid-cols-[max-content_1fr]">
              {factsOf(item).map(({ name, value, mono }) => (
                <div key={name} className="contents max-md:block max-md:py-0.5">
                  <dt className="text-text-3">{name}</dt>
                  <dd className={classNames("wrap-anywhere", mono && "font-mono text-key leading-5")}>
                    {value}
                  </dd>
                </div>
              ))}
            </dl>
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** Of a switch, where from and where to. */
function whatOf({ action, from, to }: AuditItem): string | null {
  if (action !== "model.switch") return null;
  const [before, after] = [modelOf(from), modelOf(to)];
  return after ? (before ? `${before} to ${after}` : after) : null;
}

function modelOf(side: unknown): string | null {
  const model = (side as { model?: unknown } | null | undefined)?.model;
  return typeof model === "string" ? model : null;
}

function elapsedOf({ details }: AuditItem): number | null {
  const elapsed = (details as { elapsedMs?: unknown } | null | undefined)?.elapsedMs;
  return typeof elapsed === "number" ? elapsed : null;
}
