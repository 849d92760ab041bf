import { afterEach, expect, test, vi } from "vitest";
import type { ModelsAction } from "@/lib/client/models-state";
import { readModels } from "@/lib/client/read-models";

const models = (tierSelector: boolean) => ({ selection: null, providers: [], tierSelector });
const tiers = { tiers: [], currentTier: null, accountTier: "standard" };
const off = {
  type: "x",
  title: "x",
  status: 403,
  detail: "Tiers can not be chosen here at the moment.",
  code: "feature_off",
  requestId: "r",
};

/** What is asked of a server that answers these paths, and what the page is told. */
async function read(answers: Record<string, Response>, opening?: "page" | "picker") {
  const asked: string[] = [];
  const told: ModelsAction[] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    const answer = answers[path.split("?")[0] ?? ""];
    if (!answer) throw new TypeError("fetch failed");
    return answer;
  });
  await readModels(null, opening, (action) => told.push(action));
  return { asked, told: told.map((action) => [action.type, "answer" in action && action.answer]) };
}

afterEach(() => vi.unstubAllGlobals());

test("tiers are read where they can be chosen", async () => {
  const { asked, told } = await read(
    { "/api/models": Response.json(models(true)), "/api/models/tiers": Response.json(tiers) },
    "page",
  );
  expect(asked).toEqual(["/api/models/capabilities", "/api/models?opening=page", "/api/models/tiers"]);
  expect(told).toEqual([
    ["models-loaded", models(true)],
    ["tiers-loaded", tiers],
  ]);
});

test("where the tier selector is off, its API is not asked to refuse, and the page knows that there is none", async () => {
  const { asked, told } = await read({ "/api/models": Response.json(models(false)) });
  expect(asked).not.toContain("/api/models/tiers");
  expect(told).toEqual([
    ["models-loaded", models(false)],
    ["tiers-loaded", null],
  ]);
});

test("a selector that is switched off between two answers is gone, another failure keeps what is known", async () => {
  const refused = await read({
    "/api/models": Response.json(models(true)),
    "/api/models/tiers": Response.json(off, { status: 403 }),
  });
  expect(refused.told.at(-1)).toEqual(["tiers-loaded", null]);
  const silent = await read({ "/api/models": Response.json(models(true)) });
  expect(silent.told).toEqual([["models-loaded", models(true)]]);
});

test("the open picker asks for the list alone", async () => {
  const { asked } = await read({ "/api/models": Response.json(models(true)) }, "picker");
  expect(asked).toEqual(["/api/models?opening=picker"]);
});

test("a list that can not be read is told as such", async () => {
  expect((await read({})).told).toEqual([["models-failed", false]]);
});
