/** Wall-clock time in ms that never jumps while the process lives. */
export function clockMs(): number {
  return performance.timeOrigin + performance.now();
}
