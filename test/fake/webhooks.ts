import { createHmac, randomUUID } from "node:crypto";

/** One attempt to deliver. A redelivery is a new attempt with the same guid. */
export interface Attempt {
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly body: string;
  readonly deliveredAt: string;
  readonly redelivery: boolean;
  /** 0: nobody answered. */
  statusCode: number;
}

/** Signs and delivers webhooks, at once and without waiting, so that their order is nobody's promise. */
export class Webhooks {
  readonly attempts: Attempt[] = [];
  target: string | undefined;
  readonly #secret: string;
  readonly #changed: () => void;
  readonly #running = new Set<Promise<void>>();

  constructor(secret: string, changed: () => void) {
    this.#secret = secret;
    this.#changed = changed;
  }

  send(event: string, payload: object): string {
    const guid = randomUUID();
    this.#attempt(guid, event, JSON.stringify(payload), false);
    return guid;
  }

  /** Delivers an earlier attempt once more; false when there is none. */
  again(id: number): boolean {
    const attempt = this.attempts.find((each) => each.id === id);
    if (attempt === undefined) return false;
    this.#attempt(attempt.guid, attempt.event, attempt.body, true);
    return true;
  }

  /** Resolves when every delivery under way was answered. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #attempt(guid: string, event: string, body: string, redelivery: boolean): void {
    const { action } = JSON.parse(body) as { action?: string };
    const attempt: Attempt = {
      ...{ id: this.attempts.length + 1, guid, event, action: action ?? null, body, redelivery },
      ...{ deliveredAt: new Date().toISOString(), statusCode: 0 },
    };
    this.attempts.push(attempt);
    const running = this.#post(attempt).finally(() => {
      this.#running.delete(running);
      this.#changed();
    });
    this.#running.add(running);
  }

  async #post(attempt: Attempt): Promise<void> {
    if (this.target === undefined) return;
    try {
      const answer = await fetch(this.target, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "user-agent": "GitHub-Hookshot/fake",
          "x-github-event": attempt.event,
          "x-github-delivery": attempt.guid,
          "x-github-hook-id": "1",
          "x-hub-signature-256": `sha256=${createHmac("sha256", this.#secret).update(attempt.body).digest("hex")}`,
        },
        body: attempt.body,
        signal: AbortSignal.timeout(10_000),
      });
      await answer.arrayBuffer();
      attempt.statusCode = answer.status;
    } catch {
      attempt.statusCode = 0;
    }
  }
}
