import type { Bindings } from "../glob.ts";

/** One way in which a rule was woken. A rule without captures has exactly one. */
export interface Occasion {
  readonly bindings: Bindings;
  /** Paths, or names of conditions on the pull request when no file condition was given. */
  readonly by: readonly string[];
}

/** Most occasions of one rule: more make the rule undecidable, because nobody reads a thousand findings. */
export const maxOccasions = 200;

/** Occasions by what they bind. */
export type FoundOccasions = Map<string, { readonly bindings: Bindings; readonly by: Set<string> }>;

/** Pairs the occasions of two conditions wherever what they capture agrees; stops when there are too many to judge. */
export function joinOccasions(left: readonly Occasion[], right: readonly Occasion[]): readonly Occasion[] {
  const shared = namesOfAll(left).filter((name) => namesOfAll(right).includes(name));
  const keyOf = ({ bindings }: Occasion) => JSON.stringify(shared.map((name) => bindings.get(name)));
  const partners = new Map<string, Occasion[]>();
  for (const occasion of right) {
    const key = keyOf(occasion);
    const same = partners.get(key);
    if (same === undefined) partners.set(key, [occasion]);
    else same.push(occasion);
  }
  const found: FoundOccasions = new Map();
  for (const a of left) {
    for (const b of partners.get(keyOf(a)) ?? []) {
      const agree = [...b.bindings].every(([name, value]) => (a.bindings.get(name) ?? value) === value);
      if (agree) addOccasion(found, new Map([...a.bindings, ...b.bindings]), [...a.by, ...b.by]);
      if (found.size > maxOccasions) return listOccasions(found);
    }
  }
  return listOccasions(found);
}

/** Names that every occasion binds. */
function namesOfAll([first, ...rest]: readonly Occasion[]): readonly string[] {
  return [...(first?.bindings.keys() ?? [])].filter((name) => rest.every(({ bindings }) => bindings.has(name)));
}

/** Puts paths to the occasion that binds this; a new one where there is none. */
export function addOccasion(found: FoundOccasions, bindings: Bindings, paths: readonly string[]): void {
  const key = JSON.stringify([...bindings].sort());
  const occasion = found.get(key) ?? { bindings, by: new Set() };
  for (const path of paths) occasion.by.add(path);
  found.set(key, occasion);
}

/** The occasions that were found, in the order in which they were. */
export function listOccasions(found: FoundOccasions): readonly Occasion[] {
  return [...found.values()].map(({ bindings, by }) => ({ bindings, by: [...by] }));
}
