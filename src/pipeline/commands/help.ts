import type { Command } from "./command.ts";

/** Answers with what can be said to Lockstep. Made from the commands themselves. */
export function helpOf(commands: () => readonly Command[]): Command {
  return {
    name: "help",
    usage: "help [COMMAND]",
    summary: "Answers with what can be said to Lockstep, and who may.",
    whoMay: "anybody who can comment",
    examples: ["help", "help waive"],
    run({ words }) {
      const [name] = words;
      const wanted = commands().filter((command) => name === undefined || command.name === name.toLowerCase());
      return { kind: "answer", text: renderHelp(wanted.length > 0 ? wanted : commands()) };
    },
  };
}

/** The table of commands, as Markdown: the answer to `help`, and the reference page. */
export function renderHelp(commands: readonly Command[]): string {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  const rows = commands.map(
    ({ usage, summary, whoMay }) => `| <code>/lockstep ${htmlOf(usage)}</code> | ${cell(summary)} | ${cell(whoMay)} |`,
  );
  return [
    "| Command | Does | Who may |\n| --- | --- | --- |",
    ...rows,
    "",
    "A command is a line of its own in a new comment, review or line comment; editing it afterwards changes nothing.",
  ].join("\n");
}

/** In a table a bar inside backticks still ends the cell. */
function htmlOf(text: string): string {
  return text.replaceAll("|", "&#124;");
}
