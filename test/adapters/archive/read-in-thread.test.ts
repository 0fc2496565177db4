import { describe, expect, test } from "@jest/globals";
import { readArchiveInThread } from "../../../src/adapters/archive/read-in-thread.ts";
import { zipOf } from "../../fake/zip.ts";

const request = { files: ["**"], format: undefined };
const cases = (count: number) => `<testsuite>${'<testcase name="a"/>'.repeat(count)}</testsuite>`;
const limits = { milliseconds: 60_000, megabytes: 256 };

describe("reading in a thread", () => {
  test("gives what is in the archive", async () => {
    const archive = zipOf([
      { path: "junit.xml", content: cases(2) },
      { path: "lcov.info", content: "SF:src/a.ts\nDA:1,3\nend_of_record\n" },
    ]);
    const reading = await readArchiveInThread(archive, request, limits);
    expect(reading).toMatchObject({
      state: "read",
      reports: [
        { path: "junit.xml", content: { report: { passed: 2 } } },
        { path: "lcov.info", content: { report: { subject: "coverage" } } },
      ],
    });
  });

  test("leaves the loop of events to others", async () => {
    const archive = zipOf([{ path: "junit.xml", content: cases(300_000) }]);
    let turns = 0;
    const turn = () => {
      turns += 1;
      next = setImmediate(turn);
    };
    let next = setImmediate(turn);
    const reading = await readArchiveInThread(archive, request, limits);
    clearImmediate(next);
    expect(reading).toMatchObject({ state: "read" });
    expect(turns).toBeGreaterThan(100);
  });

  test("does not take a buffer away that others share", async () => {
    const whole = Buffer.concat([Buffer.from("before"), zipOf([{ path: "junit.xml", content: cases(1) }])]);
    expect(await readArchiveInThread(whole.subarray(6), request, limits)).toMatchObject({ state: "read" });
    expect(whole.subarray(0, 6).toString()).toBe("before");
  });

  test("ends when it takes too long, and says so", async () => {
    const archive = zipOf([{ path: "junit.xml", content: cases(900_000) }]);
    expect(await readArchiveInThread(archive, request, { ...limits, milliseconds: 1 })).toEqual({
      state: "unread",
      why: "reading it takes longer than 1 ms",
    });
  });

  test("ends when it takes too much memory, and says so", async () => {
    const values = `[${"{},".repeat(2_000_000)}{}]`;
    const archive = zipOf([{ path: "audit.json", content: values }]);
    expect(await readArchiveInThread(archive, request, { ...limits, megabytes: 32 })).toEqual({
      state: "unread",
      why: "reading it takes more than 32 MiB of memory",
    });
  });
});
