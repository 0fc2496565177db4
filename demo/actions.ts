import type { FakePullRequest } from "../test/fake/index.ts";
import { missing, openFromFork, openRouting } from "./harbour.ts";
import type { DemoStage } from "./stage.ts";

/** Something a person would do next. */
export interface Action {
  readonly id: string;
  /** Whose doing it is: the heading above the button. */
  readonly who: string;
  readonly label: string;
  readonly explains: string;
  /** False: there is nothing of the kind to do now. */
  readonly fits: (pull: FakePullRequest) => boolean;
  readonly act: (stage: DemoStage, pull: FakePullRequest) => void;
}

const isOpen = ({ state }: FakePullRequest) => state.state === "open";
const isBlockedBy = (pull: FakePullRequest) =>
  isOpen(pull) && pull.check("lockstep / G4 Documentation")?.conclusion === "failure";
const isHeld = (pull: FakePullRequest) => pull.check("lockstep / Hold")?.conclusion === "failure";
const authorOf = (pull: FakePullRequest) => pull.state.author ?? "ada";
const explainButton = (pull: FakePullRequest) => pull.check()?.actions.find(({ label }) => label === "Explain");
const lacks = (pull: FakePullRequest, files: Readonly<Record<string, string>>) =>
  isOpen(pull) &&
  Object.entries(files).some(([path, text]) => {
    const { git } = pull.repository.state;
    return git.blobs.get(git.at(pull.head).files.get(path)?.oid ?? "")?.toString() !== text;
  });

const ada = "The author";
const bea = "Bea, who maintains";
const others = "Anybody else";

function pushing(id: keyof typeof missing, label: string, explains: string): Action {
  return {
    ...{ id, who: ada, label, explains },
    fits: (pull) => lacks(pull, missing[id]),
    act: (_, pull) => {
      pull.push(missing[id]);
    },
  };
}

/** What can be done, in the order of the buttons. */
export const actions: readonly Action[] = [
  pushing("entry", "Push the missing entry", "a new item in the status log"),
  pushing("row", "Push the missing row", "figures of the rollout, in typed columns"),
  pushing("test", "Push a test", "because code without a test is a claim"),
  {
    id: "evidence",
    who: ada,
    label: "Comment /lockstep evidence",
    explains: "answered with the finished row, to paste",
    fits: (pull) => isOpen(pull) && pull.check("lockstep / G5 Rollout safety")?.conclusion === "failure",
    act: (_, pull) => {
      const row = 'Window=2026-11-21T08:00Z "Fallback rate=0.8 %" "p95=175 ms" Decision=promote';
      pull.comment(`/lockstep evidence "evidence#Rollout windows" ${row}`, { by: authorOf(pull) });
    },
  },
  {
    id: "explain",
    who: ada,
    label: "Press Explain at the check",
    explains: "what the unmet rules ask, why, and who may waive them",
    fits: (pull) => isOpen(pull) && explainButton(pull) !== undefined,
    act: ({ repository }, pull) => {
      const [run, button] = [pull.check(), explainButton(pull)];
      if (run !== undefined && button !== undefined) repository.press(run, button.identifier, authorOf(pull));
    },
  },
  {
    id: "recheck",
    who: ada,
    label: "Comment /lockstep recheck",
    explains: "works where nothing was ever posted, too",
    fits: isOpen,
    act: (_, pull) => {
      pull.comment("/lockstep recheck", { by: authorOf(pull) });
    },
  },
  {
    id: "waive-own",
    who: ada,
    label: "Waive a rule",
    explains: "refused, and told who may",
    fits: isBlockedBy,
    act: (_, pull) => {
      pull.comment("/lockstep waive runtime-behaviour -- I know what I am doing", { by: authorOf(pull) });
    },
  },
  {
    id: "waive",
    who: bea,
    label: "Waive the same rule",
    explains: "for two days, with a reason; push something and it ends",
    fits: isBlockedBy,
    act: (_, pull) => {
      pull.comment("/lockstep waive runtime-behaviour for 2d -- the log is locked during the move", { by: "bea" });
    },
  },
  {
    id: "approve",
    who: bea,
    label: "Approve as harbour master",
    explains: "asked for where the policy is changed, as by the fork",
    fits: (pull) => isOpen(pull) && pull.check("lockstep / G6 Governance")?.conclusion === "failure",
    act: (_, pull) => {
      pull.comment("/lockstep approve harbour-master", { by: "bea" });
    },
  },
  {
    id: "hold",
    who: bea,
    label: "Hold",
    explains: "blocks until it is lifted, whatever is pushed",
    fits: (pull) => isOpen(pull) && !isHeld(pull),
    act: (_, pull) => {
      pull.comment("/lockstep hold until the storm is over", { by: "bea" });
    },
  },
  {
    id: "unhold",
    who: bea,
    label: "Lift the hold",
    explains: "the storm is over",
    fits: (pull) => isOpen(pull) && isHeld(pull),
    act: (_, pull) => {
      pull.comment("/lockstep unhold", { by: "bea" });
    },
  },
  {
    id: "retarget",
    who: others,
    label: "Retarget",
    explains: "main or release: a stale green is taken back at once",
    fits: isOpen,
    act: (_, pull) => {
      pull.retarget(pull.state.base === "main" ? "release" : "main");
    },
  },
  {
    id: "break",
    who: others,
    label: "Break GitHub for 10 s",
    explains: "every request fails; push something meanwhile",
    fits: () => true,
    act: ({ github }) => {
      const trouble = github.fail({ on: "everything", with: "502" });
      setTimeout(() => {
        trouble.stop();
      }, 10_000).unref();
    },
  },
  {
    id: "merge",
    who: others,
    label: "Merge",
    explains: "where the required check allows it",
    fits: (pull) => isOpen(pull) && pull.mergeable,
    act: (_, pull) => {
      pull.merge();
    },
  },
  {
    id: "open",
    who: others,
    label: "Open another",
    explains: "the same change, as a new pull request",
    fits: () => true,
    act: ({ repository }) => {
      openRouting(repository);
    },
  },
  {
    id: "fork",
    who: others,
    label: "Open one from a fork",
    explains: "that switches the policy off",
    fits: () => true,
    act: ({ repository }) => {
      openFromFork(repository);
    },
  },
];
