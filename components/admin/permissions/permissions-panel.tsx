"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { AddTierDialog } from "@/components/admin/permissions/add-tier-dialog";
import { AvailabilitySection } from "@/components/admin/permissions/availability-section";
import { GrantsSection } from "@/components/admin/permissions/grants-section";
import { MatrixSection } from "@/components/admin/permissions/matrix-section";
import { useMatrix } from "@/components/admin/permissions/use-matrix";
import { Page } from "@/components/layout/page";
import { Button } from "@/components/ui/button";
import type { AdminTier, Permissions } from "@/lib/contract/entitlements";

export type PermissionsPanelProps = { permissions: Permissions; tiers: AdminTier[] };

/** Who may use what: the matrix, grants beyond it, and models that are closed for everybody. */
export function PermissionsPanel(initial: PermissionsPanelProps) {
  const matrix = useMatrix(initial);
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title="Permissions"
      lead="Which account may use which tier. The same answer counts for the picker, retries, fallbacks and API keys."
      actions={
        <Button onClick={() => setAdding(true)}>
          <Plus aria-hidden />
          Account tier
        </Button>
      }
    >
      <MatrixSection matrix={matrix} />
      <GrantsSection tiers={matrix.tiers} matrix={matrix.saved} />
      <AvailabilitySection tiers={matrix.tiers} />
      <AddTierDialog open={adding} onClose={() => setAdding(false)} onAdded={() => void matrix.addTier()} />
    </Page>
  );
}
