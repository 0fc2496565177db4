import { testRequirement } from "../../requirement-table.ts";

testRequirement("changed", [
  {
    name: "a modified file passes",
    require: { changed: "test/**" },
    before: { "test/a.ts": "1" },
    after: { "test/a.ts": "2" },
    then: "pass",
  },
  { name: "an added file passes", require: { changed: ["test/**"] }, after: { "test/a.ts": "1" }, then: "pass" },
  {
    name: "a file renamed to a matching path passes",
    require: { changed: "test/**" },
    before: { "old/a.ts": "1" },
    after: { "test/a.ts": "1" },
    renamed: { "old/a.ts": "test/a.ts" },
    then: "pass",
  },
  {
    name: "a file renamed away from a matching path does not pass",
    require: { changed: "test/**" },
    before: { "test/a.ts": "1" },
    after: { "old/a.ts": "1" },
    renamed: { "test/a.ts": "old/a.ts" },
    then: "fail",
  },
  {
    name: "a deleted file does not pass and is named",
    require: { changed: "test/**" },
    before: { "test/a.ts": "1" },
    then: { verdict: "fail", says: "`test/a.ts` is only removed" },
  },
  {
    name: "a deleted file beside a modified one passes",
    require: { changed: "test/**" },
    before: { "test/a.ts": "1", "test/b.ts": "1" },
    after: { "test/b.ts": "2" },
    then: "pass",
  },
  {
    name: "an untouched file does not pass",
    require: { changed: "test/**" },
    before: { "test/a.ts": "1" },
    after: { "test/a.ts": "1", "src/a.ts": "new" },
    then: { verdict: "fail", says: ["No file that matches `test/**` is changed.", "Add or change a file"] },
  },
  {
    name: "several globs are listed once",
    require: { changed: ["test/**", "spec/**"] },
    after: { "src/a.ts": "a" },
    then: {
      verdict: "fail",
      says: ["No file that matches `test/**` or `spec/**` is changed.", "Add or change one that matches."],
    },
  },
  { name: "any of several globs is enough", require: { changed: ["a", "b"] }, after: { b: "1" }, then: "pass" },
  { name: "dotfiles match", require: { changed: "**/*.yml" }, after: { ".github/ci.yml": "1" }, then: "pass" },
  { name: "the long form says the same", require: { changed: { files: ["a"] } }, after: { a: "1" }, then: "pass" },
  { name: "an empty change does not pass", require: { changed: "**" }, then: "fail" },
]);
