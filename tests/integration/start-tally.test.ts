import { describe, expect, it } from "vitest";
import { addTallies, namesIn, tallyLine, tallyPlaywright, tallyVitest } from "@/scripts/lib/tally.mjs";

describe("the last line of a run", () => {
  it("counts passed and failed, and skipped only where there are any", () => {
    expect(tallyLine({ passed: 12, failed: [], skipped: [] })).toBe("12 passed, 0 failed");
    expect(tallyLine({ passed: 12, failed: ["a"], skipped: ["b", "c"] })).toBe(
      "12 passed, 1 failed, 2 skipped",
    );
  });

  it("adds up what the runners came to", () => {
    const one = { passed: 1, failed: ["a"], skipped: [] };
    const two = { passed: 2, failed: [], skipped: ["b"] };
    expect(addTallies([one, two])).toEqual({ passed: 3, failed: ["a"], skipped: ["b"] });
  });
});

describe("vitest's report", () => {
  const file = (name: string, status: string, tests: [string, string][]) => ({
    name,
    status,
    assertionResults: tests.map(([fullName, result]) => ({ fullName, status: result })),
  });

  it("is counted test by test", () => {
    const report = {
      success: false,
      testResults: [
        file("a.test.ts", "failed", [
          ["works", "passed"],
          ["breaks", "failed"],
          ["later", "skipped"],
        ]),
      ],
    };
    expect(tallyVitest(report, 1)).toEqual({ passed: 1, failed: ["breaks"], skipped: ["later"] });
  });

  it("a file that could not be loaded is a failure", () => {
    const report = { success: false, testResults: [file("a.test.ts", "failed", [])] };
    expect(tallyVitest(report, 1).failed).toEqual(["a.test.ts"]);
  });

  it("an error outside of any test is a failure", () => {
    const report = { success: false, testResults: [file("a.test.ts", "passed", [["works", "passed"]])] };
    expect(tallyVitest(report, 1)).toMatchObject({ passed: 1, failed: [expect.stringMatching("outside")] });
  });
});

describe("Playwright's report", () => {
  const report = {
    suites: [
      {
        title: "http/a.spec.ts",
        specs: [
          { title: "works", tests: [{ status: "expected" }] },
          { title: "works at the second try", tests: [{ status: "flaky" }] },
        ],
        suites: [
          {
            title: "with an engine",
            specs: [
              {
                title: "answers",
                tests: [
                  {
                    status: "skipped",
                    annotations: [{ type: "skip", description: "OLLAMA_BIN is not set" }],
                  },
                ],
              },
              { title: "stops", tests: [{ status: "unexpected" }] },
            ],
          },
        ],
      },
    ],
  };

  it("is counted with groups in the names and the reason of a skip", () => {
    expect(tallyPlaywright(report, 1)).toEqual({
      passed: 1,
      failed: ["works at the second try", "with an engine › stops"],
      skipped: ["with an engine › answers: OLLAMA_BIN is not set"],
    });
  });

  it("names every test, so that they can be counted as failed without a browser", () => {
    expect(namesIn(report)).toHaveLength(4);
  });

  it("an error before the first test is a failure", () => {
    expect(tallyPlaywright({ suites: [], errors: [{ message: "no such file\nstack" }] }, 1).failed).toEqual([
      "end-to-end: no such file",
    ]);
    expect(tallyPlaywright({ suites: [] }, 1).failed).toHaveLength(1);
  });
});
