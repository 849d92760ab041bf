import type { SendOptions, TestClient } from "./client";

/** next-auth's own way in, as the contract has it: the CSRF token, then the form. */
export async function signIn(
  client: TestClient,
  email: string,
  password: string,
  options: SendOptions & { fields?: Record<string, string> } = {},
): Promise<Response> {
  const { csrfToken } = (await (await client.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const { fields, ...rest } = options;
  return client.send("/api/auth/callback/credentials", {
    method: "POST",
    form: { csrfToken, email, password, ...fields },
    ...rest,
  });
}
