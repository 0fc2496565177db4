/** Whoever changes the sources says so in the status log. */
export const logPolicy = `version: 1
documents: { status: docs/STATUS.md }
rules:
  - id: log
    gate: G4
    because: An operator reads the status log.
    when: { changed: [src/**] }
    require: [{ entry-added: status#Log }]
`;

/** A repository under {@link logPolicy}. */
export const logFiles = {
  ".github/lockstep.yml": logPolicy,
  "docs/STATUS.md": "# Status\n\n## Log\n\n- begun\n",
  "src/a.ts": "a\n",
};

/** The log with a new entry. */
export const logEntry = { "docs/STATUS.md": "# Status\n\n## Log\n\n- begun\n- 2026-11-21: a is b\n" };

/** The same, with people: who may waive, attest, hold and approve. */
export const peoplePolicy = `version: 1
documents: { status: docs/STATUS.md, evidence: docs/EVIDENCE.md }
roles: { security: { who: [team:security, "@sam"] } }
waivers: { who: [permission:maintain, team:release], expires: 14d }
attestations: { who: [permission:write] }
rules:
  - id: log
    gate: G4
    because: An operator reads the status log.
    when: { changed: [src/**] }
    require: [{ entry-added: status#Log }]
  - id: security
    gate: G5
    when: { changed: [deploy/**] }
    require: [{ approved-by: security }]
  - id: window
    gate: G5
    when: { changed: [deploy/**] }
    require:
      - row-added:
          to: evidence#Windows
          columns:
            Window: { type: date }
            Rate: { type: percent }
            Decision: { type: enum, of: [promote, hold] }
`;

/** A repository under {@link peoplePolicy}. */
export const peopleFiles = {
  ...logFiles,
  ".github/lockstep.yml": peoplePolicy,
  "docs/EVIDENCE.md":
    "# Evidence\n\n## Windows\n\n| Window | Rate | Decision |\n|---|---|---|\n| 2026-11-01 | 4% | promote |\n\nEnd.\n",
  "deploy/a.yml": "a: 1\n",
};
