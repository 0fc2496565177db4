import type { FakePullRequest } from "../test/fake/index.ts";
import { missing, openFromFork, openRouting } from "./harbour.ts";
import type { DemoStage } from "./stage.ts";

/** One scene: what somebody does, and what must come of it. */
interface Scene {
  readonly says: string;
  readonly act: () => void;
  readonly until: () => boolean;
  readonly shows: () => string;
}

/** Plays the story, one line per scene. Rejects when something does not come out as it must. */
export async function playStory({ github, repository }: DemoStage, tell: (line: string) => void): Promise<void> {
  let pull: FakePullRequest | undefined;
  let fork: FakePullRequest | undefined;
  let hasPushed = false;
  let waived = "";
  const routing = () => present(pull);
  const scenes: readonly Scene[] = [
    {
      says: "Ada changes the routing and the share of traffic, and nothing that operators read.",
      act: () => {
        pull = openRouting(repository);
      },
      until: () => isBlocked(routing()) && routing().appComments().length === 1,
      shows: () => routing().check()?.title ?? "",
    },
    {
      says: "She adds a test and the entry in the status log.",
      act: () => routing().push({ ...missing.test, ...missing.entry }),
      until: () => isBlocked(routing()) && routing().check("lockstep / G4 Documentation")?.conclusion === "success",
      shows: () => routing().check()?.title ?? "",
    },
    {
      says: "GitHub breaks for a while, just as she pushes the row with the figures of the rollout.",
      act: () => {
        const trouble = github.fail({ on: "everything", with: "502", times: 4 });
        routing().push(missing.row);
        return trouble;
      },
      until: () => routing().mergeable,
      shows: () => `${routing().check()?.title ?? ""} One comment, marked as resolved.`,
    },
    {
      says: "Somebody retargets the pull request: the green is taken back at once, and comes again for the new branch.",
      act: () => {
        routing().retarget("release");
      },
      until: () =>
        routing().mergeable &&
        routing()
          .allChecks()
          .filter(({ name }) => name === "lockstep").length > 1,
      shows: () => routing().check()?.title ?? "",
    },
    {
      says: "Mallory's fork switches the policy off and does what it forbids.",
      act: () => {
        fork = openFromFork(repository);
      },
      until: () => isBlocked(present(fork)),
      shows: () => present(fork).check()?.title ?? "",
    },
    {
      says: "Mallory waives the rules on it. So does Bea, who maintains the harbour, and approves; Mallory then pushes once more.",
      act: () => {
        const line = "/lockstep waive runtime-behaviour,tests-with-code -- the build is frozen";
        present(fork).comment(line, { by: "mallory" });
        present(fork).comment(`${line}\n/lockstep approve harbour-master`, { by: "bea" });
      },
      until: () => {
        const isWaived = present(fork).mergeable && present(fork).answers().length === 1;
        if (isWaived && !hasPushed) {
          waived = present(fork).check()?.title ?? "";
          present(fork).push({ "src/routing/berths.ts": "export const order = null;\n" });
          hasPushed = true;
        }
        return hasPushed && isBlocked(present(fork));
      },
      shows: () => `One refusal. ${waived} Then, with other content: ${present(fork).check()?.title ?? ""}`,
    },
    {
      says: "The same deliveries once more.",
      act: () => {
        github.forgetRequests();
        for (const { id } of [...github.webhooks.attempts]) github.webhooks.again(id);
      },
      until: () => github.requests.filter(({ kind }) => kind === "query").length >= 2,
      shows: () => `${github.requests.filter(({ kind }) => kind === "mutation").length} writes`,
    },
  ];
  for (const { says, act, until, shows } of scenes) {
    tell(`• ${says}`);
    act();
    await github.until(until, { withinMs: 60_000, describe: () => says });
    tell(`  ✓ ${shows()}`);
  }
  const runs = routing().appComments().length;
  if (runs !== 1) throw new Error(`${runs} comments instead of one`);
  if (github.api.violations.length > 0) throw new Error(github.api.violations.join("\n"));
}

function isBlocked(pull: FakePullRequest): boolean {
  return pull.concluded && !pull.mergeable;
}

function present(pull: FakePullRequest | undefined): FakePullRequest {
  if (pull === undefined) throw new Error("the pull request is not open yet");
  return pull;
}
