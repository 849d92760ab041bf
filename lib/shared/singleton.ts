/**
 * One instance per process, whatever the number of bundles: Next bundles a module more than once, so a plain
 * module variable would exist once per bundle. The only place that touches globalThis for this.
 */
export function singleton<T>(name: string, make: () => T): T {
  const key = Symbol.for(`switchyard.${name}`);
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  return (store[key] ??= make());
}
