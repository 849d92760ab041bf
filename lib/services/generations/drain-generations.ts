import { liveAnswers } from "@/lib/services/generations/live-answers";

/**
 * For the end of the process: new messages are refused with `shutting_down`, running answers may finish until the
 * deadline, the rest are cut and saved as `interrupted`.
 * @returns how many were cut; resolves when everything is saved
 */
export async function drainGenerations({ deadlineMs }: { deadlineMs: number }): Promise<{ cut: number }> {
  let cut = 0;
  const deadline = setTimeout(() => {
    cut = liveAnswers().all().length;
    liveAnswers().cut();
  }, deadlineMs);
  await liveAnswers().drain();
  clearTimeout(deadline);
  return { cut };
}
