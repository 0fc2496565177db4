import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type AuditEntry, AuditVerifier, type ChainedEntry, chained, firstHash } from "../../src/pipeline/audit.ts";
import { auditHeader, auditLine } from "../../src/pipeline/audit-export.ts";

const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{ at: 1, kind: "waiver", installation: 1, repository: "acme/harbour", number: 7, actor: "bob" },
  ...{ delivery: "d", policyOids: ["p"], head: "h", digest: "x", detail: { reason: "because" } },
  ...more,
});

function verify(entries: readonly ChainedEntry[]): number | undefined {
  const verifier = new AuditVerifier();
  return entries.map((each) => verifier.follow(each)).find((broken) => broken !== undefined)?.id;
}

describe("a chain", () => {
  test("begins with nothing before it and holds", () => {
    const chain = chained([entry(), entry({ at: 2 })], undefined);
    expect(chain.map(({ id }) => id)).toEqual([1, 2]);
    expect(chain[0]?.previous).toBe(firstHash);
    expect(chain[1]?.previous).toBe(chain[0]?.hash);
    expect(verify(chain)).toBeUndefined();
    expect(verify([...chain, ...chained([entry()], chain[1])])).toBeUndefined();
  });

  test("does not hold when any field of any entry is another", () => {
    const chain = chained([entry(), entry({ at: 2 }), entry({ at: 3 })], undefined);
    const changes: readonly Partial<ChainedEntry>[] = [
      ...[{ at: 9 }, { kind: "refusal" as const }, { installation: 2 }, { repository: "acme/x" }, { number: 8 }],
      ...[{ actor: "rob" }, { delivery: "e" }, { policyOids: [] }, { head: "i" }, { digest: "y" }],
      ...[{ detail: { reason: "b" } }, { detail: {} }, { hash: "0" }, { previous: "0" }, { id: 9 }],
    ];
    for (const change of changes) {
      for (const at of [0, 1, 2])
        expect(verify(chain.map((each, index) => (index === at ? { ...each, ...change } : each)))).toBeDefined();
    }
  });

  test("does not hold when an entry is taken out or two are exchanged", () => {
    const chain = chained([entry(), entry({ at: 2 }), entry({ at: 3 })], undefined);
    expect(verify(chain.filter(({ id }) => id !== 1))).toBe(2);
    expect(verify(chain.filter(({ id }) => id !== 2))).toBe(3);
    expect(verify(chain.toReversed())).toBe(3);
  });

  test("does not depend on the order of what is in the detail", () => {
    const [a] = chained([entry({ detail: { a: 1, b: 2 } })], undefined);
    const [b] = chained([entry({ detail: { b: 2, a: 1 } })], undefined);
    expect(a?.hash).toBe(b?.hash);
  });
});

describe("an export", () => {
  test("as JSON lines is one object each", () => {
    const [first] = chained([entry({ detail: { reason: "a\nb" } })], undefined);
    if (first === undefined) throw new Error("no entry");
    const line = auditLine(first, "jsonl");
    expect(line.split("\n")).toHaveLength(2);
    expect(JSON.parse(line)).toMatchObject({ id: 1, at: "1970-01-01T00:00:00.001Z", detail: { reason: "a\nb" } });
    expect(auditHeader("jsonl")).toBe("");
  });

  test("as CSV is a row each, whatever is in it, and no formula", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", ",", '"', "a") }),
        (actor) => {
          const [first] = chained([entry({ actor })], undefined);
          if (first === undefined) throw new Error("no entry");
          const cells = cellsOf(auditLine(first, "csv"));
          expect(cells).toHaveLength(auditHeader("csv").split(",").length);
          expect(cells[5]?.replace(/^'/, "")).toBe(actor);
          expect(cells[5] ?? "").not.toMatch(/^[=+\-@\t\r]/);
        },
      ),
    );
  });
});

/** The cells of one row, as RFC 4180 reads them. */
function cellsOf(line: string): readonly string[] {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = cell.exec(line); match !== null; match = cell.exec(line)) {
    cells.push((match[1] ?? match[2] ?? "").replaceAll('""', '"'));
    if (match[3] !== ",") break;
  }
  return cells;
}
