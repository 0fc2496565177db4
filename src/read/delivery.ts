import * as z from "zod";
import { readCommands } from "./comment/commands.ts";
import type { Notice, Part, SeenPullRequest } from "./notice.ts";

/** `refs/heads/` in front of the name of a branch. */
const branchPrefix = "refs/heads/";

/** Branches of the merge queue: what happens on them is told by `merge_group`. */
const queuePrefix = "gh-readonly-queue/";

/** Most commits that GitHub lists in one push; with that many, some may be missing. */
const maxListedCommits = 2048;

const optionalText = z.string().nullish();
const repository = z.object({ full_name: z.string().max(200), default_branch: z.string().optional() });
const origin = z.object({ installation: z.object({ id: z.number() }), repository });

const pullRequest = z.object({
  number: z.number().int(),
  state: z.string(),
  draft: z.boolean().nullish(),
  head: z.object({ sha: z.string() }),
  base: z.object({ ref: z.string() }),
  updated_at: z.string(),
  changed_files: z.number().int().optional(),
});

const pullRequestEvent = origin.extend({
  action: z.string(),
  pull_request: pullRequest,
  changes: z
    .object({ title: z.unknown().optional(), body: z.unknown().optional(), base: z.unknown().optional() })
    .optional(),
});

const checkRunEvent = origin.extend({
  action: z.string(),
  check_run: z.object({
    name: z.string(),
    head_sha: z.string(),
    app: z.object({ id: z.number().nullish() }).nullish(),
  }),
});

const checkSuiteEvent = origin.extend({
  action: z.string(),
  check_suite: z.object({ head_sha: z.string(), app: z.object({ id: z.number().nullish() }).nullish() }),
});

const workflowRunEvent = origin.extend({
  action: z.string(),
  workflow_run: z.object({ id: z.number(), run_attempt: z.number().default(1), head_sha: z.string() }),
});

const statusEvent = origin.extend({ sha: z.string(), context: z.string() });

const pushEvent = origin.extend({
  ref: z.string(),
  deleted: z.boolean().optional(),
  forced: z.boolean().optional(),
  commits: z
    .array(
      z.object({
        added: z.array(z.string()).optional(),
        modified: z.array(z.string()).optional(),
        removed: z.array(z.string()).optional(),
      }),
    )
    .optional(),
});

const account = z.object({ login: z.string(), type: z.string().optional() });
const said = z.object({
  node_id: z.string(),
  body: optionalText,
  html_url: z.string().optional(),
  user: account.nullish(),
  performed_via_github_app: z.object({}).nullish(),
});
const bySomebody = origin.extend({ action: z.string(), sender: account.optional() });

const commentEvent = bySomebody.extend({
  issue: z.object({ number: z.number().int(), pull_request: z.unknown().optional() }),
  comment: said,
});
const reviewEvent = bySomebody.extend({ pull_request: pullRequest, review: said });
const lineCommentEvent = bySomebody.extend({
  pull_request: z.object({ number: z.number().int() }),
  comment: said,
});
const buttonEvent = bySomebody.extend({
  check_run: z.object({ head_sha: z.string() }),
  requested_action: z.object({ identifier: z.string() }),
});

const mergeGroupEvent = origin.extend({
  action: z.string(),
  merge_group: z.object({
    head_sha: z.string(),
    head_ref: z.string(),
    base_sha: z.string(),
    base_ref: z.string(),
  }),
});

const named = z.array(z.object({ full_name: z.string() }));
const installationEvent = z.object({
  action: z.string(),
  installation: z.object({ id: z.number() }),
  repositories_added: named.optional(),
  repositories_removed: named.optional(),
});

/** What a delivery of a webhook says that matters here. Takes only the fields it uses, because old payloads lack new ones. Never throws. */
export function readDelivery(event: string, payload: unknown, self: { readonly appId: number }): Notice {
  const reader = readers[event];
  if (reader === undefined) return ignored(`nothing follows from ${event}`);
  try {
    return reader(payload, self.appId);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return ignored(`not the ${event} event of an installation: ${error.issues[0]?.path.join(".") ?? ""} is missing`);
  }
}

