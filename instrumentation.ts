/** Runs once inside Next, before the site says "Ready". */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { start } = await import("@/lib/services/boot/start");
  await start();
}
