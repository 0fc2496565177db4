import { describe, expect, test } from "@jest/globals";
import { describeGrantee, includes, isSameLogin, parseGrantee } from "../../src/core/grantee.ts";

describe("whom a policy lets do something", () => {
  test.each([
    ["team:release-managers", { type: "team", slug: "release-managers" }, "members of the team release-managers"],
    ["team:Release", { type: "team", slug: "release" }, "members of the team release"],
    ["permission:maintain", { type: "permission", level: "maintain" }, "people with the permission maintain or more"],
    ["permission:admin", { type: "permission", level: "admin" }, "people with the permission admin"],
    ["role:release captain", { type: "custom-role", name: "release captain" }, "people with the role release captain"],
    ["@ada", { type: "person", login: "ada" }, "@ada"],
    ["ada-lovelace", { type: "person", login: "ada-lovelace" }, "@ada-lovelace"],
    ["user:ada_corp", { type: "person", login: "ada_corp" }, "@ada_corp"],
  ])("%s", (written, grantee, words) => {
    expect(parseGrantee(written)).toEqual(grantee);
    expect(describeGrantee(parseGrantee(written))).toBe(words);
  });

  test.each([
    ["permission:owner", "a permission is one of read, triage, write, maintain, admin"],
    ["team:acme/release", "a team is named by its slug"],
    ["team:", "a team is named by its slug"],
    ["role:", "a custom role is named"],
    ["group:x", "write team:SLUG"],
    ["", "write team:SLUG"],
    ["a b", "write team:SLUG"],
    ["-a", "write team:SLUG"],
    ["a\u200bda", "write team:SLUG"],
  ])("%j is refused", (written, message) => {
    expect(() => parseGrantee(written)).toThrow(message);
  });

  test("a permission includes those below it", () => {
    expect(includes("maintain", "write")).toBe(true);
    expect(includes("write", "write")).toBe(true);
    expect(includes("triage", "write")).toBe(false);
  });

  test("a login has no case, and nobody is nobody", () => {
    expect(isSameLogin("Ada", "aDA")).toBe(true);
    expect(isSameLogin(undefined, undefined)).toBe(false);
    // A dotless i is another letter.
    expect(isSameLogin("ivy", "\u0131vy")).toBe(false);
  });
});