type Reader = (payload: unknown, appId: number) => Notice;

const readers: Readonly<Record<string, Reader>> = {
  pull_request: readPullRequestEvent,
  pull_request_review(payload) {
    const { action, sender, pull_request: pull, review, ...from } = reviewEvent.parse(payload);
    const seen = seenIn(from.installation.id, from.repository.full_name, pull);
    const did = action === "submitted" ? "written" : actions[action];
    if (did === undefined) return { kind: "pull-request", seen, parts: ["reviews"] };
    return { ...comment(did, "review", pull.number, review, sender, from), seen };
  },
  pull_request_review_comment(payload) {
    const { action, sender, pull_request: pull, comment: line, ...from } = lineCommentEvent.parse(payload);
    const did = actions[action];
    if (did === undefined) return ignored(`nothing follows from ${action}`);
    return comment(did, "line-comment", pull.number, line, sender, from);
  },
  check_run(payload, appId) {
    const { action, check_run: run, ...from } = checkRunEvent.parse(payload);
    if (action === "requested_action") return readButton(payload);
    if (action === "rerequested") return { kind: "rerun", ...placeOf(from), head: run.head_sha };
    if (run.app?.id === appId) return ignored("our own check");
    return { kind: "signal", ...placeOf(from), head: run.head_sha, names: [run.name] };
  },
  check_suite(payload, appId) {
    const { action, check_suite: suite, ...from } = checkSuiteEvent.parse(payload);
    if (action === "rerequested") return { kind: "rerun", ...placeOf(from), head: suite.head_sha };
    if (action !== "completed" || suite.app?.id === appId) return ignored("no check of somebody else has finished");
    return { kind: "signal", ...placeOf(from), head: suite.head_sha, names: undefined };
  },
  status(payload) {
    const { sha, context, ...from } = statusEvent.parse(payload);
    return { kind: "signal", ...placeOf(from), head: sha, names: [context] };
  },
  /** Its jobs are check runs, which tell themselves; what it leaves behind is there when it has ended. */
  workflow_run(payload) {
    const { action, workflow_run: run, ...from } = workflowRunEvent.parse(payload);
    if (action !== "completed") return ignored("its checks tell themselves");
    return { kind: "run", ...placeOf(from), head: run.head_sha, id: run.id, attempt: run.run_attempt };
  },
  push(payload) {
    const { ref, deleted, forced, commits = [], ...from } = pushEvent.parse(payload);
    const branch = ref.slice(branchPrefix.length);
    if (!ref.startsWith(branchPrefix) || deleted === true) return ignored("no branch was pushed");
    if (branch.startsWith(queuePrefix)) return ignored("a branch of the merge queue");
    const paths = commits.flatMap(({ added = [], modified = [], removed = [] }) => [...added, ...modified, ...removed]);
    const isComplete = forced !== true && commits.length < maxListedCommits;
    return {
      ...{ kind: "push", ...placeOf(from), branch, paths: isComplete ? [...new Set(paths)] : undefined },
      isDefaultBranch: branch === from.repository.default_branch,
    };
  },
  issue_comment(payload) {
    const { action, sender, issue, comment: written, ...from } = commentEvent.parse(payload);
    const did = actions[action];
    if (did === undefined || issue.pull_request === undefined) return ignored("not a comment on a pull request");
    return comment(did, "comment", issue.number, written, sender, from);
  },
  merge_group(payload) {
    const { action, merge_group: group, ...from } = mergeGroupEvent.parse(payload);
    return {
      ...{ kind: "merge-group", ...placeOf(from), head: group.head_sha, ref: group.head_ref },
      ...{ base: withoutPrefix(group.base_ref), baseCommit: group.base_sha, open: action === "checks_requested" },
    };
  },
  installation(payload) {
    const { action, installation } = installationEvent.parse(payload);
    // Nothing can be looked at until it goes on, and what people decided holds then as well.
    if (action === "suspend") return ignored("the installation is suspended");
    return {
      kind: "installation",
      installation: installation.id,
      gone: action === "deleted",
      added: undefined,
      removed: [],
    };
  },
  installation_repositories(payload) {
    const {
      installation,
      repositories_added: added = [],
      repositories_removed: removed = [],
    } = installationEvent.parse(payload);
    const names = (all: typeof added) => all.map(({ full_name }) => full_name);
    return {
      kind: "installation",
      installation: installation.id,
      gone: false,
      added: names(added),
      removed: names(removed),
    };
  },
};

