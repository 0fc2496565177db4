import { testRequirement } from "../../requirement-table.ts";

testRequirement("added", [
  { name: "a new file passes", require: { added: "docs/adr/*.md" }, after: { "docs/adr/1.md": "# 1" }, then: "pass" },
  {
    name: "a file renamed into place passes",
    require: { added: "docs/adr/*.md" },
    before: { "draft.md": "# 1" },
    after: { "docs/adr/1.md": "# 1" },
    renamed: { "draft.md": "docs/adr/1.md" },
    then: "pass",
  },
  {
    name: "a modified file does not pass",
    require: { added: "docs/adr/*.md" },
    before: { "docs/adr/1.md": "# 1" },
    after: { "docs/adr/1.md": "# One" },
    then: { verdict: "fail", says: "No new file matches `docs/adr/*.md`." },
  },
  {
    name: "a removed file does not pass",
    require: { added: ["docs/adr/*.md", "docs/rfc/*.md"] },
    before: { "docs/adr/1.md": "# 1" },
    then: { verdict: "fail", says: "`docs/adr/*.md` or `docs/rfc/*.md`" },
  },
  {
    name: "a new file elsewhere does not pass",
    require: { added: "docs/adr/*.md" },
    after: { "docs/adr/deep/1.md": "# 1" },
    then: "fail",
  },
]);
