"use client";

import Link from "next/link";
import { useState } from "react";
import { useViewer } from "@/components/layout/viewer";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useModels } from "@/lib/client/models";
import { findModel } from "@/lib/client/models-lookup";

/** While a demo is active: what it is, and the way to something better. Admins are led there, others are told whom to ask. */
export function DemoNote() {
  const models = useModels();
  const viewer = useViewer();
  const found = models.selection && findModel(models, models.selection);
  if (!found?.model.demo) return null;
  const { displayName } = found.model;
  return (
    <p className="demo-note px-2.5 pt-1 text-xs text-text-3">
      {displayName} is a tiny demo model.{" "}
      {viewer?.role === "admin" ? (
        <Link href="/admin/models" className="text-accent underline underline-offset-2">
          Get a real model
        </Link>
      ) : (
        <WhomToAsk name={displayName} />
      )}
    </p>
  );
}

function WhomToAsk({ name }: { name: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="text-accent underline underline-offset-2"
        onClick={() => setOpen(true)}
      >
        Get a real model
      </button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`${name} is a tiny demo model`}
        description="It ships with the site, so that everybody can try chatting and switching at once. It answers a few kinds of questions and gets most others wrong."
        actions={
          <Button variant="primary" onClick={() => setOpen(false)}>
            Close, go on with {name}
          </Button>
        }
      >
        <p className="text-text-2">
          Real models are added by the admins of this site, under Admin, Models. Ask one of them, or whoever
          gave you your account. A model that they add appears in your list by itself, and your chats go on
          with it.
        </p>
      </Dialog>
    </>
  );
}
