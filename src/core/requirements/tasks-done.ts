import { addressSchema } from "../address.ts";
import { isFilled } from "../document/filled.ts";
import { locate } from "../document/locate.ts";
import { documentNeeds, sentence, whereabouts } from "../document/place.ts";
import { withReady } from "../document/ready.ts";
import { sectionsIn } from "../document/scope.ts";
import type { Block, Item } from "../document.ts";
import { quote } from "../quotation.ts";
import { defineRequirement, type Finding, fail, failIfAny } from "../requirement.ts";
import { strict } from "../schema.ts";

/** Most open tasks that get a finding of their own. */
const mostNamed = 5;

/** A task to paste. It is open, and ticked as it is it says nothing. */
const ready = "- [ ] …";

export default defineRequirement({
  kind: "tasks-done",
  summary: "A section has tasks, and all of them are ticked.",
  options: strict({ in: addressSchema }),
  shorthand: "in",
  needs: (options) => documentNeeds(options.in),
  describe: (options) => `all tasks done ${whereabouts(options.in)}`,
  evaluate(options, facts) {
    const address = options.in;
    const located = locate(facts, address);
    if (!located.found) return withReady(located, ready);
    const { path, line, after } = located.place;
    const tasks = sectionsIn(after)
      .flatMap(({ blocks }) => blocks.flatMap(itemsOf))
      .filter(({ task, full }) => task === "open" || (task === "done" && isFilled(full)));
    if (tasks.length === 0) {
      return fail({
        message: sentence(address, path, "has no tasks"),
        location: { path, line },
        remedy: "List what has to be done as tasks, and tick each when it is: `- [x] …`.",
        snippet: ready,
      });
    }
    const open = tasks.filter(({ task }) => task === "open");
    const named = open.slice(0, mostNamed).map((task): Finding => openTask(path, task));
    const more = open[mostNamed];
    if (more === undefined) return failIfAny(named);
    const count = open.length - mostNamed;
    return failIfAny([
      ...named,
      {
        ...openTask(path, more),
        message: sentence(address, path, `has ${count} more open ${count === 1 ? "task" : "tasks"}`),
      },
    ]);
  },
});

function itemsOf(block: Block): readonly Item[] {
  if (block.type === "list") return block.items.flatMap(withNested);
  return block.type === "quote" ? (block.tasks ?? []) : [];
}

function withNested(item: Item): readonly Item[] {
  return [item, ...(item.quotedTasks ?? []), ...item.items.flatMap(withNested)];
}

function openTask(path: string, { text, line }: Item): Finding {
  return {
    message: text === "" ? `The task in line ${line} is open and says nothing.` : `The task ${quote(text)} is open.`,
    location: { path, line },
    remedy: "Tick it once it is done: `- [x]`.",
  };
}
