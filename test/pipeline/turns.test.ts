import { describe, expect, test } from "@jest/globals";
import { turnsByKey } from "../../src/pipeline/turns.ts";

/** An action that ends when it is told. */
function held(log: string[], name: string) {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const action = async () => {
    log.push(`${name} begins`);
    await ended;
    log.push(`${name} ends`);
  };
  return { action, end };
}

describe("turns", () => {
  test("of one key come one after the other, of different keys at once", async () => {
    const log: string[] = [];
    const turns = turnsByKey();
    const [a, b, other] = [held(log, "a"), held(log, "b"), held(log, "other")];
    const all = [turns("x", a.action), turns("x", b.action), turns("y", other.action)];
    other.end();
    b.end();
    a.end();
    await Promise.all(all);
    expect(log.indexOf("b begins")).toBeGreaterThan(log.indexOf("a ends"));
    expect(log.indexOf("other begins")).toBeLessThan(log.indexOf("a ends"));
  });

  test("go on after a failure, which is its own caller's", async () => {
    const turns = turnsByKey();
    const failing = turns("x", () => Promise.reject(new Error("no")));
    const next = turns("x", () => Promise.resolve("yes"));
    await expect(failing).rejects.toThrow("no");
    expect(await next).toBe("yes");
  });
});
