import { afterEach, expect, test, vi } from "vitest";
import { signInWithPassword } from "@/components/auth/sign-in-with-password";

/** A server that gives out a CSRF token and answers the sign-in as told; returns what was posted. */
function serverAnswers(answer: () => Response): { posted: URLSearchParams[] } {
  const posted: URLSearchParams[] = [];
  vi.stubGlobal("window", { location: { origin: "http://site.example" } });
  vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
    if (path === "/api/auth/csrf") return Response.json({ csrfToken: "token" });
    posted.push(new URLSearchParams(String(init?.body)));
    return answer();
  });
  return { posted };
}

afterEach(() => vi.unstubAllGlobals());

test("email, password and the CSRF token are sent, and a good answer signs in", async () => {
  const { posted } = serverAnswers(() => Response.json({ url: "http://site.example/" }));
  expect(await signInWithPassword("a@b.org", "p&ss=word")).toEqual({ kind: "signed-in" });
  expect(Object.fromEntries(posted[0] ?? [])).toMatchObject({
    csrfToken: "token",
    email: "a@b.org",
    password: "p&ss=word",
  });
});

test("a refusal says how many tries the limit still allows", async () => {
  serverAnswers(() =>
    Response.json(
      { url: "http://site.example/sign-in?error=CredentialsSignin" },
      { status: 401, headers: { RateLimit: '"sign-in";r=3;t=840' } },
    ),
  );
  expect(await signInWithPassword("a@b.org", "x")).toEqual({ kind: "refused", triesLeft: 3 });
});

test("an error in a good status is no sign-in", async () => {
  serverAnswers(() => Response.json({ url: "/sign-in?error=CredentialsSignin" }));
  expect(await signInWithPassword("a@b.org", "x")).toEqual({ kind: "refused", triesLeft: null });
});

test("the limit is told apart from a wrong password, with its time", async () => {
  const problem = {
    type: "urn:x",
    title: "t",
    status: 429,
    detail: "d",
    code: "rate_limited",
    requestId: "r",
    retryAfterMs: 61_000,
  };
  serverAnswers(() => Response.json(problem, { status: 429 }));
  expect(await signInWithPassword("a@b.org", "x")).toEqual({ kind: "limited", retryAfterMs: 61_000 });
});

test("a failing server and a lost connection are no wrong password", async () => {
  serverAnswers(() => new Response("", { status: 500 }));
  expect(await signInWithPassword("a@b.org", "x")).toEqual({ kind: "no-answer" });
  serverAnswers(() => {
    throw new TypeError("fetch failed");
  });
  expect(await signInWithPassword("a@b.org", "x")).toEqual({ kind: "no-answer" });
});
