import { type Address, pullRequestDocument } from "../address.ts";
import { announcementsOf } from "../announced/announcement.ts";
import { coverOf } from "../announced/cover.ts";
import { locate } from "../document/locate.ts";
import { sentence } from "../document/place.ts";
import { firstFindings } from "../document/row-findings.ts";
import type { Facts } from "../facts.ts";
import { readPackets } from "../packets/packet.ts";
import { quote } from "../quotation.ts";
import { type Finding, fail, failIfAny, type Outcome, pass, undecidable } from "../requirement.ts";
import { type Commit, maxCommitsWithFiles } from "./commit.ts";

/** Most packets that commits are compared with. */
const maxPackets = 100;

interface Asked {
  readonly "one-packet"?: Address | undefined;
  /** The field that names files. */
  readonly files: string;
}

/** A packet, and the paths of the commits that it announces. */
interface Home {
  readonly title: string;
  readonly paths: ReadonlySet<string>;
}

/**
 * Whether each commit touches files of one packet only. Files that no packet announces are passed over: `scope` asks for
 * these. Merges must not be among the commits.
 */
export function judgePackets(asked: Asked, commits: readonly Commit[], facts: Facts): Outcome {
  const { "one-packet": address, files } = asked;
  if (address === undefined) return pass();
  const located = locate(facts, address);
  if (!located.found) return located.outcome;
  const { path, line, after } = located.place;
  const location = { path, line };
  const packets = readPackets(after, [files]).map(({ title, fields }) => ({
    title,
    announcements: announcementsOf(fields.get(files)?.values ?? [], path, true),
  }));
  if (packets.every(({ announcements }) => announcements.length === 0)) {
    return fail({
      message: sentence(address, path, `has no packets that name *${files}*`),
      location,
      remedy: "Lay the work out in packets, and name the files of each.",
    });
  }
  const unknown = commits.find((commit) => commit.files === undefined);
  if (unknown !== undefined) {
    return undecidable({
      message: `What commit ${nameOf(unknown)} touches is not known; that is looked at for at most ${maxCommitsWithFiles} commits.`,
      location: { path: pullRequestDocument },
      remedy: "Put commits together that belong together, or split the pull request.",
    });
  }
  const paths = [...new Set(commits.flatMap((commit) => commit.files ?? []))];
  const tooMuch =
    coverOf(
      packets.flatMap(({ announcements }) => announcements),
      paths,
      1,
    ) === undefined;
  if (tooMuch || packets.length > maxPackets) {
    return undecidable({
      message: sentence(address, path, "has more packets or globs than can be compared with these commits"),
      location,
      remedy: `Lay the work out in at most ${maxPackets} packets that name files and directories.`,
    });
  }
  const homes = packets.map(({ title, announcements }): Home => {
    const cover = coverOf(announcements, paths, 1);
    return { title, paths: new Set(paths.filter((one) => cover?.has(one) === true)) };
  });
  return failIfAny(firstFindings(mixed(commits, homes)));
}

function* mixed(commits: readonly Commit[], homes: readonly Home[]): Generator<Finding, void, undefined> {
  for (const commit of commits) {
    const touched = (commit.files ?? []).filter((path) => homes.some(({ paths }) => paths.has(path)));
    const [first] = touched;
    if (first === undefined || homes.some(({ paths }) => touched.every((path) => paths.has(path)))) continue;
    const home = homes.find(({ paths }) => paths.has(first));
    // There is one: otherwise this packet had them all.
    const other = touched.find((path) => home?.paths.has(path) === false) ?? first;
    const elsewhere = homes.find(({ paths }) => paths.has(other));
    yield {
      message: `Commit ${nameOf(commit)} touches more than one packet: ${quote(first)} of ${quote(home?.title ?? "")} and ${quote(other)} of ${quote(elsewhere?.title ?? "")}.`,
      location: { path: pullRequestDocument },
      remedy: "Split the commit: one for each packet.",
    };
  }
}

function nameOf({ oid, subject }: Commit): string {
  return `\`${oid.slice(0, 7)}\` (${quote(subject)})`;
}
