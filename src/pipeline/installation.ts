import type { Notice } from "../read/notice.ts";
import type { Wish } from "./queue.ts";
import type { Store } from "./store.ts";

/** Time between two pull requests that are looked at because something they share changed, in milliseconds. */
export const pacingMs = 200;

/** Repository of an organisation whose policy lies under those of its others. */
export const organisationRepository = ".github";

/** Stands for the default branch, whatever it is called: no branch has an empty name. */
export const anyBranch = "";

/**
 * What follows where the app is installed, goes on after a suspension, may do more, or sees other repositories than before.
 * No event was delivered meanwhile, so what is known to be open is looked at again, beside what sweeps find.
 */
export async function wishesOfInstallation(
  { installation, gone, added, removed }: Extract<Notice, { kind: "installation" }>,
  store: Store,
  now: number,
): Promise<readonly Wish[] | string> {
  if (gone) {
    await store.forgetInstallation(installation);
    return "the installation is gone";
  }
  const kept = await organisationsRead(removed, store);
  if (removed.length > 0) await store.forgetInstallation(installation, removed);
  // That there was a policy is no longer known to GitHub's answer: without this, one that vanishes would bind nobody.
  for (const [repository, memory] of kept) await store.rememberPolicy(repository, anyBranch, memory);
  const sweeps: readonly Wish[] =
    added === undefined
      ? [{ key: { kind: "sweep", installation }, priority: "normal" }]
      : added.map((repository) => ({ key: { kind: "sweep", installation, repository }, priority: "normal" }));
  const concernsAll = added === undefined || [...added, ...removed].some(isOrganisationRepository);
  const open = concernsAll ? await store.openPullRequests({ installation }) : [];
  return [...sweeps, ...paced(open, now)];
}

/** Wishes for many, one after the other, because nobody waits for all of them. */
export function paced(records: readonly Pick<Wish, "key">[], now: number): readonly Wish[] {
  return records.map(({ key }, index) => ({ key, priority: "background", notBefore: now + index * pacingMs }));
}

/** True for the repository whose policy binds the others of its owner. */
export function isOrganisationRepository(repository: string): boolean {
  return repository.endsWith(`/${organisationRepository}`);
}

async function organisationsRead(removed: readonly string[], store: Store) {
  const memories = removed
    .filter(isOrganisationRepository)
    .map(async (repository) => [repository, await store.policyMemory(repository, anyBranch)] as const);
  return (await Promise.all(memories)).flatMap(([repository, memory]) =>
    memory?.organisation === true ? [[repository, memory] as const] : [],
  );
}
