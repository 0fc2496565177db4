import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startObjectReader } from "../../../src/adapters/git/cat-file.ts";
import { createRepository, type TestRepository } from "../../git-repository.ts";

const run = promisify(execFile);

describe("objects", () => {
  let repo: TestRepository;
  let oid: string;
  const hostile = `${"0".repeat(40)} blob 3\nabc\nHEAD missing\n`;

  beforeAll(async () => {
    repo = await createRepository();
    await repo.write({ a: hostile, b: Buffer.alloc(3_000_000, "b"), empty: "" });
    await repo.commit("first");
    oid = await repo.git("rev-parse", "HEAD:a");
  });
  afterAll(() => repo.dispose());

  test("are answered in order, however many questions stand in the queue", async () => {
    const objects = startObjectReader(repo.path);
    const names = ["HEAD:b", oid, "nothing", "HEAD:empty", oid, "HEAD:b", "HEAD^{tree}"];
    const found = await Promise.all(names.map((name) => objects.read(name, 4_000_000)));
    expect(found.map((object) => object && `${object.type} ${object.content?.length} of ${object.bytes}`)).toEqual([
      "blob 3000000 of 3000000",
      `blob ${hostile.length} of ${hostile.length}`,
      undefined,
      "blob 0 of 0",
      `blob ${hostile.length} of ${hostile.length}`,
      "blob 3000000 of 3000000",
      expect.stringMatching(/^tree/),
    ]);
    expect(found[1]?.content?.toString()).toBe(hostile);
    await objects.close();
  });

  test("larger than asked for come without content, and the next is read right", async () => {
    const objects = startObjectReader(repo.path);
    const [large, small] = await Promise.all([objects.read("HEAD:b", 100), objects.read(oid, 100)]);
    expect(large).toEqual({ oid: expect.any(String), type: "blob", bytes: 3_000_000 });
    expect(small?.content?.toString()).toBe(hostile);
    await objects.close();
  });

  test.each(["", "-h", "--batch", "HEAD:b\nHEAD:a", "HEAD:b\0", "HEAD:a b", "\ud800", "HEAD^{nothing}"])(
    "a name that is none has no object: %j",
    async (name) => {
      const objects = startObjectReader(repo.path);
      expect(await objects.read(name, 10)).toBeUndefined();
      expect((await objects.read("HEAD:a", 10))?.oid).toBe(oid);
      await objects.close();
    },
  );

  test("made after the start are found", async () => {
    const objects = startObjectReader(repo.path);
    expect(await objects.read("HEAD:a", 10)).toBeDefined();
    const later = await repo.gitWithInput("later", "hash-object", "-w", "--stdin");
    expect((await objects.read(later, 10))?.content?.toString()).toBe("later");
    await objects.close();
  });

  test("asked for before the end are answered, later ones are refused", async () => {
    const objects = startObjectReader(repo.path);
    const before = objects.read("HEAD:b", 10);
    const closing = objects.close();
    await expect(objects.read(oid, 10)).rejects.toThrow("the repository was closed");
    expect((await before)?.bytes).toBe(3_000_000);
    await closing;
    await objects.close();
  });

  test("cannot be had without a repository", async () => {
    const objects = startObjectReader("/");
    await expect(objects.read("HEAD", 10)).rejects.toMatchObject({ code: "not-a-repository" });
    await expect(objects.read("HEAD", 10)).rejects.toMatchObject({ code: "not-a-repository" });
    await objects.close();
  });

  test("a program that forgets to close ends all the same", async () => {
    const file = new URL("../../../src/adapters/git/cat-file.ts", import.meta.url).href;
    const program = `const { startObjectReader } = await import(${JSON.stringify(file)});
      const object = await startObjectReader(process.argv[1]).read("HEAD:a", 10);
      console.log(object.oid);`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program, repo.path]);
    expect(stdout.trim()).toBe(oid);
  });
});
