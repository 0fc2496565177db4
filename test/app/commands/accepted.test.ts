import { expect, test } from "@jest/globals";
import { setStage, settledNow } from "../harness.ts";

const stage = setStage();

const policy = `version: 1
rules:
  - id: accepted
    gate: G5
    when: { changed: [docs/RUNBOOK.md, deploy/**] }
    require: [{ accepted: docs/RUNBOOK.md }]
`;

test("a status counts when somebody other than the author set it, and not when the author commits it again", async () => {
  const repository = stage.github.createRepository("acme/harbour", {
    files: { ".github/lockstep.yml": policy, "docs/RUNBOOK.md": "# Runbook\n\nStatus: Proposed\n" },
  });
  const pull = repository.openPullRequest({ files: { "deploy/a.yml": "a: 1\n" } });
  await stage.github.until(() => pull.concluded);
  expect(pull.check()?.summary).toContain("does not say *Status: Accepted*");
  expect(pull.sticky()).toBeDefined();

  pull.push({ "docs/RUNBOOK.md": "# Runbook\n\nStatus: Accepted\n" }, { by: "alice" });
  await stage.github.until(() => pull.concluded);
  await settledNow(stage);
  expect(pull.check()?.summary).toContain("was set by the author of this change");

  pull.push({ "docs/RUNBOOK.md": "# Runbook\n\nStatus: Proposed\n" }, { by: "alice" });
  pull.push({ "docs/RUNBOOK.md": "# Runbook\n\nStatus: Accepted\n" }, { by: "bob" });
  await stage.github.until(() => pull.mergeable);

  pull.push({ "docs/RUNBOOK.md": "# Runbook\n\nStatus: Proposed\n" }, { by: "alice" });
  pull.push({ "docs/RUNBOOK.md": "# Runbook\n\nStatus: Accepted\n" }, { by: "bob@example.com" });
  await stage.github.until(() => pull.concluded);
  await settledNow(stage);
  expect(pull.check()?.summary).toContain("no account that is known");
  expect(pull.mergeable).toBe(false);
});
