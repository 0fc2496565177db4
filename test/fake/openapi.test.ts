import { describe, expect, test } from "@jest/globals";
import { openApiViolations } from "./openapi.ts";

const path = "/repos/acme/harbour/check-runs";
const request = (body: Record<string, unknown>, query = "") => ({
  method: "POST",
  path,
  query: new URLSearchParams(query),
  body,
});
const good = {
  name: "lockstep",
  head_sha: "a",
  status: "completed",
  conclusion: "success",
  output: { title: "x", summary: "y" },
};

describe("GitHub's description of its API", () => {
  test("allows what is right", () => {
    expect(openApiViolations(request(good))).toEqual([]);
  });

  test.each<[string, ReturnType<typeof request>]>([
    ["a conclusion that does not exist", request({ ...good, conclusion: "great" })],
    ["an output without a summary", request({ ...good, output: { title: "x" } })],
    ["a property that does not exist", request({ ...good, headsha: "a" })],
    ["a completed check without a conclusion", request({ name: "x", head_sha: "a", status: "completed" })],
    [
      "more than 50 annotations",
      request({
        ...good,
        output: {
          ...good.output,
          annotations: Array(51).fill({
            path: "a",
            start_line: 1,
            end_line: 1,
            annotation_level: "notice",
            message: "x",
          }),
        },
      }),
    ],
    ["a parameter that does not exist", request(good, "page=1")],
    ["an operation nobody named", { ...request({}), path: "/repos/acme/harbour/releases" }],
  ])("names %s", (_, sent) => {
    expect(openApiViolations(sent)).toHaveLength(1);
  });
});
