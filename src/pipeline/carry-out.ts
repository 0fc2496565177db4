import type { Decision, Ending, KeptDecision } from "../core/decision.ts";
import type { Permitted } from "../core/policy/terms.ts";
import { readArguments } from "../read/comment/arguments.ts";
import { maxCommands } from "../read/comment/commands.ts";
import { type AnswerPart, renderAnswer } from "../render/answer.ts";
import { plainText } from "../render/markdown-text.ts";
import { type AuditEntry, digestOf } from "./audit.ts";
import { authorityOf } from "./authority.ts";
import type { Change, Command, CommandContext } from "./commands/command.ts";
import { commands } from "./commands/index.ts";
import { unknownName } from "./commands/naming.ts";
import { type DecidedChange, decidedReport, withApprovals } from "./decided.ts";
import type { Committed, FileEdit } from "./host.ts";
import type { People } from "./people.ts";
import type { CommandRequest, RequestAnswer, WrittenCommand } from "./request.ts";
import { isTrouble } from "./trouble.ts";

/** What commands are carried out on. */
export interface CarryingOut {
  readonly people: People;
  /** Undefined where there is nothing to decide on. */
  readonly change: DecidedChange | undefined;
  /** Commit id of the head it is. */
  readonly head: string;
  readonly decisions: readonly KeptDecision[];
  /** What is the same for every command. */
  readonly context: Omit<CommandContext, "actor" | "id" | "url" | "grounds" | "report" | "decisions" | "identities">;
  /** Puts a row into a file of the head branch. */
  readonly commit: (edit: FileEdit) => Promise<Committed>;
  /** Told of a mistake of ours while a command was carried out. */
  readonly failed: (error: unknown) => void;
  /** Makes an entry of the trail of what happened. */
  readonly entry: (entry: Pick<AuditEntry, "kind" | "actor" | "detail"> & Partial<AuditEntry>) => AuditEntry;
}

/** What came of it, to be recorded. */
export interface CarriedOut {
  readonly answers: readonly { readonly id: string; readonly answer: RequestAnswer }[];
  readonly made: readonly Decision[];
  readonly endings: readonly { readonly id: string; readonly ending: Ending }[];
  readonly audit: readonly AuditEntry[];
  /** All decisions, with what was made and ended. */
  readonly decisions: readonly KeptDecision[];
  readonly change: DecidedChange | undefined;
}

/** Who may press buttons. */
const mayPress: Permitted = { who: [{ type: "permission", level: "triage" }], self: true };

/** How a command ended: worse ones decide the reaction. */
type Result = "done" | "problem" | "refused";

const reactions = { done: "+1", problem: "confused", refused: "-1" } as const;

