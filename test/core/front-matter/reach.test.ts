import { describe, expect, test } from "@jest/globals";
import { globsOf, mostComparisons, reachIn } from "../../../src/core/front-matter/reach.ts";

describe("what a glob of a document reaches", () => {
  test("is told with what is odd about it", () => {
    const reach = reachIn(["src/a.py"]);
    expect(["src/**", "lib/**", "./src/**", "", "a".repeat(600)].map((glob) => reach(glob).reach)).toEqual([
      "files",
      "nothing",
      "nothing",
      "invalid",
      "invalid",
    ]);
    expect(reach("./src/**")).toMatchObject({ hint: expect.stringContaining("paths start without") });
  });

  test("is not known without the files", () => {
    expect(reachIn(undefined)("**")).toEqual({ reach: "unknown" });
  });

  test("is not known any more once there was too much to compare, which no glob can hide", () => {
    const tree = Array.from({ length: 100_000 }, (_, index) => `src/${index}.ts`);
    const reach = reachIn(tree);
    const wide = (index: number) => `x${index}/{${Array.from({ length: 20 }, (_, each) => `a${each}`).join(",")}}`;
    expect(mostComparisons).toBe(5_000_000);
    expect(reach(wide(0)).reach).toBe("nothing");
    expect(reach(wide(0)).reach).toBe("nothing");
    expect(reach(wide(1)).reach).toBe("nothing");
    expect(reach(wide(2)).reach).toBe("unknown");
    expect(reach("src/*.ts").reach).toBe("unknown");
  });
});

describe("the globs of a field", () => {
  test.each<[unknown, readonly string[] | undefined]>([
    ["a", ["a"]],
    [" a , b ", ["a", "b"]],
    ["a/{b,{c,d}},e", ["a/{b,{c,d}}", "e"]],
    ["a},b", ["a}", "b"]],
    ["{a,b", ["{a,b"]],
    [
      ["a,b", "c"],
      ["a,b", "c"],
    ],
    [["a", 1], undefined],
    [true, undefined],
    [Array.from({ length: 101 }, () => "a"), undefined],
    ["a,".repeat(100), undefined],
  ])("%j", (value, globs) => {
    expect(globsOf(value)).toEqual(globs);
  });
});
