import type { Address } from "./address.ts";
import type { Columns } from "./document/ready.ts";
import { headingKey } from "./document.ts";
import type { Policy } from "./policy.ts";

/** A table of which a policy asks rows. */
export interface EvidenceTable {
  readonly address: Address;
  /** Of all rules that ask for rows of it. */
  readonly columns: Columns;
}

/** Tables of which the policy asks rows, each once. */
export function evidenceTables({ rules }: Policy): readonly EvidenceTable[] {
  const found = new Map<string, EvidenceTable>();
  for (const { kind, options } of rules.flatMap(({ require }) => require)) {
    if (kind !== "row-added") continue;
    const { to, columns = {} } = options as { readonly to: Address; readonly columns?: Columns };
    const key = `${to.document}#${to.headings.map(headingKey).join("/")}`;
    found.set(key, { address: to, columns: { ...found.get(key)?.columns, ...columns } });
  }
  return [...found.values()];
}

/** Those that a person means by `evidence`, `docs/04.md` or `evidence#Rollout windows`. */
export function tablesMeant(name: string, policy: Policy): readonly EvidenceTable[] {
  const hash = name.indexOf("#");
  const document = hash === -1 ? name : name.slice(0, hash);
  const path = policy.documents.get(document) ?? document;
  const heading =
    hash === -1
      ? undefined
      : headingKey(
          name
            .slice(hash + 1)
            .split("/")
            .at(-1) ?? "",
        );
  return evidenceTables(policy).filter(
    ({ address }) =>
      address.document === path && (heading === undefined || headingKey(address.headings.at(-1) ?? "") === heading),
  );
}
