import * as z from "zod";
import { addressSchema, describeAddress, pullRequestDocument } from "../address.ts";
import { type Commit, isMerge, maxCommits } from "../commits/commit.ts";
import { judgePackets } from "../commits/one-packet.ts";
import { documentNeeds } from "../document/place.ts";
import { firstFindings } from "../document/row-findings.ts";
import { filesFieldSchema } from "../packets/files.ts";
import { patternSchema } from "../pattern.ts";
import { quote } from "../quotation.ts";
import { defineRequirement, type Finding, failIfAny, notApplicable, undecidable } from "../requirement.ts";
import { isFaultless, strict } from "../schema.ts";

const location = { path: pullRequestDocument };

const optionsSchema = strict({
  "at-most": z.int().min(1).max(maxCommits).optional().meta({ description: "The most commits." }),
  subject: strict({ matches: patternSchema })
    .optional()
    .meta({ description: "What the first line of every message matches." }),
  body: strict({ matches: patternSchema }).optional().meta({ description: "What the rest of every message matches." }),
  "one-packet": addressSchema.optional().meta({ description: "Work packets, of which each commit touches one only." }),
  files: filesFieldSchema,
}).refine((options) => Object.keys(options).some((key) => key !== "files"), {
  error: "at least one of at-most, subject, body and one-packet is needed",
  when: isFaultless,
});

type Options = z.output<typeof optionsSchema>;

export default defineRequirement({
  kind: "commits",
  summary: "The commits of the change are few enough, have messages as asked for, and touch one work packet each.",
  options: optionsSchema,
  needs: ({ "one-packet": packets }) => [
    { fact: "commits", files: packets !== undefined },
    ...(packets === undefined ? [] : documentNeeds(packets)),
  ],
  describe: (options) => [...parts(options)].join(", "),
  evaluate(options, facts) {
    if (facts.commits === undefined) {
      return undecidable({
        message: `The commits of the change are not known, or there are more than ${maxCommits}.`,
        location,
        remedy: `Put the change together in at most ${maxCommits} commits.`,
      });
    }
    const commits = facts.commits.filter((commit) => !isMerge(commit));
    const merges = facts.commits.length - commits.length;
    if (commits.length === 0) {
      return notApplicable(
        merges === 0 ? "there are no commits" : "every commit is a merge, and merges are passed over",
      );
    }
    const packets = judgePackets(options, commits, facts);
    const findings = firstFindings(
      tooMany(options, commits.length, merges),
      misworded(options, commits),
      packets.verdict === "fail" ? packets.findings : [],
    );
    if (packets.verdict !== "error") return failIfAny(findings);
    const [first, ...rest] = packets.findings;
    return undecidable(first, ...rest, ...findings);
  },
});

function* parts(options: Options): Generator<string, void, undefined> {
  const { "at-most": most, subject, body, "one-packet": packets } = options;
  if (most !== undefined) yield `at most ${most} ${most === 1 ? "commit" : "commits"}`;
  if (subject !== undefined) yield `commit subjects that match \`${subject.matches.source}\``;
  if (body !== undefined) yield `commit bodies that match \`${body.matches.source}\``;
  if (packets !== undefined) yield `commits that touch one packet of ${describeAddress(packets)} each`;
}

function tooMany({ "at-most": most }: Options, count: number, merges: number): readonly Finding[] {
  if (most === undefined || count <= most) return [];
  const aside = merges === 0 ? "" : merges === 1 ? ", 1 merge aside" : `, ${merges} merges aside`;
  return [
    {
      message: `The change has ${count} commits${aside}; at most ${most} ${most === 1 ? "is" : "are"} allowed.`,
      location,
      remedy: "Put commits together that belong together, or split the pull request.",
    },
  ];
}

function* misworded({ subject, body }: Options, commits: readonly Commit[]): Generator<Finding, void, undefined> {
  for (const commit of commits) {
    const name = `\`${commit.oid.slice(0, 7)}\``;
    const remedy = "Reword the commit, and push it again.";
    if (subject?.matches.matches(commit.subject) === false) {
      const message = `The subject ${quote(commit.subject)} of commit ${name} does not match \`${subject.matches.source}\`.`;
      yield { message, location, remedy };
    }
    if (body?.matches.matches(commit.body) === false) {
      const message = `The body of commit ${name}, ${quote(commit.subject)}, does not match \`${body.matches.source}\`.`;
      yield { message, location, remedy };
    }
  }
}
