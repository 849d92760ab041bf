/** The model used last at each provider, kept in this browser: what "use Ollama" means. */
const key = (provider: string) => `switchyard.last-model.${provider}`;

export function rememberModel(provider: string, model: string): void {
  try {
    localStorage.setItem(key(provider), model);
  } catch {
    // Storage is refused: the first allowed model is offered instead.
  }
}

export function recallModel(provider: string): string | null {
  try {
    return localStorage.getItem(key(provider));
  } catch {
    return null;
  }
}
