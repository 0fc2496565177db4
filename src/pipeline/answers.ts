import type { Effect } from "../core/plan.ts";
import { renderAnswer } from "../render/answer.ts";
import type { Look } from "./host.ts";
import type { CommandRequest, RequestAnswer } from "./request.ts";
import type { WorkPorts } from "./work-ports.ts";

/**
 * What is still to be shown of requests that are decided: a reaction, which is the same however often it is given, and a
 * comment, unless it is there already because only the word of it was lost.
 */
export function answersTo(requests: readonly CommandRequest[], answered: ReadonlySet<string>): readonly Effect[] {
  return requests.flatMap(({ id, place, answer }): readonly Effect[] => {
    if (answer === undefined) return [];
    const { reaction, text } = answer;
    return [
      ...(place === "button" ? [] : [{ kind: "react", subject: id, reaction } as const]),
      ...(text === undefined || answered.has(id) ? [] : [{ kind: "reply", body: text } as const]),
    ];
  });
}

/** Nothing is decided about a pull request that is closed; commands that came too late say so instead of waiting. */
export async function refuseOnClosed(
  { sighting, target, answered }: Look,
  requests: readonly CommandRequest[],
  { host, store }: Pick<WorkPorts, "host" | "store">,
): Promise<void> {
  if (requests.length === 0) return;
  const text = "The pull request is closed: nothing was done.";
  const answers = requests
    .filter(({ state }) => state === "captured")
    .map(({ id, url, commands }): { id: string; answer: RequestAnswer } => ({
      id,
      answer: {
        reaction: "confused",
        text: renderAnswer(id, url, [{ written: commands[0]?.written ?? "", text }]),
      },
    }));
  await store.settle(sighting.key, { answers, decisions: [], endings: [], audit: [] });
  const settled = await store.openRequests(sighting.key);
  const effects = answersTo(settled, answered);
  if (effects.length > 0) await host.perform(target, effects);
  await store.markAnswered(settled.map(({ id }) => id));
}
