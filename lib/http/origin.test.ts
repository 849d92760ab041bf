import { beforeEach, describe, expect, test } from "vitest";
import { assertSameOrigin } from "@/lib/http/origin";
import { forgetSingletons } from "@/tests/setup/database";

const session = "next-auth.session-token=x";

beforeEach(() => {
  forgetSingletons();
  process.env.NEXTAUTH_URL = "https://chat.example.org";
  return () => {
    delete process.env.NEXTAUTH_URL;
    forgetSingletons();
  };
});

const send = (headers: Record<string, string>) =>
  assertSameOrigin(new Request("http://10.0.0.5:3000/api/x", { method: "POST", headers }));

describe("a state change is accepted", () => {
  test.each([
    ["from the site's origin", { origin: "https://chat.example.org", cookie: session }],
    [
      "from the host that it was sent to",
      { origin: "http://10.0.0.5:3000", host: "10.0.0.5:3000", cookie: session },
    ],
    [
      "from the host that a trusted proxy was asked for",
      {
        origin: "https://proxy.example.org",
        host: "10.0.0.5:3000",
        "x-forwarded-host": "proxy.example.org",
        cookie: session,
      },
    ],
    [
      "without an Origin where the browser says same-origin",
      { "sec-fetch-site": "same-origin", cookie: session },
    ],
    ["without an Origin and without a session", { cookie: "theme=dark; not-next-auth.session-token=x" }],
    ["without anything", {}],
  ])("%s", (_what, headers) => expect(() => send(headers as Record<string, string>)).not.toThrow());
});

describe("a state change is refused", () => {
  test.each([
    ["from another site", { origin: "https://evil.example", cookie: session }],
    [
      "from another site, even without a session: nobody is signed in unawares",
      { origin: "https://evil.example" },
    ],
    [
      "from another port of the host",
      { origin: "http://10.0.0.5:8080", host: "10.0.0.5:3000", cookie: session },
    ],
    ["from a sandboxed page", { origin: "null", host: "null", cookie: session }],
    [
      "from a name that only begins like ours",
      { origin: "https://chat.example.org.evil.example", cookie: session },
    ],
    ["with a session and no Origin", { cookie: session }],
    ["with a session under https and no Origin", { cookie: "a=b;__Secure-next-auth.session-token=x" }],
    ["with a session in pieces and no Origin", { cookie: "next-auth.session-token.0=x" }],
    ["from a sibling site", { "sec-fetch-site": "same-site", cookie: session }],
    ["from an address that the person typed", { "sec-fetch-site": "none", cookie: session }],
  ])("%s", (_what, headers) => {
    expect(() => send(headers as Record<string, string>)).toThrow(
      expect.objectContaining({ code: "bad_origin", status: 403 }),
    );
  });
});
