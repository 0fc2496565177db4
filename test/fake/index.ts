import type { FaultOrder, LoggedRequest } from "./faults.ts";
import type { Edits } from "./git.ts";
import { emptyModel, nextId, type Repository } from "./model.ts";
import { checkRunPart, common } from "./payloads.ts";
import { FakeRepository } from "./repository.ts";
import { ApiServer, privateKey } from "./server.ts";
import { Webhooks } from "./webhooks.ts";

export type { FakePullRequest } from "./pull-request.ts";
export type { FakeRepository } from "./repository.ts";

/** What a test starts with. */
export interface FakeOptions {
  readonly latencyMs?: number;
  /** 0 or absent: any that is free. */
  readonly port?: number;
}

/** A GitHub of our own: stateful, behind real HTTP, with webhooks, faults and a log of every request. */
export class FakeGitHub {
  readonly model = emptyModel();
  readonly webhooks: Webhooks;
  readonly api: ApiServer;
  readonly app: {
    readonly id: number;
    readonly slug: string;
    readonly privateKey: string;
    readonly webhookSecret: string;
  };
  url = "";
  readonly #waiting = new Set<() => void>();

  constructor({ latencyMs = 0 }: FakeOptions) {
    const webhookSecret = "a secret of the fake GitHub";
    this.webhooks = new Webhooks(webhookSecret, () => {
      this.changed();
    });
    this.api = new ApiServer(this.model, this.webhooks, () => {
      this.changed();
    });
    this.api.latencyMs = latencyMs;
    this.model.commit = (fullName, branch, files, message) => {
      const repository = this.model.repositories.get(fullName);
      if (repository === undefined) throw new Error(`no repository ${fullName}`);
      return new FakeRepository(this, repository).commit(branch, { files, message, by: `${this.model.slug}[bot]` });
    };
    this.app = { id: this.model.appId, slug: this.model.slug, privateKey, webhookSecret };
  }

  get requests(): readonly LoggedRequest[] {
    return this.api.requests;
  }

  /** Requests that were made, without those for tokens. */
  countRequests(): number {
    return this.requests.filter(({ kind }) => kind !== "token").length;
  }

  forgetRequests(): void {
    this.api.requests.length = 0;
  }

  /** Where webhooks go; undefined: nowhere, and they fail. */
  deliverTo(url: string | undefined): void {
    this.webhooks.target = url;
  }

  fail(order: FaultOrder): { stop(): void } {
    return this.api.faults.add(order);
  }

  setLatency(milliseconds: number): void {
    this.api.latencyMs = milliseconds;
  }

  /** Makes a repository with the app installed on its owner. */
  createRepository(
    fullName: string,
    { files = {}, isPrivate = false }: { files?: Edits; isPrivate?: boolean } = {},
  ): FakeRepository {
    const [owner = "", name = ""] = fullName.split("/");
    const installation = this.model.installations.get(owner) ?? { id: nextId(this.model), suspended: false };
    this.model.installations.set(owner, installation);
    const id = nextId(this.model);
    const repository: Repository = FakeRepository.empty({ id, owner, name, isPrivate, installation: installation.id });
    repository.branches.set("main", repository.git.commit([], files, "Begin"));
    this.model.repositories.set(fullName, repository);
    return new FakeRepository(this, repository);
  }

  /** Somebody presses "Re-run" on one of our check runs. */
  rerequest(repository: FakeRepository, checkRunId: number): void {
    const run = repository.state.checkRuns.find(({ id }) => id === checkRunId);
    if (run === undefined) throw new Error(`no check run ${checkRunId}`);
    this.webhooks.send("check_run", {
      action: "rerequested",
      check_run: checkRunPart(run),
      ...common(repository.state, "alice"),
    });
  }

  /** Tells whoever waits that something happened. */
  changed(): void {
    for (const look of [...this.#waiting]) look();
  }

  /** Resolves when the condition holds, looked at after everything that happens; rejects with what there is otherwise. */
  async until(
    condition: () => boolean,
    { withinMs = 15_000, describe = () => "" }: { withinMs?: number; describe?: () => string } = {},
  ): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        if (condition()) finish(resolve);
      };
      const timer = setTimeout(() => {
        finish(() => {
          const last = this.requests
            .slice(-10)
            .map(({ kind, operation, path, status }) => `${kind} ${operation ?? path} ${status}`);
          reject(
            new Error(
              `it did not come to that within ${withinMs} ms. ${describe()}\nLast requests:\n${last.join("\n")}`,
            ),
          );
        });
      }, withinMs);
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        settle();
      };
      this.#waiting.add(look);
    });
  }

  async close(): Promise<void> {
    this.webhooks.target = undefined;
    await this.webhooks.idle();
    await this.api.close();
  }
}

/** Starts a GitHub of our own on loopback. */
export async function startFakeGitHub(options: FakeOptions = {}): Promise<FakeGitHub> {
  const github = new FakeGitHub(options);
  github.url = await github.api.listen(options.port ?? 0);
  return github;
}
