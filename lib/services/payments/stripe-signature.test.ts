import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { isSignedByStripe } from "./stripe-signature";

const secret = "whsec_test";
const body = new TextEncoder().encode('{"id":"evt_1"}');
const now = 1_800_000_000_000;
const sign = (seconds: number, key = secret, bytes = body) =>
  createHmac("sha256", key).update(`${seconds}.`).update(bytes).digest("hex");
const seconds = now / 1000;

test("takes Stripe's signature, also as one of two while the secret is being rolled", () => {
  const good = sign(seconds);
  expect(isSignedByStripe(body, `t=${seconds},v1=${good}`, secret, now)).toBe(true);
  expect(isSignedByStripe(body, `t=${seconds}, v1=${sign(seconds, "old")}, v1=${good}`, secret, now)).toBe(
    true,
  );
});

test.each([
  ["no header", null],
  ["an empty header", ""],
  ["another secret", `t=${seconds},v1=${sign(seconds, "other")}`],
  ["another body", `t=${seconds},v1=${sign(seconds, secret, new Uint8Array())}`],
  ["another time", `t=${seconds + 1},v1=${sign(seconds)}`],
  ["an old signature", `t=${seconds - 301},v1=${sign(seconds - 301)}`],
  ["one from the future", `t=${seconds + 301},v1=${sign(seconds + 301)}`],
  ["the test scheme v0", `t=${seconds},v0=${sign(seconds)}`],
  ["a short signature", `t=${seconds},v1=${sign(seconds).slice(0, 62)}`],
  ["no time", `v1=${sign(seconds)}`],
  ["a strange time", `t=now,v1=${sign(seconds)}`],
])("refuses %s", (_what, header) => {
  expect(isSignedByStripe(body, header, secret, now)).toBe(false);
});
