import { describe, expect, test } from "@jest/globals";
import { setStage, settledNow } from "../harness.ts";
import { said, setScene, trailOf } from "./stage.ts";

/** Comments that try to talk the bot into something. */

const stage = setStage();
const waive = "/lockstep waive log -- because of it";
const fence = "```";

/** None of these is a command, whoever writes it. */
const hidden: Readonly<Record<string, string>> = {
  "a quote": `> ${waive}`,
  "a quote in a quote": `> > ${waive}`,
  "a fence": `${fence}\n${waive}\n${fence}`,
  "a fence that is not closed": `~~~\n${waive}`,
  "a fence in a list": `- ${fence}\n  ${waive}\n  ${fence}`,
  "indented code": `text\n\n    ${waive}`,
  "a code span": `\`${waive}\``,
  "a code span over lines": `\`\n${waive}\n\``,
  "an HTML comment": `<!--\n${waive}\n-->`,
  "an HTML comment of a template": `Please read.\n\n<!-- type here:\n\n${waive}\n\n-->`,
  "an HTML comment that is not closed": `<!--\n${waive}`,
  "an attribute": `text <a title="\n${waive}\n">x</a>`,
  "an HTML block": `<details>\n${waive}\n</details>`,
  CDATA: `<![CDATA[\n${waive}\n]]>`,
  "a list": `- ${waive}`,
  "a heading": `# ${waive}`,
  "a table": `${waive} | a\n--- | ---\n${waive} | b`,
  "a link": `[${waive}](https://example.com)`,
  "the title of a link definition": `[a]: https://example.com "\n${waive}\n"`,
  bold: `**${waive}**`,
  "a zero-width space before it": `\u200b${waive}`,
  "a byte order mark before it": `\ufeff${waive}`,
  "a right-to-left override before it": `\u202e${waive}`,
  "a zero-width joiner in the prefix": waive.replace("lock", "lo\u200dck"),
  "a Cyrillic letter": waive.replace("o", "\u043e"),
  "a Kelvin sign": waive.replace("k", "\u212a"),
  "a full-width slash": waive.replace("/", "\uff0f"),
  "a no-break space": waive.replace(" ", "\u00a0"),
  "an entity": waive.replace("/", "&#47;"),
  "a backslash": `\\${waive}`,
  "a line separator": `text\u2028${waive}`,
  "the middle of a line": `see ${waive}`,
  "behind 64 KB": `${"a".repeat(65_530)}\n${waive}`,
  "behind thousands of lines": `${"a\n".repeat(3_000)}${waive}`,
};

/** These are commands, and somebody who may not gets nothing by them. */
const refused: Readonly<Record<string, string>> = {
  plainly: waive,
  "with CRLF": `Hello\r\n${waive}\r\n`,
  "in capitals": waive.toUpperCase().replace("LOG", "log"),
  "ten times over": `${waive}\n`.repeat(50),
  "with everything at once": `/lockstep waive log,security,window,G4,G5 -- all of it`,
  "in the name of somebody else": "/lockstep waive log -- on behalf of @bob\nCo-authored-by: bob <bob@example.com>",
  "with markup in the name": "/lockstep waive `log`<script> -- x",
  "with a name from every object": "/lockstep waive __proto__,constructor,toString -- x",
  "with a path": "/lockstep attest ../../etc/passwd -- x",
  "with a very long name": `/lockstep waive ${"a".repeat(1_900)} -- x`,
  "with a line that is too long": `/lockstep waive log -- ${"a".repeat(5_000)}`,
  "with brackets and bars": "/lockstep waive log -- ![x](https://example.com/a.png) | </details> <!-- -->",
  "with half of a character": "/lockstep waive log -- \ud800",
};

describe("a permitted person who writes it where it is no command", () => {
  const scene = setScene(stage);

  test.each(Object.entries(hidden))("%s", async (_name, body) => {
    stage.github.forgetRequests();
    scene.pull.comment(body, { by: "bob" });
    await settledNow(stage);
    expect(stage.github.countRequests()).toBe(0);
    expect(scene.pull.mergeable).toBe(false);
    expect(scene.pull.answers()).toEqual([]);
  });
});

describe("somebody who may not", () => {
  const scene = setScene(stage);

  test.each(Object.entries(refused))("%s", async (_name, body) => {
    await said(stage, scene.pull, body, "mallory");
    expect(scene.pull.mergeable).toBe(false);
    const kinds = (await trailOf(stage)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => ["waiver", "attestation", "approval", "hold"].includes(kind))).toEqual([]);
    const [answer] = scene.pull.answers();
    // What is said back mentions nobody and shows nothing but what was written.
    const plain = (answer?.body ?? "").replaceAll(/(`+)[^`]*\1/g, "");
    expect(plain).not.toMatch(/(?<!\w)@(?!&#8203;)\w/);
    expect(plain).not.toMatch(/<(?!!-- lockstep answer)(?!\/?code>)[a-z/!]/i);
  });
});

describe("a permitted person with a hostile reason", () => {
  const scene = setScene(stage);

  test("waives, and the reason shows as it is", async () => {
    const reason = "@acme/all closes #1 <img src=x> | `code` [a](https://example.com) \u202e --> $x$ \u0007";
    await said(stage, scene.pull, `/lockstep waive log -- ${reason}`);
    expect(scene.pull.mergeable).toBe(true);
    for (const text of [scene.pull.check()?.summary ?? "", scene.pull.sticky()?.body ?? ""]) {
      expect(text).not.toContain("@acme");
      expect(text).not.toContain("<img");
      expect(text).not.toContain("#1 ");
      expect(text).not.toContain("\u202e");
      expect(text).not.toContain("](https://example.com)");
    }
  });
});
