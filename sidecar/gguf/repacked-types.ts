import { readFileSync } from "node:fs";

/** With AMX llama.cpp keeps nearly everything a second time, in tiles. */
const onAmx = ["F16", "Q4_0", "Q4_1", "Q8_0", "Q4_K", "Q5_K", "Q6_K", "IQ4_XS"];
const onX64 = ["Q4_0", "Q4_K", "Q2_K", "IQ4_NL", "MXFP4"];
const onArm = ["Q4_0", "Q4_K", "Q5_K", "Q6_K", "Q8_0", "Q2_K", "IQ4_NL", "MXFP4"];

let here: ReadonlySet<string> | undefined;

/**
 * Tensor types that llama.cpp copies on this machine's CPU into a layout that is faster to multiply, at load; the mapped
 * original stays. Source: ggml-cpu's repack and amx buffers; measured with AMX (its log: "AMX model buffer size").
 */
export function repackedTypesHere(): ReadonlySet<string> {
  here ??= new Set(process.arch === "arm64" ? onArm : hasAmx() ? onAmx : onX64);
  return here;
}

function hasAmx(): boolean {
  try {
    return /\bamx_int8\b/.test(readFileSync("/proc/cpuinfo", "utf8"));
  } catch {
    return false;
  }
}