const actions: Readonly<Record<string, "written" | "edited" | "deleted">> = {
  created: "written",
  edited: "edited",
  deleted: "deleted",
};

/** Whoever acted, when it is a person: a bot's words are no commands, and neither is what an app writes for somebody. */
function personIn(sender: z.output<typeof account> | undefined): string | undefined {
  return sender?.type === "User" ? sender.login : undefined;
}

function comment(
  action: "written" | "edited" | "deleted",
  place: "comment" | "review" | "line-comment",
  number: number,
  { node_id: id, body, html_url: url, user, performed_via_github_app: app }: z.output<typeof said>,
  sender: z.output<typeof account> | undefined,
  from: z.output<typeof origin>,
): Extract<Notice, { kind: "comment" }> {
  // Who wrote and who sent are the same when something is written; an edit may be somebody else's.
  const isPerson = (user?.type ?? "User") === "User" && (app === undefined || app === null);
  return {
    ...{ kind: "comment", action, place, number, id, url, ...placeOf(from) },
    actor: isPerson ? personIn(sender) : undefined,
    body: body ?? "",
    commands: isPerson ? readCommands(body ?? "") : [],
  };
}

function readButton(payload: unknown): Notice {
  const { check_run: run, requested_action: pressed, sender, ...from } = buttonEvent.parse(payload);
  const place = { ...placeOf(from), head: run.head_sha };
  return { kind: "button", ...place, command: pressed.identifier, actor: personIn(sender) };
}

/** Which parts an action touches; an action that is not named here touches none. */
const partsOfAction: Readonly<Record<string, readonly Part[]>> = {
  opened: ["head"],
  reopened: ["head"],
  synchronize: ["head"],
  closed: ["state"],
  labeled: ["labels"],
  unlabeled: ["labels"],
  ready_for_review: ["draft"],
  converted_to_draft: ["draft"],
};

function readPullRequestEvent(payload: unknown): Notice {
  const { action, installation, repository, pull_request, changes } = pullRequestEvent.parse(payload);
  const edited: readonly Part[] = [
    ...(changes?.title === undefined ? [] : (["title"] as const)),
    ...(changes?.body === undefined ? [] : (["description"] as const)),
    ...(changes?.base === undefined ? [] : (["base"] as const)),
  ];
  return {
    kind: "pull-request",
    seen: seenIn(installation.id, repository.full_name, pull_request),
    parts: action === "edited" ? edited : (partsOfAction[action] ?? []),
  };
}

function seenIn(installation: number, name: string, pull: z.output<typeof pullRequest>): SeenPullRequest {
  return {
    ...{ installation, repository: name, number: pull.number, open: pull.state === "open", draft: pull.draft === true },
    ...{ head: pull.head.sha, base: pull.base.ref, updatedAt: Date.parse(pull.updated_at) || 0 },
    ...(pull.changed_files === undefined ? {} : { changedFiles: pull.changed_files }),
  };
}

function placeOf({ installation, repository: { full_name } }: z.output<typeof origin>) {
  return { installation: installation.id, repository: full_name };
}

function withoutPrefix(ref: string): string {
  return ref.startsWith(branchPrefix) ? ref.slice(branchPrefix.length) : ref;
}

function ignored(why: string): Notice {
  return { kind: "ignored", why };
}
