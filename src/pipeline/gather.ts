import type { ChangeSet } from "../core/change-set.ts";
import type { DocumentState } from "../core/document.ts";
import { needsOf, triggerNeedsOf } from "../core/evaluate.ts";
import type { DocumentVersions, Facts, Need, TextVersions } from "../core/facts.ts";
import type { Policy } from "../core/policy.ts";
import type { PullRequest } from "../core/pull-request.ts";
import { countLines, readDocument } from "../read/document.ts";
import { maxDocumentBytes } from "../read/markdown.ts";
import { gatherSecrets } from "./gather-secrets.ts";
import { readTextsAtHead, textReader, whyUnread } from "./gather-texts.ts";
import type { FactSource, FileContent, FindSecrets } from "./ports.ts";
import { readReports } from "./reports.ts";

/** What is known about a change before anything is fetched. */
export interface Occasion {
  readonly changeSet: ChangeSet;
  readonly pullRequest: PullRequest;
  readonly stage: string | undefined;
}

/** How often requirements are asked again, with what was found, for what else they must look at. */
const furtherLooks = 2;

/** How many files are read as plain text because of what others say: what a change contains must not cost without end. */
const maxFurtherTexts = 200;

/**
 * Fetches what the policy needs to judge a change, and nothing else. The triggers are asked first, then the requirements,
 * these again as long as what was found makes them ask for more.
 */
export async function gather(
  policy: Policy,
  given: FactSource,
  occasion: Occasion,
  findSecrets?: FindSecrets,
): Promise<Facts> {
  const { changeSet, pullRequest, stage } = occasion;
  const source = { ...given, addedLines: once(() => given.addedLines()) };
  const addedLines = wants(triggerNeedsOf(policy), "added-lines") ? await source.addedLines() : undefined;
  let facts: Facts = {
    changeSet,
    pullRequest,
    ...(stage === undefined ? {} : { stage }),
    ...(addedLines === undefined ? {} : { addedLines }),
  };
  const readTexts = textReader(changeSet, source);
  const asked = new Set<string>();
  for (let look = 0, further = maxFurtherTexts; look <= furtherLooks; look++) {
    const needs = needsOf(policy, facts).filter((need) => !asked.has(keyOf(need)));
    if (look > 0 && needs.length === 0) break;
    for (const need of needs) asked.add(keyOf(need));
    const paths = pathsOf(needs, "text");
    const texts = await readTexts(look === 0 ? paths : paths.slice(0, further));
    if (look > 0) further -= Math.min(further, paths.length);
    const [found, secrets] = await Promise.all([
      withFacts(policy, facts, needs, texts, source),
      gatherSecrets(pathsOf(needs, "secrets"), source.addedLines, findSecrets),
    ]);
    facts = secrets === undefined ? found : { ...found, secrets: new Map([...(found.secrets ?? []), ...secrets]) };
  }
  return facts;
}

/** Asks the first time, and gives the same answer ever after. */
function once<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let answer: Promise<Value> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}

/** The facts with what is still needed, and with these texts. */
async function withFacts(
  { reports: sources }: Policy,
  known: Facts,
  needs: readonly Need[],
  texts: ReadonlyMap<string, TextVersions>,
  source: FactSource,
): Promise<Facts> {
  const { changeSet } = known;
  const origins = pathsOf(needs, "line-origins");
  const [
    documents,
    lineCounts,
    tree,
    checks,
    reports,
    lines,
    approvals,
    lineOrigins,
    authorNames,
    commits,
    textsAtHead,
  ] = await Promise.all([
    readDocuments(pathsOf(needs, "document"), changeSet, source),
    lineCountsOf(pathsOf(needs, "line-count"), source),
    wants(needs, "tree") ? source.tree() : undefined,
    wants(needs, "checks") ? source.checks(needs.some((need) => need.fact === "checks" && need.apps)) : undefined,
    readReports(needs, source, sources),
    known.addedLines === undefined && wants(needs, "added-lines") ? source.addedLines() : undefined,
    wants(needs, "approvals") ? source.approvals() : undefined,
    Promise.all(origins.map(async (path) => [path, await source.lineOrigins(headPathOf(path, changeSet))] as const)),
    origins.length > 0 ? source.authorNames() : undefined,
    commitsFor(needs, known, source),
    readTextsAtHead(pathsOf(needs, "text-at-head"), source),
  ]);
  return {
    ...known,
    documents: new Map([...(known.documents ?? []), ...documents]),
    lineCounts: new Map([...(known.lineCounts ?? []), ...lineCounts]),
    ...(texts.size > 0 && { texts: new Map([...(known.texts ?? []), ...texts]) }),
    ...(tree && { tree }),
    ...(checks && { checks }),
    ...(reports && { reports: new Map([...(known.reports ?? []), ...reports]) }),
    ...(lines && { addedLines: lines }),
    ...(approvals && { approvals }),
    ...(origins.length > 0 && { lineOrigins: new Map([...(known.lineOrigins ?? []), ...lineOrigins]) }),
    ...(authorNames && { authorNames }),
    ...(commits && { commits }),
    ...(textsAtHead.size > 0 && { textsAtHead: new Map([...(known.textsAtHead ?? []), ...textsAtHead]) }),
  };
}

