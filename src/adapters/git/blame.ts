import type { LineOrigin } from "../../core/facts.ts";
import { gitOutput, runGit } from "./run.ts";

/** Most commits whose people are asked for in one command. */
const batchSize = 200;

/**
 * Who last set each line of a file at a commit, by mail address and, where an address of GitHub holds one, by login;
 * undefined when git cannot tell. Without a mailmap: that is a file of the work tree, so the change could bring one.
 */
export async function blameFile(
  root: string,
  commit: string,
  path: string,
): Promise<readonly LineOrigin[] | undefined> {
  const options = ["-c", "blame.ignoreRevsFile=", "--literal-pathspecs"];
  const blame = ["blame", "--no-textconv", "--porcelain", commit, "--", path];
  const { exitCode, stdout } = await runGit(root, [...options, ...blame]);
  if (exitCode !== 0) return undefined;
  // By newlines alone, and what stands in the file is indented: a line of it cannot pass for one of git's.
  const commits = stdout
    .toString("latin1")
    .split("\n")
    .flatMap((line) => /^([0-9a-f]{40,64}) \d+ \d+(?: \d+)?$/.exec(line)?.[1] ?? []);
  const people = await peopleOf(root, [...new Set(commits)]);
  return commits.map((oid) => ({ people: people.get(oid) ?? [], unknown: !people.has(oid), commit: oid }));
}

/** Names of the author of the first commit of a change: who began it. */
export async function firstAuthor(root: string, mergeBase: string, head: string): Promise<readonly string[]> {
  const listed = await gitOutput(root, ["rev-list", "--reverse", "--first-parent", `${mergeBase}..${head}`]);
  const [first] = listed.toString("latin1").trim().split("\n");
  if (first === undefined || first === "") return [];
  const output = await gitOutput(root, ["show", "-s", "--format=%ae", first]);
  return namesIn(output.toString("utf8"));
}

async function peopleOf(root: string, commits: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  // Four fields each, ended by NUL, which no commit can hold: a message cannot make a record up.
  const format = "--format=%H%x00%ae%x00%ce%x00%(trailers:key=Co-authored-by,valueonly=true)";
  for (let at = 0; at < commits.length; at += batchSize) {
    const output = await gitOutput(root, ["show", "-s", "-z", format, ...commits.slice(at, at + batchSize)]);
    const fields = output.toString("utf8").split("\0");
    for (let field = 0; field + 3 < fields.length; field += 4) {
      const [oid = "", author = "", committer = "", others = ""] = fields.slice(field, field + 4);
      const mails = [author, committer, ...[...others.matchAll(/<([^<>\n]{1,300})>/g)].map(([, mail = ""]) => mail)];
      found.set(oid, [...new Set(mails.flatMap(namesIn))]);
    }
  }
  return found;
}

/** A mail address, and the login in it where GitHub made it up. */
function namesIn(mail: string): readonly string[] {
  const address = mail.trim().toLowerCase();
  const login = /^(?:\d+\+)?([a-z0-9_-]+)@users\.noreply\.github\.com$/.exec(address)?.[1];
  return [address, ...(login === undefined ? [] : [login])].filter(Boolean);
}
