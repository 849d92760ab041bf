"use client";

import { useId, useState, type FormEvent, type ReactNode } from "react";
import { FormFailure } from "@/components/auth/form-failure";
import { Button } from "@/components/ui/button";
import { Dialog, type DialogProps } from "@/components/ui/dialog";
import type { RequestResult } from "@/lib/client/request-json";
import type { Problem } from "@/lib/contract/problem";

export type FormDialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  description: string;
  /** On the button that sends, and while it is sending. */
  verb: { idle: string; busy: string };
  /** Where to see whether it was made after all, when no answer came: "whether the tier is in the matrix". */
  lookup: string;
  /** @returns what became of it; null when something is missing and nothing was sent */
  send: (fields: FormData) => Promise<RequestResult<unknown> | null>;
  /** The fields. */
  children: (told: FormTold) => ReactNode;
  /** What stands in the place of the form once it was sent; without it the dialog is closed by `send`. */
  done?: Pick<DialogProps, "title" | "description" | "actions" | "children"> | null;
};

/** What the server said against the fields, until `forget` or the next try. */
export type FormTold = {
  problem: Problem | null;
  /** Of one field. */
  issue: (path: string) => string | undefined;
  forget: () => void;
};

type State = { step: "asking" | "busy" } | { step: "refused"; problem: Problem | null };

/** A dialog that makes something new. A refusal is told above the fields, and what was entered is kept. */
export function FormDialog(props: FormDialogProps) {
  const { open, onClose, title, description, verb, lookup, send, children, done } = props;
  const form = useId();
  const [state, setState] = useState<State>({ step: "asking" });
  const forget = () => setState({ step: "asking" });
  const close = () => {
    forget();
    onClose();
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setState({ step: "busy" });
    const result = await send(new FormData(event.currentTarget));
    if (!result || result.ok) forget();
    else setState({ step: "refused", problem: result.problem });
  };
  const problem = state.step === "refused" ? state.problem : null;
  const issue = (path: string) => problem?.issues?.find((one) => one.path === path)?.message;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? undefined : close())}
      {...(done ?? {
        title,
        description,
        actions: (
          <>
            <Button variant="quiet" onClick={close}>
              Discard
            </Button>
            <Button type="submit" form={form} variant="primary" busy={state.step === "busy"}>
              {state.step === "busy" ? verb.busy : verb.idle}
            </Button>
          </>
        ),
        children: (
          <>
            {state.step === "refused" ? (
              <FormFailure>
                {problem?.detail ??
                  `The server did not answer. Your entry was kept. Look ${lookup}, then try again.`}
              </FormFailure>
            ) : null}
            {/* The dialog's buttons stand outside; Enter in a field sends as well. */}
            <form id={form} className="grid gap-4 py-1" onSubmit={(event) => void submit(event)}>
              {children({ problem, issue, forget })}
            </form>
          </>
        ),
      })}
    />
  );
}
