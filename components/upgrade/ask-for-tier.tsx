import { momentWords } from "@/components/ui/moment-words";
import type { UpgradeRequestState } from "@/components/upgrade/use-upgrade-request";
import { Dot } from "@/components/ui/state";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

export type AskForTierProps = {
  /** Of the tier, for people. */
  name: string;
  upgrade: UpgradeRequestState;
  note: string;
  onNote: (note: string) => void;
};

/** The note to an admin, or what became of the request. Drawn in the browser only: it tells local times. */
export function AskForTier({ name, upgrade, note, onNote }: AskForTierProps) {
  const { request, failure } = upgrade;
  if (request?.state === "pending")
    return (
      <output className="flex items-start gap-2.5 rounded-lg bg-accent-soft px-3.5 py-2.5">
        <Dot kind="wait" className="mt-1.5" />
        <span className="min-w-0 wrap-anywhere">
          Asked on {momentWords(request.createdAt)}. You will get a notice here.
          {request.note ? <span className="block text-sm text-text-2">Your note: {request.note}</span> : null}
        </span>
      </output>
    );
  return (
    <>
      {request?.state === "declined" ? (
        <output className="flex items-start gap-2.5 rounded-lg bg-wait-soft px-3.5 py-2.5">
          <Dot kind="wait" className="mt-1.5" />
          <span className="min-w-0 wrap-anywhere">
            An admin declined on {momentWords(request.decidedAt ?? request.createdAt)}
            {request.reason ? `: ${request.reason}` : "."}{" "}
            <span className="block text-sm text-text-2">You can ask again.</span>
          </span>
        </output>
      ) : null}
      <Field
        label={
          <>
            Ask an admin for {name} <span className="font-normal text-text-3">(optional note)</span>
          </>
        }
        hint="An admin sees this note and your account tier, not your chats."
        error={failure}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={500}
            placeholder="What you need it for, and until when"
            value={note}
            onChange={(event) => onNote(event.target.value)}
          />
        )}
      </Field>
    </>
  );
}
