import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ModelsPanel } from "@/components/admin/models/models-panel";
import { getActor } from "@/lib/auth/actor";

export const metadata: Metadata = { title: "Models" };

export default async function AdminModelsPage() {
  const actor = await getActor();
  if (actor?.role !== "admin") notFound();
  return <ModelsPanel />;
}
