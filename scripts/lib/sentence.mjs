/** An error that is meant for the person at the terminal: printed without a stack. */
export class Sentence extends Error {
  name = "Sentence";
}

/**
 * Runs a script's main function; a Sentence is printed as it is, anything else with its stack. Exit code 1 for both.
 * @param {() => Promise<unknown>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`\n${error instanceof Sentence ? error.message : (error?.stack ?? error)}\n`);
    process.exit(1);
  }
}
