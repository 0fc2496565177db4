import type { FakeGitHub, FakePullRequest, FakeRepository } from "../test/fake/index.ts";

/** The repository of the demonstration: a harbour whose traffic is routed by code, and whose operators read its documents. */

const policy = `version: 1

documents:
  status: docs/STATUS.md
  evidence: docs/EVIDENCE.md

documentation-order: [evidence, status]

waivers: { who: [permission:maintain], expires: 7d }

roles:
  harbour-master: { who: [permission:maintain] }

gates:
  G6: { name: Governance }

rules:
  - id: runtime-behaviour
    gate: G4
    because: An operator reads the status log to know what runs today.
    when: { changed: [src/routing/**] }
    require:
      - entry-added: status#Live status log

  - id: rollout-window
    gate: G5
    because: Nobody can judge a rollout that left no figures.
    when: { changed: [deploy/**] }
    require:
      - row-added:
          to: evidence#Rollout windows
          columns:
            Window (UTC): { type: datetime }
            Fallback rate: { type: percent }
            p95: { type: duration }
            Decision: { type: enum, of: [promote, hold, rollback] }
          append-only: true

  - id: tests-with-code
    gate: G2
    because: Code without a test is a claim.
    when: { changed: [src/**] }
    require:
      - changed: [test/**]

  - id: policy-is-approved
    gate: G6
    because: Whoever changes the rules needs somebody who answers for them.
    when: { changed: [.github/**] }
    require:
      - approved-by: harbour-master
`;

const status = `# Status

## Live status log

- 2026-11-02: all berths are served in order of arrival.
`;

const evidence = `# Rollout evidence

## Rollout windows

| Window (UTC) | Fallback rate | p95 | Decision |
| --- | --- | --- | --- |
| 2026-11-02T08:00Z | 1.2 % | 180 ms | promote |
`;

/** What a person would do next on the first pull request. */
export const missing = {
  entry: { "docs/STATUS.md": `${status}- 2026-11-21: ships with perishable goods go first.\n` },
  row: { "docs/EVIDENCE.md": `${evidence}| 2026-11-21T08:00Z | 0.8 % | 175 ms | promote |\n` },
  test: { "test/berths.test.ts": 'test("perishable goods go first", () => {});\n' },
};

/** The repository, with the app installed on it. */
export function buildHarbour(github: FakeGitHub): FakeRepository {
  const repository = github.createRepository("acme/harbour", {
    files: {
      ".github/lockstep.yml": policy,
      "docs/STATUS.md": status,
      "docs/EVIDENCE.md": evidence,
      "deploy/traffic.yml": "share: 10\n",
      "src/routing/berths.ts": "export const order = (ships) => ships;\n",
      "test/berths.test.ts": "",
    },
  });
  repository.branch("release");
  repository.grant("ada", "write");
  repository.grant("bea", "maintain");
  return repository;
}

/** Changes the routing and the deployment, and nothing that an operator reads. */
export function openRouting(repository: FakeRepository): FakePullRequest {
  return repository.openPullRequest({
    title: "Perishable goods go first",
    body: "Ships with perishable goods are served before all others.",
    author: "ada",
    head: "perishable-first",
    files: {
      "src/routing/berths.ts": "export const order = (ships) => ships.toSorted(byPerishability);\n",
      "deploy/traffic.yml": "share: 25\n",
    },
  });
}

/** From a fork: switches the policy off, and does what it forbids. */
export function openFromFork(repository: FakeRepository): FakePullRequest {
  return repository.openPullRequest({
    title: "Make the build faster",
    body: "Nothing to see here.",
    author: "mallory",
    fork: "mallory/harbour",
    files: { ".github/lockstep.yml": "version: 1\n", "src/routing/berths.ts": "export const order = () => [];\n" },
  });
}
