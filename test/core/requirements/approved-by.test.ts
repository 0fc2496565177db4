import { testRequirement } from "../../requirement-table.ts";

const security = { "approved-by": "security" };

testRequirement("approved-by", [
  {
    name: "is awaited as long as nobody approves",
    require: security,
    then: {
      verdict: "pending",
      says: ["no approval by security yet", "/lockstep approve security"],
      at: "pull-request",
    },
  },
  { name: "passes with an approval", require: security, approvals: [{ role: "security", by: "sam" }], then: "pass" },
  {
    name: "does not count another role",
    require: security,
    approvals: [{ role: "architect", by: "sam" }],
    then: "pending",
  },
  {
    name: "does not count the author",
    require: security,
    approvals: [{ role: "security", by: "Alice" }],
    pullRequest: { author: "alice" },
    then: "pending",
  },
  {
    name: "does not count an approval of other content, and says so",
    require: security,
    approvals: [{ role: "security", by: "sam", stale: "`src/a.ts` has changed since" }],
    then: { verdict: "pending", says: "The approval of sam no longer counts: `src/a.ts` has changed since." },
  },
  {
    name: "counts it where the policy keeps approvals",
    require: { "approved-by": { role: "security", "new-content": "keep" } },
    approvals: [{ role: "security", by: "sam", stale: "`src/a.ts` has changed since" }],
    then: "pass",
  },
  {
    name: "counts people, not approvals",
    require: { "approved-by": { role: "security", "at-least": 2 } },
    approvals: [
      { role: "security", by: "sam" },
      { role: "security", by: "Sam" },
    ],
    then: { verdict: "pending", says: "There are 1 of 2 approvals by security." },
  },
  {
    name: "passes with as many people as are asked for",
    require: { "approved-by": { role: "security", "at-least": 2 } },
    approvals: [
      { role: "security", by: "sam" },
      { role: "security", by: "kim" },
    ],
    then: "pass",
  },
  {
    name: "counts somebody once whose older approval is stale",
    require: security,
    approvals: [
      { role: "security", by: "sam", stale: "the change is no longer the same" },
      { role: "security", by: "sam" },
    ],
    then: "pass",
  },
]);
