import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { main } from "../../src/cli.ts";
import { createRepository, type TestRepository } from "../git-repository.ts";

const policy = `version: 1
documents: { status: docs/STATUS.md }
rules:
  - id: routing
    gate: G4
    when: { changed: ["src/**"] }
    require: [{ entry-added: "status#Log" }]
  - id: tests
    gate: G2
    when: { changed: ["lib/**"] }
    require: [{ tests-passed: junit }]
`;

let repository: TestRepository;
beforeEach(async () => {
  repository = await createRepository();
  await repository.write({ "docs/STATUS.md": "# Status\n\n## Log\n\n- one\n" });
  await repository.commit("Base");
});
afterEach(async () => {
  await repository.dispose();
});

/** What `lockstep check` says beside its report. */
async function notes(...argv: readonly string[]): Promise<string> {
  let said = "";
  await main(["check", ...argv], {
    stdout: () => undefined,
    stderr: (text) => {
      said += text;
    },
    ...{ cwd: repository.path, colour: false, width: 100, version: "0.0.0" },
    packageRoot: new URL("../../", import.meta.url),
  });
  return said;
}

async function change(files: Readonly<Record<string, string>>): Promise<void> {
  await repository.write({ ".github/lockstep.yml": policy });
  await repository.commit("Policy");
  await repository.git("checkout", "--quiet", "-b", "change");
  await repository.write(files);
  await repository.commit("Change");
}

describe("beside the report stands", () => {
  test("what is not committed, first what a finding is about; nothing when the change passes", async () => {
    await change({ "src/a.ts": "", "src/b.ts": "", "src/c.ts": "" });
    expect(await notes()).toBe("");
    await repository.write({ "src/a.ts": "1", "src/b.ts": "2", "new/x.md": "", "docs/STATUS.md": "# Status\n" });
    expect(await notes()).toBe("Not committed, and so not looked at: docs/STATUS.md, src/a.ts, src/b.ts and 1 more.\n");
    expect(await notes("--head", "HEAD")).toBe("");
    await repository.write({ "docs/STATUS.md": "# Status\n\n## Log\n\n- one\n- two\n" });
    await repository.git("commit", "--quiet", "-m", "Log", "docs/STATUS.md");
    expect(await notes()).toBe("");
  });

  test("that nothing differs, and what is not committed", async () => {
    await repository.write({ ".github/lockstep.yml": policy });
    await repository.commit("Policy");
    await repository.write({ "src/a.ts": "" });
    expect(await notes()).toBe(
      "Nothing differs between main and HEAD. Another base: --base HEAD~1.\nNot committed, and so not looked at: src/.\n",
    );
  });

  test("how to try a policy that is not at the base yet", async () => {
    await repository.write({ ".github/lockstep.yml": policy });
    expect(await notes()).toBe(
      "No policy, nothing is gated (looked at main:.github/lockstep.yml).\n" +
        ".github/lockstep.yml is not there yet at main. To judge by it all the same: --policy .github/lockstep.yml.\n",
    );
  });

  test("a report that nobody asks for, while another is missing; and no word of a pull request that no rule looks at", async () => {
    await change({ "lib/a.ts": "" });
    await repository.write({ "j.xml": "<testsuite><testcase/></testsuite>" });
    expect(await notes("--report", "junt=j.xml")).toBe(
      'Not committed, and so not looked at: j.xml.\nNo rule asks for a report "junt"; asked for and not given: junit.\n',
    );
    expect(await notes("--report", "junit=j.xml", "--report", "lcov=j.xml")).toBe("");
  });
});
