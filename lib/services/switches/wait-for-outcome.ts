import type { Answer, RunningSwitch } from "@/lib/services/switches/running-switches";

const longestWaitMs = 120_000;

/** What is known of a switch that warms. */
export function warmingAnswer({ attempt, wait }: RunningSwitch): Answer {
  return {
    success: true,
    provider: attempt.to?.provider ?? "",
    model: attempt.to?.model ?? "",
    switchId: attempt.id,
    state: "warming",
    etaMs: wait.etaMs,
    etaP90Ms: wait.etaP90Ms ?? null,
    queuePosition: wait.position ?? null,
  };
}

/** Waits for the end of a switch; after 120 s it goes on without its client. @throws ProblemError that it ended with */
export async function waitForOutcome(running: RunningSwitch): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), longestWaitMs);
    timer.unref();
  });
  try {
    return (await Promise.race([running.outcome, tooLong])) ?? warmingAnswer(running);
  } finally {
    clearTimeout(timer);
  }
}
