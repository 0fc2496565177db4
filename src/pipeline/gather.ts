import type { ChangeSet } from "../core/change-set.ts";
import { needsOf, triggerNeedsOf } from "../core/evaluate.ts";
import type { Facts, Need, TextVersions } from "../core/facts.ts";
import type { Policy } from "../core/policy.ts";
import type { PullRequest } from "../core/pull-request.ts";
import { lineCountsOf, readDocuments } from "./gather-documents.ts";
import { readReports } from "./gather-reports.ts";
import { gatherSecrets } from "./gather-secrets.ts";
import { readTextsAtHead, textReader } from "./gather-texts.ts";
import { lostTexts, withoutAddedLines, withoutText } from "./lost-texts.ts";
import { once } from "./once.ts";
import type { FactSource, FindSecrets } from "./ports.ts";

/** What is known about a change before anything is fetched. */
export interface Occasion {
  readonly changeSet: ChangeSet;
  readonly pullRequest: PullRequest;
  readonly stage: string | undefined;
}

/** What facts are gathered from. */
interface Gathering {
  readonly policy: Policy;
  readonly source: FactSource;
  readonly texts: ReadonlyMap<string, TextVersions>;
  readonly findSecrets: FindSecrets | undefined;
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
  facts = await withLostTexts(facts, triggerNeedsOf(policy), source);
  const readTexts = textReader(changeSet, source);
  const asked = new Set<string>();
  for (let look = 0, further = maxFurtherTexts; look <= furtherLooks; look++) {
    const needs = needsOf(policy, facts).filter((need) => !asked.has(keyOf(need)));
    if (look > 0 && needs.length === 0) break;
    for (const need of needs) asked.add(keyOf(need));
    const paths = pathsOf(needs, "text");
    const texts = await readTexts(look === 0 ? paths : paths.slice(0, further));
    if (look > 0) further -= Math.min(further, paths.length);
    facts = await withFacts(facts, needs, { policy, source, texts, findSecrets });
    facts = await withLostTexts(facts, needs, source);
  }
  return facts;
}

/** The facts with what is still needed. */
async function withFacts(known: Facts, needs: readonly Need[], { policy, source, texts, findSecrets }: Gathering) {
  const { changeSet } = known;
  const asked = <Value>(fact: Need["fact"], ask: () => Promise<Value>) => (wants(needs, fact) ? ask() : undefined);
  const at = <Value>(fact: PathFact, read: (paths: readonly string[]) => Promise<Value>) =>
    asked(fact, () => read(pathsOf(needs, fact)));
  return joined(known, {
    documents: at("document", (paths) => readDocuments(paths, changeSet, source)),
    lineCounts: at("line-count", (paths) => lineCountsOf(paths, source)),
    texts: at("text", () => Promise.resolve(texts)),
    textsAtHead: at("text-at-head", (paths) => readTextsAtHead(paths, source)),
    secrets: at("secrets", (paths) => gatherSecrets(paths, () => source.addedLines(), findSecrets)),
    lineOrigins: at("line-origins", (paths) => lineOriginsOf(paths, changeSet, source)),
    authorNames: asked("line-origins", () => source.authorNames()),
    tree: asked("tree", () => source.tree()),
    checks: asked("checks", () => source.checks(wantsApps(needs))),
    reports: readReports(needs, source, policy.reports),
    addedLines: asked("added-lines", () => source.addedLines()),
    approvals: asked("approvals", () => source.approvals()),
    commits: commitsFor(needs, known, source),
  });
}

/** The facts with which of the files that were counted or searched for these needs are no text any more. */
async function withLostTexts(facts: Facts, needs: readonly Need[], source: FactSource): Promise<Facts> {
  const texts = wants(needs, "line-count") || wants(needs, "text-at-head") ? withoutText(facts) : [];
  const added = wants(needs, "added-lines") || wants(needs, "secrets") ? await source.addedLines() : undefined;
  const lines = added === undefined ? [] : withoutAddedLines(facts.changeSet, added, await source.unshown?.());
  return {
    ...facts,
    ...(texts.length === 0 ? {} : { lostTexts: await lostTexts(texts, source) }),
    ...(lines.length === 0 ? {} : { lostLines: await lostTexts(lines, source) }),
  };
}

/** Facts on their way. */
type Coming = { readonly [Fact in keyof Facts]: Promise<Facts[Fact]> | undefined };

/** What is known with what comes: entries of maps are added, all else is replaced; what nobody asked for does not appear. */
async function joined(known: Facts, coming: Partial<Coming>): Promise<Facts> {
  const found = await Promise.all(
    Object.entries(coming).map(async ([fact, promise]): Promise<readonly [string, unknown]> => {
      const before = known[fact as keyof Facts];
      const value = await promise;
      return [fact, before instanceof Map && value instanceof Map ? new Map([...before, ...value]) : value];
    }),
  );
  return { ...known, ...Object.fromEntries(found.filter(([, value]) => value !== undefined)) };
}

async function lineOriginsOf(
  paths: readonly string[],
  changeSet: ChangeSet,
  source: FactSource,
): Promise<NonNullable<Facts["lineOrigins"]>> {
  return new Map(
    await Promise.all(
      paths.map(async (path) => [path, await source.lineOrigins(headPathOf(path, changeSet))] as const),
    ),
  );
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

function wantsApps(needs: readonly Need[]): boolean {
  return needs.some((need) => need.fact === "checks" && need.apps);
}

type PathFact = Extract<Need, { readonly path: string }>["fact"];

function pathsOf(needs: readonly Need[], fact: PathFact): readonly string[] {
  return [...new Set(needs.flatMap((need) => (need.fact === fact ? need.path : [])))];
}
