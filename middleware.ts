import { NextResponse, type NextRequest } from "next/server";

/** Pages that people without a session may open. Permission is decided in the services, never here. */
const publicPage = /^\/(sign-in|setup|register|status)(\/|$)/;
const sessionCookies = ["next-auth.session-token", "__Secure-next-auth.session-token"];

function contentSecurityPolicy(nonce: string): string {
  const dev = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // Base UI places popups by style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export function middleware(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const signedIn = sessionCookies.some((name) => request.cookies.has(name));
  if (!signedIn && !publicPage.test(pathname)) {
    const next = pathname === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
    // Next wants it absolute, and sends it relative where the host is the request's own.
    return NextResponse.redirect(new URL(`/sign-in${next}`, request.nextUrl), 307);
  }
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // Next stamps its own scripts with the nonce that it finds in the request's policy.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

// Without /api and /v1: a middleware makes Next cut request bodies at 10 MB without a word.
export const config = { matcher: ["/((?!api/|v1/|_next/|favicon.ico|icon).*)"] };
