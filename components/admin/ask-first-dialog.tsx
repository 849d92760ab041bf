"use client";

import { useState, type ReactNode } from "react";
import { FormFailure } from "@/components/auth/form-failure";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

export type AskFirstWords = {
  title: string;
  /** What would happen, and what it costs. */
  effect: string;
  verb: string;
  /** On the button that changes nothing. */
  keep: string;
  /** It takes something away. */
  ends: boolean;
};

export type AskFirstDialogProps<Asked> = {
  /** null = closed. */
  asked: Asked | null;
  words: (asked: Asked) => AskFirstWords;
  /** @returns why it failed and what holds now; null when it is done, and the dialog closes */
  act: (asked: Asked) => Promise<string | null>;
  onClose: () => void;
  /** What has to be said besides yes. */
  children?: (asked: Asked) => ReactNode;
};

/** Says what a change does before it is made; a failure is told in place. */
export function AskFirstDialog<Asked>({ asked, words, act, onClose, children }: AskFirstDialogProps<Asked>) {
  const [state, setState] = useState<{ step: "asking" | "busy" } | { step: "failed"; why: string }>({
    step: "asking",
  });
  // The words stay while the dialog moves out.
  const [last, setLast] = useState(asked);
  if (asked !== null && asked !== last) setLast(asked);
  const { title, effect, verb, keep, ends } = last === null ? noWords : words(last);

  const close = () => {
    setState({ step: "asking" });
    onClose();
  };
  const go = async () => {
    if (asked === null) return;
    setState({ step: "busy" });
    const why = await act(asked);
    if (why === null) close();
    else setState({ step: "failed", why });
  };

  return (
    <Dialog
      open={asked !== null}
      onOpenChange={(open) => (open ? undefined : close())}
      title={title}
      description={effect}
      actions={
        <>
          <Button variant="quiet" onClick={close}>
            {keep}
          </Button>
          <Button
            variant={ends ? "danger" : "primary"}
            busy={state.step === "busy"}
            onClick={() => void go()}
          >
            {verb}
          </Button>
        </>
      }
    >
      {state.step === "failed" ? <FormFailure>{state.why}</FormFailure> : null}
      {last === null ? null : children?.(last)}
    </Dialog>
  );
}

/** Of a dialog that has not been open yet: nobody sees them. */
const noWords: AskFirstWords = { title: "", effect: "", verb: "", keep: "", ends: false };
