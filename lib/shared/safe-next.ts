const nowhere = "http://site.invalid";
/** Pages that make no sense after signing in, and what is no page. */
const notAfterSignIn = /^\/(sign-in|setup|register|api|v1|_next)(\/|$)/;

/**
 * Where to go after signing in, from `?next=`. Only an address on this site: a path, perhaps with query and hash.
 * Everything else leads to the chats.
 */
export function safeNext(next: string | string[] | null | undefined): string {
  if (typeof next !== "string" || !next.startsWith("/")) return "/";
  let target: URL;
  try {
    target = new URL(next, nowhere);
  } catch {
    return "/";
  }
  // Browsers read "//host", "/\host" and "/\t/host" as another host; the parser does too.
  if (target.origin !== nowhere || target.pathname.startsWith("//") || notAfterSignIn.test(target.pathname))
    return "/";
  return target.pathname + target.search + target.hash;
}
