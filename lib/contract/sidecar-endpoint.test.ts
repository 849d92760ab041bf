import { expect, it, vi } from "vitest";
import { publishSidecarEndpoint, sidecarEndpoint } from "./sidecar-endpoint";

it("is one record for the whole process, however often this module is loaded", async () => {
  vi.resetModules();
  const again = await import("./sidecar-endpoint");
  expect(again.sidecarEndpoint).not.toBe(sidecarEndpoint);
  expect(again.sidecarEndpoint()).toBe(sidecarEndpoint());
});

it("tells its listeners of each change", () => {
  const seen: string[] = [];
  sidecarEndpoint().listeners.add(() => seen.push(sidecarEndpoint().state));
  publishSidecarEndpoint({ url: null, token: null, state: "starting" });
  publishSidecarEndpoint({ url: "http://127.0.0.1:1", token: "t", state: "up" });
  expect(seen).toEqual(["starting", "up"]);
});
