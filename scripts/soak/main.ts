import { runSoak } from "@/scripts/soak/run-soak";

const mostGrowth = 0.1;
const [answers = 2_000, seed = 1] = process.argv.slice(2).map(Number);
const users = 8;
const mostMs = 20 * 60_000;
const switchShare = 0.05;

console.log(`Soak: ${answers} answers, ${users} users, seed ${seed}`);
const { record, memory, tookMs } = await runSoak({
  answers,
  users,
  seed,
  switchShare,
  mostMs,
  warmUpAnswers: 100,
  onProgress: (asked) => console.log(`  … ${asked} answers asked for`),
});
for (const line of record.lines(tookMs)) console.log(`  ${line}`);
const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
const { startBytes, endBytes } = memory ?? { startBytes: 0, endBytes: 0 };
const growth = endBytes / startBytes - 1;
console.log(
  `  memory ${mb(startBytes)} → ${mb(endBytes)} (${(growth * 100).toFixed(1)} %, at most ±${mostGrowth * 100} %)`,
);
if (Math.abs(growth) > mostGrowth) record.violation(`the memory changed by ${(growth * 100).toFixed(1)} %`);
for (const violation of record.violations) console.log(`  BROKEN: ${violation}`);
console.log(record.violations.length === 0 ? "Every promise was kept." : "Promises were broken.");
process.exit(record.violations.length === 0 ? 0 : 1);
