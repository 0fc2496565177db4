import { describe, expect, test } from "@jest/globals";
import { maxOccasions } from "../../src/core/trigger/occasion.ts";
import { boundCaptures, matchTrigger, triggerNeeds, triggerSchema } from "../../src/core/trigger.ts";
import { factsOfChange } from "../facts.ts";

function wake(when: unknown, title: string, files: readonly string[] = ["M src/a.ts"]) {
  return matchTrigger(triggerSchema.parse(when), factsOfChange(files, { pullRequest: { title } }));
}

function occasions(...args: Parameters<typeof wake>) {
  const woken = wake(...args);
  return woken.woken ? woken.occasions.map(({ bindings, by }) => [Object.fromEntries(bindings), by]) : woken.why;
}

const linked = { story: { matches: "STORY-[0-9]+" } };

describe("a rule that a linked id wakes", () => {
  test("is awake once for each id, and the id is captured", () => {
    expect(occasions({ linked }, "STORY-1, STORY-2 and STORY-1")).toEqual([
      [{ story: "STORY-1" }, ["linked story"]],
      [{ story: "STORY-2" }, ["linked story"]],
    ]);
  });

  test("captures what named groups hold, for each id its own", () => {
    const scoped = { story: { matches: "((?P<scope>[A-Z]+)-[0-9]+)\\b" } };
    expect(occasions({ linked: scoped }, "WEB-1, INFRA-2 and WEB-1")).toEqual([
      [{ scope: "WEB", story: "WEB-1" }, ["linked story"]],
      [{ scope: "INFRA", story: "INFRA-2" }, ["linked story"]],
    ]);
    expect([...boundCaptures(triggerSchema.parse({ linked: scoped }))]).toEqual(["story", "scope"]);
    // What took no part is not captured; what could leave a segment of a path is passed over with its id.
    expect(occasions({ linked: { id: { matches: "(x(?P<rest>.+)?)" } } }, "x")).toEqual([[{ id: "x" }, ["linked id"]]]);
    expect(wake({ linked: { id: { matches: "(\\w+)(?P<rest>/..)?" } } }, "x/..").woken).toBe(false);
  });

  test("is asleep without an id, and says where nothing was found", () => {
    expect(occasions({ linked }, "Route by tenant")).toBe(
      "nothing in the title, the branch or the description matches STORY-[0-9]+",
    );
  });

  test("is asleep for ids that could leave a segment of a path", () => {
    for (const title of ["id:../../etc", "id:a/b", "id:..", "id:*"])
      expect(wake({ linked: { id: { matches: "id:(.+)" } } }, title).woken).toBe(false);
    expect(occasions({ linked: { id: { matches: "id:(.+)" } } }, "id:a")).toEqual([[{ id: "a" }, ["linked id"]]]);
  });

  test("is woken by its files where it asks for files", () => {
    expect(occasions({ changed: "src/{module}.ts", linked }, "STORY-1", ["M src/a.ts", "M src/b.ts"])).toEqual([
      [{ module: "a", story: "STORY-1" }, ["src/a.ts"]],
      [{ module: "b", story: "STORY-1" }, ["src/b.ts"]],
    ]);
    expect(occasions({ changed: "docs/**", linked }, "STORY-1")).toBe("no file changed that matches docs/**");
  });

  test("joins with files that capture the same name", () => {
    const files = ["M stories/STORY-1.md", "M stories/STORY-3.md"];
    expect(occasions({ changed: "stories/{story}.md", linked }, "STORY-1 STORY-2", files)).toEqual([
      [{ story: "STORY-1" }, ["stories/STORY-1.md"]],
    ]);
    expect(occasions({ changed: "stories/{story}.md", linked }, "STORY-2", files)).toBe(
      "its conditions bind different captures",
    );
  });

  test("may be awake for too many ids, which is told from few", () => {
    const title = Array.from({ length: 500 }, (_, index) => `STORY-${index}`).join(" ");
    const woken = wake({ linked }, title);
    expect(woken.woken && woken.occasions.length).toBeGreaterThan(maxOccasions);
  });

  test("is awake and binds nothing when the description cannot be read", () => {
    const facts = factsOfChange(["M a"], {
      pullRequest: { description: { state: "unreadable", why: "is too large" } },
    });
    expect(matchTrigger(triggerSchema.parse({ linked }), facts)).toEqual({
      woken: true,
      occasions: [{ bindings: new Map(), by: ["linked story"] }],
    });
  });

  test("looks at what it needs, and binds what it names", () => {
    const trigger = triggerSchema.parse({ changed: "a/{b}", linked });
    expect(triggerNeeds(trigger)).toEqual([{ fact: "title" }, { fact: "description" }]);
    expect([...boundCaptures(trigger)]).toEqual(["b", "story"]);
  });

  test.each([
    {},
    { "a b": linked.story },
    { story: {} },
    { story: { matches: "(" } },
    { story: { matches: "a", in: [] } },
  ])("%j is refused", (given) => {
    expect(triggerSchema.safeParse({ linked: given }).success).toBe(false);
  });
});
