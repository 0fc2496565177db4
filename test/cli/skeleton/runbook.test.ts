import { describe, expect, test } from "@jest/globals";
import { setDesk } from "../../desk.ts";

const { lockstep, read, write } = setDesk();

describe("lockstep new runbook", () => {
  test("makes a proposal of a story that is there", async () => {
    await write(".agent/cache/stories/INFRA/INFRA-12-queue.md", "# INFRA-12: Move the queue\n");
    expect((await lockstep("new", "runbook", "INFRA-12")).stdout).toBe(
      "wrote .agent/cache/runbooks/INFRA/INFRA-12-runbook.md\n",
    );
    const text = await read(".agent/cache/runbooks/INFRA/INFRA-12-runbook.md");
    expect(text).toMatch(/^# INFRA-12: Move the queue\n\nStatus: PROPOSED\n/);
    expect(text).toContain("[INFRA-12](../../stories/INFRA/INFRA-12-queue.md)");
    // Nothing is overwritten.
    expect((await lockstep("new", "runbook", "INFRA-12")).exit).toBe(2);
  });

  test("asks for a title where the story has none", async () => {
    await write(".agent/cache/stories/INFRA/INFRA-3.md", "# INFRA-3\n");
    await lockstep("new", "runbook", "INFRA-3");
    expect(await read(".agent/cache/runbooks/INFRA/INFRA-3-runbook.md")).toMatch(/^# INFRA-3: <title>\n/);
  });

  test.each(["INFRA-1", "../../etc/passwd", "12"])("is refused for %s, which is no story", async (story) => {
    await write(".agent/cache/stories/INFRA/INFRA-12-queue.md", "# INFRA-12: Move the queue\n");
    expect((await lockstep("new", "runbook", story)).exit).toBe(2);
  });
});
