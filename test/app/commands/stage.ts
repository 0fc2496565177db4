import { beforeEach } from "@jest/globals";
import { openSqliteTrail } from "../../../src/adapters/store/sqlite-trail.ts";
import { AuditVerifier, type ChainedEntry } from "../../../src/pipeline/audit.ts";
import { databaseName } from "../../../src/pipeline/store.ts";
import type { FakePullRequest, FakeRepository } from "../../fake/index.ts";
import type { Comment, Note } from "../../fake/model.ts";
import { type Stage, settledNow } from "../harness.ts";
import { peopleFiles } from "../policies.ts";

/** A repository with people, and a pull request of alice's that lacks its entry in the log, judged. */
export interface Scene {
  repository: FakeRepository;
  pull: FakePullRequest;
}

/** Who is who: alice and carol may write, bob maintains, rita is in the release team, sam is security, mallory is nobody. */
export async function sceneOn(stage: Stage, files: Readonly<Record<string, string>> = {}): Promise<Scene> {
  const repository = stage.github.createRepository("acme/harbour", { files: { ...peopleFiles, ...files } });
  for (const login of ["alice", "carol", "sam", "rita"]) repository.grant(login, "write");
  repository.grant("bob", "maintain");
  repository.addToTeam("release", "rita");
  const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
  await stage.github.until(() => pull.concluded);
  await settledNow(stage);
  return { repository, pull };
}

/** The scene, set anew before every test. */
export function setScene(stage: Stage, files: Readonly<Record<string, string>> = {}): Scene {
  const scene = {} as Scene;
  beforeEach(async () => {
    Object.assign(scene, await sceneOn(stage, files));
  });
  return scene;
}

/** Somebody comments; resolves when that is answered. */
export async function said(stage: Stage, pull: FakePullRequest, body: string, by = "bob"): Promise<Comment> {
  const comment = pull.comment(body, { by });
  await answered(stage, comment);
  return comment;
}

/** Resolves when a comment has its last reaction and nothing is left to do. */
export async function answered(stage: Stage, note: Note | Comment): Promise<void> {
  await stage.github.until(() => note.reactions.some((reaction) => reaction !== "EYES"));
  await settledNow(stage);
}

/** The last reaction. */
export function reaction({ reactions }: Note | Comment): string | undefined {
  return reactions.at(-1);
}

/** The whole trail of the app, which must hold. */
export async function trailOf(stage: Stage): Promise<readonly ChainedEntry[]> {
  const trail = openSqliteTrail(`${stage.app.dataDir}/${databaseName}`);
  try {
    const entries = await trail.audit({ after: 0, limit: 10_000 });
    const verifier = new AuditVerifier();
    for (const entry of entries) {
      const broken = verifier.follow(entry);
      if (broken !== undefined) throw new Error(`entry ${broken.id}: ${broken.why}`);
    }
    return entries;
  } finally {
    await trail.close();
  }
}
