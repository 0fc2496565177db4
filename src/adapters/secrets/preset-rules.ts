import { rules } from "@secretlint/secretlint-rule-preset-recommend";
import type { Match } from "./match.ts";

/** As much of secretlint's rules (version 12) as is used. */
interface PresetRule {
  readonly meta: { readonly id: string };
  create(context: object, options: object): { file?(source: object): void | Promise<void> };
}

/**
 * Left out: `filter-comments`, which lets a comment in the text itself switch rules off, and `gcp`, which opens the file of
 * a path it is given. The private key in a service account's JSON is found as a private key.
 */
const leftOut = new Set(["filter-comments", "gcp"]);

const named = (rules as unknown as readonly PresetRule[])
  .map((rule) => ({ rule, name: rule.meta.id.replace(/^.*secretlint-rule-/, "") }))
  .filter(({ name }) => !leftOut.has(name));

/** What takes a rule some time to search, in UTF-16 code units. */
const longContent = 50_000;

/** Makes no messages: those would hold what was found. */
const translate = () => (id: string) => ({ message: "", messageId: id });

/**
 * What secretlint's recommended rules see in a text. They are run without its engine, which compares every two findings and
 * keeps a record of every file for as long as the process lives (docs/explanation/adr/0014-secrets.md).
 */
export async function presetMatches(path: string, content: string): Promise<readonly Match[]> {
  const matches: Match[] = [];
  // Some rules look at the name of the file; none of them gets to know where it is.
  const source = { content, filePath: path.split("/").at(-1) ?? "", ext: "", contentType: "text" };
  for (const { rule, name } of named) {
    const report = ({ range: [start, end] }: { readonly range: readonly [number, number] }) => {
      matches.push({ rule: name, start, end });
    };
    await rule.create({ createTranslator: translate, sharedOptions: {}, report }, {}).file?.(source);
    // Other pull requests wait: a rule makes no pause of its own.
    if (content.length > longContent) await new Promise((resolve) => setImmediate(resolve));
  }
  return matches;
}
