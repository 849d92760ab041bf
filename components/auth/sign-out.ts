/**
 * Ends this session on the server, then shows the sign-in page. A full page load, so that nothing of the former
 * person stays in memory. Throws when the server does not answer.
 */
export async function signOut(): Promise<void> {
  const csrf: { csrfToken: string } = await (await fetch("/api/auth/csrf")).json();
  const answer = await fetch("/api/auth/signout", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken: csrf.csrfToken, callbackUrl: "/sign-in", json: "true" }),
  });
  if (!answer.ok) throw new Error(`sign-out answered ${answer.status}`);
  window.location.assign("/sign-in");
}
