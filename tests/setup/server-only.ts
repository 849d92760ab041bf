// Stands in for the package `server-only`, which resolves only inside Next.
export {};
