import type { FakePullRequest } from "../test/fake/index.ts";
import { missing, openFromFork, openRouting } from "./harbour.ts";
import type { DemoStage } from "./stage.ts";

/** Something a person would do next. */
export interface Action {
  readonly id: string;
  readonly label: string;
  readonly explains: string;
  /** False: there is nothing of the kind to do now. */
  readonly fits: (pull: FakePullRequest) => boolean;
  readonly act: (stage: DemoStage, pull: FakePullRequest) => void;
}

const isOpen = ({ state }: FakePullRequest) => state.state === "open";
const isBlockedBy = (pull: FakePullRequest) =>
  isOpen(pull) && pull.check("lockstep / G4 Documentation")?.conclusion === "failure";
const lacks = (pull: FakePullRequest, files: Readonly<Record<string, string>>) =>
  isOpen(pull) &&
  Object.entries(files).some(([path, text]) => {
    const { git } = pull.repository.state;
    return git.blobs.get(git.at(pull.head).files.get(path)?.oid ?? "")?.toString() !== text;
  });

function pushing(id: keyof typeof missing, label: string, explains: string): Action {
  return {
    ...{ id, label, explains },
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
    id: "recheck",
    label: "Comment /lockstep recheck",
    explains: "works where nothing was ever posted, too",
    fits: isOpen,
    act: (_, pull) => {
      pull.comment("/lockstep recheck", { by: "ada" });
    },
  },
  {
    id: "waive-own",
    label: "Waive as the author",
    explains: "refused, and told who may",
    fits: isBlockedBy,
    act: (_, pull) => {
      pull.comment("/lockstep waive runtime-behaviour -- I know what I am doing", { by: pull.state.author ?? "ada" });
    },
  },
  {
    id: "waive",
    label: "Waive as Bea, who maintains",
    explains: "for two days, with a reason; push something and it ends",
    fits: isBlockedBy,
    act: (_, pull) => {
      pull.comment("/lockstep waive runtime-behaviour for 2d -- the log is locked during the move", { by: "bea" });
    },
  },
  {
    id: "retarget",
    label: "Retarget",
    explains: "main or release: a stale green is taken back at once",
    fits: isOpen,
    act: (_, pull) => {
      pull.retarget(pull.state.base === "main" ? "release" : "main");
    },
  },
  {
    id: "break",
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
    label: "Merge",
    explains: "where the required check allows it",
    fits: (pull) => isOpen(pull) && pull.mergeable,
    act: (_, pull) => {
      pull.merge();
    },
  },
  {
    id: "open",
    label: "Open another",
    explains: "the same change, as a new pull request",
    fits: () => true,
    act: ({ repository }) => {
      openRouting(repository);
    },
  },
  {
    id: "fork",
    label: "Open one from a fork",
    explains: "that switches the policy off",
    fits: () => true,
    act: ({ repository }) => {
      openFromFork(repository);
    },
  },
];