/** Asked once for all, with what they touch if anybody needs that; commits that are known stay when nobody does. */
async function commitsFor(needs: readonly Need[], known: Facts, source: FactSource): Promise<Facts["commits"]> {
  const wanted = needs.flatMap((need) => (need.fact === "commits" ? need.files : []));
  const withFiles = wanted.includes(true);
  return wanted.length === 0 || (known.commits !== undefined && !withFiles) ? undefined : source.commits(withFiles);
}

/** Where a document that the policy names is at the head: a rename takes it along. */
function headPathOf(path: string, { files }: ChangeSet): string {
  if (files.some((file) => file.path === path)) return path;
  return files.find(({ previousPath }) => previousPath === path)?.path ?? path;
}

function keyOf(need: Need): string {
  if (need.fact === "checks" && need.apps) return "checks with their apps";
  if (need.fact === "reports") return [need.fact, ...need.names, need.format ?? ""].join(" ");
  if (need.fact === "commits") return need.files ? "commits with files" : "commits";
  return "path" in need ? `${need.fact} ${need.path}` : need.fact;
}

function wants(needs: readonly Need[], fact: Need["fact"]): boolean {
  return needs.some((need) => need.fact === fact);
}

type PathFact = Extract<Need, { readonly path: string }>["fact"];

function pathsOf(needs: readonly Need[], fact: PathFact): readonly string[] {
  return [...new Set(needs.flatMap((need) => (need.fact === fact ? need.path : [])))];
}

/**
 * Both versions of each document. A rename is followed from either end, so that a document keeps its history: `before`
 * is read where it came from, `after` where it went when the policy still names the old place.
 */
async function readDocuments(
  paths: readonly string[],
  changeSet: ChangeSet,
  source: FactSource,
): Promise<ReadonlyMap<string, DocumentVersions>> {
  if (paths.length === 0) return new Map();
  const renames = changeSet.files.filter(({ previousPath }) => previousPath !== undefined);
  const origins = new Map(renames.map(({ path, previousPath }) => [path, previousPath]));
  const headPaths = new Set(changeSet.files.map(({ path }) => path));
  const places = paths.map((path) => {
    // Where something new took the old place, the policy's path means that, not what moved away.
    const movedTo = headPaths.has(path) ? undefined : renames.find(({ previousPath }) => previousPath === path)?.path;
    return { path, before: origins.get(path) ?? path, after: movedTo ?? path, movedTo };
  });
  const [before, after] = await Promise.all([
    source.files("merge-base", [...new Set(places.map((place) => place.before))], maxDocumentBytes),
    source.files("head", [...new Set(places.map((place) => place.after))], maxDocumentBytes),
  ]);
  // The same blob is read once: most documents are the same before and after.
  const read = new Map<string, DocumentState>();
  const stateOf = (content: FileContent | undefined): DocumentState => {
    if (content?.state !== "text") return unreadState(content);
    const state = read.get(content.oid) ?? readDocument(content.text);
    read.set(content.oid, state);
    return state;
  };
  return new Map(
    places.map((place) => [
      place.path,
      {
        path: place.path,
        before: stateOf(before.get(place.before)),
        after: stateOf(after.get(place.after)),
        ...(place.movedTo === undefined ? {} : { movedTo: place.movedTo }),
      },
    ]),
  );
}

function unreadState(content: Exclude<FileContent, { state: "text" }> | undefined): DocumentState {
  if (content === undefined) return { state: "unreadable", why: "could not be read" };
  return content.state === "absent" ? { state: "absent" } : { state: "unreadable", why: whyUnread(content) };
}

/**
 * Lines of files at the head; no entry for a file too large to count, or beyond what is read in all, which makes the count
 * undecidable. Read in parts, so that not all of it is held at once.
 */
async function lineCountsOf(
  paths: readonly string[],
  source: FactSource,
): Promise<ReadonlyMap<string, number | undefined>> {
  const counts = new Map<string, number | undefined>();
  for (let at = 0, length = 0; at < paths.length && length < maxCountedLength; at += countedAtOnce) {
    const part = paths.slice(at, at + countedAtOnce);
    for (const [path, content] of await source.files("head", part, maxCountedBytes)) {
      if (content.state === "text") counts.set(path, countLines(content.text));
      else if (content.state !== "too-large") counts.set(path, undefined);
      length += content.state === "text" ? content.text.length : 0;
    }
  }
  return counts;
}

/** Largest file whose lines are counted, in bytes. */
const maxCountedBytes = 16 * 1024 * 1024;

/** How much text is counted in all, in UTF-16 code units, and how many files are read at a time. */
const maxCountedLength = 256 * 1024 * 1024;
const countedAtOnce = 50;
