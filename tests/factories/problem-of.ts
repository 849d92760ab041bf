import { isProblemError } from "@/lib/errors";

/** What a piece of work failed with: a problem's code, members and sentence, any other error as it is, undefined for none. */
export async function problemOf(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  return isProblemError(error) ? { code: error.code, ...error.members, detail: error.message } : error;
}
