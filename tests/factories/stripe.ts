import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export const webhookSecret = "whsec_of_the_test";

/** Stripe's two calls over real HTTP, as far as a checkout needs them. What it was asked stays in `calls`. */
export async function startStripe() {
  const calls: { path: string; headers: Record<string, unknown>; form: Record<string, string> }[] = [];
  let failing = false;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      const path = request.url ?? "";
      calls.push({ path, headers: request.headers, form });
      response.setHeader("content-type", "application/json");
      if (failing) return void response.writeHead(402).end('{"error":{"message":"secret detail"}}');
      const answer = path.startsWith("/v1/prices/")
        ? { id: path.split("/").at(-1), type: "recurring" }
        : { id: "cs_1", url: "https://checkout.stripe.example/pay/cs_1" };
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    calls,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fail: () => void (failing = true),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The header that Stripe would send with this body. */
export function stripeSignature(body: string, { secret = webhookSecret, at = Date.now() } = {}): string {
  const seconds = Math.floor(at / 1000);
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}