/** Carries out commands, one after the other, each by what those before it left. Writes nothing but rows of evidence. */
export async function carryOut(requests: readonly CommandRequest[], start: CarryingOut): Promise<CarriedOut> {
  const state = {
    change: start.change,
    decisions: [...start.decisions],
    made: [] as Decision[],
    endings: [] as { id: string; ending: Ending }[],
    audit: [] as AuditEntry[],
  };
  const answers: { id: string; answer: RequestAnswer }[] = [];

  for (const request of requests) {
    const parts: AnswerPart[] = [];
    let worst: Result = "done";
    for (const [index, written] of request.commands.slice(0, maxCommands).entries()) {
      const { result, text } = await one(request, written, index).catch(failure);
      if (text !== undefined) parts.push({ written: written.written, text });
      if (result === "refused" || (result === "problem" && worst === "done")) worst = result;
    }
    const beyond = request.commands.length - maxCommands;
    if (beyond > 0) {
      const text = `A comment carries at most ${maxCommands} commands: ${beyond} more ${beyond === 1 ? "was" : "were"} not carried out.`;
      parts.push({ written: request.commands[maxCommands]?.written ?? "", text });
      if (worst === "done") worst = "problem";
    }
    const text = parts.length === 0 ? {} : { text: renderAnswer(request.id, request.url, parts) };
    answers.push({ id: request.id, answer: { reaction: reactions[worst], ...text } });
  }
  const { change, decisions, made, endings, audit } = state;
  return { answers, made, endings, audit, decisions, change };

  /** A command must not keep the pull request from being judged: what fails on it is answered, and told the operator. */
  function failure(error: unknown): { result: Result; text?: string } {
    if (isTrouble(error)) throw error;
    start.failed(error);
    return { result: "problem", text: "Lockstep failed on this command; its operators find the reason in the log." };
  }

  async function one(
    request: CommandRequest,
    written: WrittenCommand,
    index: number,
  ): Promise<{ result: Result; text?: string }> {
    if (request.late)
      return {
        result: "problem",
        text: "A command that an edit brings in is not carried out. Write it in a new comment.",
      };
    if (written.tooLong) return { result: "problem", text: "The line is too long to be a command." };
    const command = commands.find(({ name }) => name === written.name);
    if (command === undefined)
      return {
        result: "problem",
        text: unknownName(
          "command",
          written.name,
          commands.map(({ name }) => name),
        ),
      };
    // A comment shows that its writer may comment; who may press a button GitHub does not say.
    const pressed = request.place === "button" ? await allowedBy([mayPress], request.actor) : undefined;
    if (pressed?.may === false)
      return refuse(
        request,
        { ...command, whoMay: "people with the permission triage or more, as a button" },
        "press this button",
        pressed.why,
      );
    const args = readArguments(written.rest);
    if ("problem" in args) return { result: "problem", text: `${plainText(args.problem)}.` };
    const intent = command.run(args, contextOf(request, index));
    switch (intent.kind) {
      case "problem":
        return { result: "problem", text: intent.text };
      case "answer":
        return { result: "done", text: intent.text };
      case "nothing":
        return { result: "done" };
      case "change": {
        const allowed = await allowedBy(intent.permitted, request.actor);
        if (!allowed.may) return refuse(request, command, intent.what, allowed.why);
        return carried(request, intent.carryOut(allowed.as));
      }
    }
  }

  function contextOf({ id, actor, url }: CommandRequest, index: number): CommandContext {
    const { change, decisions } = state;
    return {
      ...{ ...start.context, actor, id: `${id}/${index}`, url },
      grounds: change?.grounds,
      report: change && decidedReport(change, decisions, start.context.now),
      decisions: decisions.filter(({ ended }) => ended === undefined),
      identities: change?.identities ?? new Map<string, string>(),
    };
  }

  /** All of the terms must let them; without terms it is their own to decide. */
  async function allowedBy(permitted: readonly Permitted[], actor: string) {
    const distinct = [...new Map(permitted.map((each) => [JSON.stringify(each), each])).values()];
    let as = "their own";
    for (const each of distinct) {
      const authority = await authorityOf(actor, each, start.context.author, start.people);
      if (!authority.may) return authority;
      as = authority.as;
    }
    return { may: true, as } as const;
  }

  function refuse(request: CommandRequest, { name, whoMay }: Command, what: string, why: string) {
    state.audit.push(
      start.entry({ kind: "refusal", actor: request.actor, ...deliveryOf(request), detail: { command: name, why } }),
    );
    const text = `${plainText(request.actor)} may not ${what}. ${plainText(why)}\n\n\`${name}\` is for ${whoMay}.`;
    return { result: "refused" as const, text };
  }

  /** Nobody agrees to what they have not seen: what was pushed while the command was on its way is not covered by it. */
  async function carried({ seen, ...request }: CommandRequest, change: Change) {
    const covers = (change.decisions ?? []).some(({ kind }) => kind !== "hold");
    const isOther = seen !== undefined && (seen.head !== start.head || seen.base !== start.context.base);
    if (!covers || !isOther) return apply(request, change);
    return {
      result: "problem" as const,
      text: `The pull request changed while this was on its way: it was written for ${seen.head.slice(0, 7)} to ${plainText(seen.base)}, and is ${start.head.slice(0, 7)} to ${plainText(start.context.base)}. Look at it again, and write it once more.`,
    };
  }

  async function apply(request: CommandRequest, { decisions = [], endings = [], edit, text }: Change) {
    const { now } = start.context;
    if (edit !== undefined) {
      const committed = await start.commit(edit);
      const isDone = "head" in committed;
      const outcome = isDone ? committed.head : committed.refused;
      const detail = { path: edit.path, row: edit.insert.slice(0, 500), outcome };
      state.audit.push(start.entry({ kind: "commit", actor: request.actor, ...deliveryOf(request), detail }));
      const what = isDone
        ? `Committed as ${outcome.slice(0, 7)}.`
        : `It could not be committed: ${plainText(outcome)}.`;
      return { result: isDone ? ("done" as const) : ("problem" as const), text: `${what}\n\n${text ?? ""}`.trim() };
    }
    state.made.push(...decisions);
    state.decisions.push(...decisions);
    for (const decision of decisions) {
      state.audit.push(
        start.entry({
          ...{ kind: decision.kind, actor: request.actor, ...deliveryOf(request), digest: digestOf(decision.coverage) },
          detail: detailOf(decision),
        }),
      );
    }
    const ended: Decision[] = [];
    for (const { id, ending } of endings) {
      const decision = state.decisions.find((each) => each.id === id);
      if (decision === undefined) continue;
      ended.push(decision);
      state.endings.push({ id, ending: { ...ending, at: now } });
      state.decisions = state.decisions.map((each) =>
        each.id === id ? { ...each, ended: { ...ending, at: now } } : each,
      );
      state.audit.push(
        start.entry({
          ...{ kind: "withdrawal", actor: request.actor, ...deliveryOf(request) },
          detail: { of: decision.kind, subject: decision.subject, id },
        }),
      );
    }
    if (state.change !== undefined) state.change = withApprovals(state.change, decisions, ended);
    return { result: "done" as const, ...(text === undefined ? {} : { text }) };
  }
}

function deliveryOf({ delivery }: CommandRequest) {
  return delivery === undefined ? {} : { delivery };
}

/** What the trail says of a decision. */
export function detailOf(decision: Decision): AuditEntry["detail"] {
  const { id, as, reason, subject, url, base } = decision;
  return {
    ...{ id, subject, as, reason, base },
    ...(decision.kind === "waiver" ? { scope: decision.scope } : {}),
    ...("until" in decision ? { until: new Date(decision.until).toISOString() } : {}),
    ...(url === undefined ? {} : { url }),
  };
}
