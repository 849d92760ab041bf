import { buildProviders } from "@/lib/providers/build-providers";
import type { Provider } from "@/lib/providers/provider";
import { singleton } from "@/lib/shared/singleton";

const providers = () =>
  singleton("providers", () => new Map(buildProviders().map((provider) => [provider.id, provider])));

/** The provider of that slug; undefined when this site has none. */
export function getProvider(id: string): Provider | undefined {
  return providers().get(id);
}

/** All of them, also those that are off: llamacpp, ollama, openai, then the further endpoints in the operator's order. */
export function listProviders(): Provider[] {
  return [...providers().values()];
}

/** Replaces the whole set, for engines that the environment does not name. */
export function setProviders(set: readonly Provider[]): void {
  providers().clear();
  for (const provider of set) providers().set(provider.id, provider);
}
