import { expect, test } from "vitest";
import { runSoak } from "@/scripts/soak/run-soak";

/** Usually half a minute. */
const slowMachineMs = 300_000;

/** The short version of `npm run soak`: the real engine, three models in the room of two, kills of every kind, without a look at the memory. */
test(
  "switches, cancels, reloads and kills cut no answer but those that a kill met",
  async () => {
    const { record } = await runSoak({
      answers: 48,
      users: 8,
      seed: 1,
      switchShare: 0.1,
      warmUpAnswers: null,
      mostMs: slowMachineMs,
    });
    expect(record.violations).toEqual([]);
    const { completed, cancelled, interrupted, runnerKills, managerKills } = record.counts;
    expect({ runnerKills, managerKills }).toEqual({ runnerKills: 2, managerKills: 1 });
    expect(completed + cancelled + interrupted).toBeGreaterThanOrEqual(40);
    expect(completed).toBeGreaterThan(16);
  },
  2 * slowMachineMs,
);
