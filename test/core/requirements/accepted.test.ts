import { testRequirement } from "../../requirement-table.ts";

const accepted = { accepted: "docs/r.md" };
const document = "# R\n\nStatus: Accepted\n";
const by = (name: string) => ({ "docs/r.md": ["alice", "alice", name] });
const pullRequest = { author: "alice" };

testRequirement("accepted", [
  {
    name: "passes when somebody else set the line",
    ...{ require: accepted, after: { "docs/r.md": document }, blame: by("bob"), pullRequest },
    then: "pass",
  },
  {
    name: "fails when the author of the change set it",
    ...{ require: accepted, after: { "docs/r.md": document }, blame: by("alice"), pullRequest },
    then: { verdict: "fail", says: "was set by the author of this change", at: "docs/r.md:3" },
  },
  {
    name: "fails when the author is one of several who set it, whatever the case of the name",
    ...{ require: accepted, after: { "docs/r.md": document }, blame: by("bob Alice"), pullRequest },
    then: "fail",
  },
  {
    name: "fails when it was set by somebody unknown",
    ...{ require: accepted, after: { "docs/r.md": document }, blame: by("bob ?"), pullRequest },
    then: { verdict: "fail", says: "no account that is known" },
  },
  {
    name: "cannot be decided without knowing who set it",
    ...{ require: accepted, after: { "docs/r.md": document }, pullRequest },
    then: { verdict: "error", says: "cannot be told" },
  },
  {
    name: "cannot be decided without knowing who the author is",
    ...{ require: accepted, after: { "docs/r.md": document }, blame: by("bob") },
    then: { verdict: "error", says: "--pull-request FILE" },
  },
  {
    name: "is awaited as long as the field says something else",
    ...{ require: accepted, after: { "docs/r.md": "# R\n\nStatus: Proposed\n" }, blame: by("bob"), pullRequest },
    then: { verdict: "pending", says: "It says `Proposed`.", at: "docs/r.md:3" },
  },
  {
    name: "is awaited without the field",
    ...{ require: accepted, after: { "docs/r.md": "# R\n\nText.\n" }, blame: by("bob"), pullRequest },
    then: "pending",
  },
  {
    name: "knows other values and names",
    require: { accepted: { in: "docs/r.md", field: "Decision", value: ["approved", "accepted"] } },
    ...{ after: { "docs/r.md": "# R\n\n**Decision**: Approved\n" }, blame: by("bob"), pullRequest },
    then: "pass",
  },
  {
    name: "reads a table of two columns",
    ...{
      require: accepted,
      after: { "docs/r.md": "# R\n\n| Status | Accepted |\n|---|---|\n" },
      blame: by("bob"),
      pullRequest,
    },
    then: "pass",
  },
  {
    name: "does not take a value that stands on a line of its own, because that has an author of its own",
    ...{ require: accepted, after: { "docs/r.md": "# R\n\n- Status:\n  Accepted\n" }, blame: by("bob"), pullRequest },
    then: "pending",
  },
  {
    name: "does not take a value below a heading",
    ...{ require: accepted, after: { "docs/r.md": "# R\n\n## Status\n\nAccepted\n" }, blame: by("bob"), pullRequest },
    then: "pending",
  },
  {
    name: "passes with a box that somebody else ticked",
    require: { accepted: { in: "docs/r.md", box: "Approved by the owner" } },
    ...{ after: { "docs/r.md": "# R\n\n- [x] Approved by the owner\n" }, blame: by("bob"), pullRequest },
    then: "pass",
  },
  {
    name: "fails with a box that the author ticked",
    require: { accepted: { in: "docs/r.md", box: "Approved by the owner" } },
    ...{ after: { "docs/r.md": "# R\n\n- [x] Approved by the owner\n" }, blame: by("alice"), pullRequest },
    then: "fail",
  },
  {
    name: "is awaited with an open box",
    require: { accepted: { in: "docs/r.md", box: "Approved by the owner" } },
    ...{ after: { "docs/r.md": "# R\n\n- [ ] Approved by the owner\n" }, blame: by("bob"), pullRequest },
    then: "pending",
  },
  {
    name: "is awaited when one of two such boxes is open",
    require: { accepted: { in: "docs/r.md", box: "Approved" } },
    ...{ after: { "docs/r.md": "# R\n\n- [x] Approved\n- [ ] Approved\n" }, blame: by("bob"), pullRequest },
    then: { verdict: "pending", at: "docs/r.md:4" },
  },
  {
    name: "does not take a box whose words go on on the next line",
    require: { accepted: { in: "docs/r.md", box: "Approved by the owner" } },
    ...{ after: { "docs/r.md": "# R\n\n- [x] Approved by\n  the owner\n" }, blame: by("bob"), pullRequest },
    then: "pending",
  },
  ...[
    [
      "an invisible line before it",
      "# R\n\n&#8203;\nText.\nStatus: Accepted\n",
      ["alice", "alice", "alice", "bob", "alice"],
    ],
    ["a tag that breaks the line", "# R\n\nX<br>Status: Accepted\nText.\n", ["alice", "alice", "alice", "bob"]],
    ["a reference that breaks the line", "# R\n\nX&#10;Status: Accepted\nText.\n", ["alice", "alice", "alice", "bob"]],
    [
      "a comment over two lines",
      "# R\n\nX <!--\n--> y\nStatus: Accepted\n",
      ["alice", "alice", "alice", "bob", "alice"],
    ],
    ["code over two lines", "# R\n\n`x\ny`\nStatus: Accepted\n", ["alice", "alice", "alice", "bob", "alice"]],
    ["an item that begins with nothing", "# R\n\n- &#8203;\n  Status: Accepted\n", ["alice", "alice", "bob", "alice"]],
  ].map(([name, text, lines]) => ({
    name: `does not ask who set another line because of ${name as string}`,
    ...{
      require: accepted,
      after: { "docs/r.md": text as string },
      blame: { "docs/r.md": lines as string[] },
      pullRequest,
    },
    then: "pending" as const,
  })),
  {
    name: "takes a line beside others with links, tags and code",
    ...{
      require: accepted,
      after: { "docs/r.md": "# R\n\n[a](b) `c`<br>\nStatus: **Accepted**\n<i>d</i>\n" },
      pullRequest,
    },
    blame: { "docs/r.md": ["alice", "alice", "alice", "bob", "alice"] },
    then: "pass",
  },
  {
    name: "cannot be decided below a line that ends with a carriage return alone, which git does not count",
    ...{ require: accepted, after: { "docs/r.md": "# R\n\nA\rB\n\nStatus: Accepted\nText.\n" }, pullRequest },
    blame: { "docs/r.md": ["alice", "alice", "alice", "alice", "alice", "bob"] },
    then: { verdict: "error", says: "Line 3 of `docs/r.md` ends with a carriage return alone" },
  },
]);
