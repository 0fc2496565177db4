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
