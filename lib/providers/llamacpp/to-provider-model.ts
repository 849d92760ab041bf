import type { ModelStatus } from "@/lib/contract/models";
import type { PoolStatus, SidecarModel } from "@/lib/contract/sidecar";
import { modelTitle } from "@/lib/providers/llamacpp/model-title";
import type { ProviderModel } from "@/lib/providers/provider";

/** The pool's states as people see them: a model on its way out is draining until it is cold. */
export function toModelStatus(status: PoolStatus): ModelStatus {
  return status === "unloading" ? "draining" : status;
}

export function toProviderModel(model: SidecarModel): ProviderModel {
  const reason = model.invalid ?? (model.status === "failed" ? model.error : undefined);
  return {
    id: model.id,
    displayName: modelTitle(model.id, model.displayName),
    status: model.invalid === undefined ? toModelStatus(model.status) : "failed",
    ...(model.status === "loading" && model.progress && { progress: model.progress.value }),
    ...(model.etaMs !== undefined && { etaMs: model.etaMs }),
    ...(model.etaP90Ms !== undefined && { etaP90Ms: model.etaP90Ms }),
    ...(reason !== undefined && { reason }),
    ...(model.invalid !== undefined && { invalid: true }),
    sizeBytes: model.sizeBytes,
    ...(model.parameterCount !== undefined && { parameterCount: model.parameterCount }),
    ...(model.contextLength !== undefined && { contextLength: model.contextLength }),
    ...(model.quantization !== undefined && { quantization: model.quantization }),
    ...(model.demo && { demo: true }),
    capabilities: model.capabilities,
  };
}
