import { describe, expect, test } from "@jest/globals";
import { type Grantee, parseGrantee } from "../../src/core/grantee.ts";
import { authorityOf } from "../../src/pipeline/authority.ts";
import { askingOnce, type People } from "../../src/pipeline/people.ts";

const asked: string[] = [];
const people = (more: Partial<People> = {}): People => ({
  permission: (login) => {
    asked.push(`permission ${login}`);
    return Promise.resolve({ known: true, value: { level: "write", role: "captain" } });
  },
  isMember: (team, login) => {
    asked.push(`${team} ${login}`);
    return Promise.resolve({ known: true, value: team === "release" });
  },
  ...more,
});
const terms = (...who: readonly string[]) => ({ who: who.map(parseGrantee) as readonly Grantee[], self: false });

describe("who may", () => {
  test.each([
    ["a person by name, without asking", ["@Ada"], "named by the policy", 0],
    ["by permission", ["permission:write"], "permission captain", 1],
    ["by a lower permission", ["permission:triage"], "permission captain", 1],
    ["by a custom role", ["role:captain"], "permission captain", 1],
    ["by team", ["team:release"], "member of the team release", 1],
    ["what is cheap is asked first", ["team:release", "permission:write", "@ada"], "named by the policy", 0],
    ["teams one by one", ["team:other", "team:release", "team:third"], "member of the team release", 2],
  ])("%s", async (_name, who, as, questions) => {
    asked.length = 0;
    expect(await authorityOf("ada", terms(...who), "alice", people())).toEqual({ may: true, as });
    expect(asked).toHaveLength(questions);
  });

  test.each([
    ["nobody is named", []],
    ["another person is", ["@bob"]],
    ["more is needed", ["permission:maintain"]],
    ["another role is", ["role:Captain"]],
    ["another team is", ["team:other"]],
  ])("not when %s", async (_name, who) => {
    expect(await authorityOf("ada", terms(...who), "alice", people())).toMatchObject({ may: false });
  });

  test("not the author, unless the policy says so", async () => {
    expect(await authorityOf("ADA", terms("@ada"), "ada", people())).toMatchObject({ may: false });
    expect(await authorityOf("ada", { ...terms("@ada"), self: true }, "ada", people())).toMatchObject({ may: true });
  });

  test("not when it cannot be told, and that is said; but another way still lets them", async () => {
    const silent = people({ isMember: () => Promise.resolve({ known: false, why: "the permission is missing" }) });
    expect(await authorityOf("ada", terms("team:release"), "x", silent)).toMatchObject({
      may: false,
      why: expect.stringContaining("It could not be verified: the permission is missing."),
    });
    expect(await authorityOf("ada", terms("team:release", "permission:write"), "x", silent)).toMatchObject({
      may: true,
    });
  });

  test("each question is asked once", async () => {
    asked.length = 0;
    const once = askingOnce(people());
    for (const login of ["ada", "ADA"]) await authorityOf(login, terms("team:other", "permission:admin"), "x", once);
    expect(asked).toEqual(["permission ada", "other ada"]);
  });
});
