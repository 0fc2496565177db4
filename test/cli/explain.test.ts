import { describe, expect, test } from "@jest/globals";
import { setDesk } from "../desk.ts";

const { lockstep } = setDesk();

describe("lockstep explain --preset", () => {
  test("prints a preset as a table in which no line is too long", async () => {
    const { exit, stdout } = await lockstep("explain", "--preset", "operating-model");
    expect(exit).toBe(0);
    expect(stdout).toContain("If you change …");
    expect(stdout).toMatch(/^rollout-window {2,}│ • a new row in a table/m);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test("names the presets there are", async () => {
    expect((await lockstep("explain", "--preset", "operatin-model")).stderr).toContain(
      'did you mean "operating-model"?',
    );
    expect((await lockstep("explain")).stderr).toContain("name paths or rules");
  });
});
