import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AuditPanel } from "@/components/admin/audit/audit-panel";
import { filtersOf } from "@/components/admin/audit/filters";
import { getActor } from "@/lib/auth/actor";
import { listAuditActions } from "@/lib/services/audit/list-actions";

export const metadata: Metadata = { title: "Audit" };

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function AuditPage({ searchParams }: { searchParams: Params }) {
  const actor = await getActor();
  if (actor?.role !== "admin") notFound();
  return <AuditPanel filters={filtersOf(await searchParams)} actions={listAuditActions()} />;
}
