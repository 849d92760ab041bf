const heartbeatMs = 15_000;

/** @param {number} begun from performance.now() */
export const seconds = (begun) => `${((performance.now() - begun) / 1000).toFixed(1)} s`;

/**
 * Says what begins and how long it took, and in between that it is still going.
 * @template T
 * @param {string} title such as "Installing packages"
 * @param {() => Promise<T>} run
 * @returns {Promise<T>}
 */
export async function step(title, run) {
  const begun = performance.now();
  process.stdout.write(`· ${title} …\n`);
  const beat = setInterval(
    () => process.stdout.write(`    still at it (${seconds(begun)})\n`),
    heartbeatMs,
  ).unref();
  try {
    const result = await run();
    process.stdout.write(`✓ ${title} (${seconds(begun)})\n`);
    return result;
  } catch (error) {
    process.stdout.write(`✗ ${title} (${seconds(begun)})\n`);
    throw error;
  } finally {
    clearInterval(beat);
  }
}
