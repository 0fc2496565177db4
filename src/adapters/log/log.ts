import { type DestinationStream, type Logger, type LoggerOptions, pino } from "pino";
import { presentable, presentableFields, shortened } from "./presentable.ts";
import { createScrubber } from "./scrub.ts";

/** Where the log goes, and what must never be in it. */
export interface LogOptions {
  /** Default: stdout. */
  readonly destination?: DestinationStream;
  /** The webhook secret and the private key: taken out wherever they occur. */
  readonly secrets?: readonly string[];
}

/**
 * The log: a JSON object a line. Whatever it is handed, in messages, bindings of children, errors and values at any
 * depth, comes out without secrets, headers and payloads. Serves Probot too.
 *
 * @param level one of pino's, or `silent`
 */
export function createLog(level: string, { destination, secrets = [] }: LogOptions = {}): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: presentableFields },
    // Otherwise pino's own serializer copies every property of an error.
    serializers: { err: presentable },
    hooks: {
      logMethod(args, method) {
        method.apply(this, presentableArguments(args) as Parameters<typeof method>);
      },
      // The last step before the line leaves: nothing can go past it.
      streamWrite: createScrubber(secrets),
    },
  };
  const log = destination === undefined ? pino(options) : pino(options, destination);
  const pinos = Object.getPrototypeOf(log) as Logger;
  // Children inherit from their parent, so this holds for all of them; pino's formatters leave their bindings alone.
  log.child = function child(this: Logger, bindings: object, ...rest: []) {
    return pinos.child.call(this, presentableFields(bindings), ...rest);
  } as Logger["child"];
  log.setBindings = function rebind(this: Logger, bindings: object) {
    pinos.setBindings.call(this, presentableFields(bindings));
  };
  return log;
}

/** The object or error that comes first is pino's to place; the message, and what is put into it, is bounded here. */
function presentableArguments([first, ...rest]: readonly unknown[]): readonly unknown[] {
  if (first instanceof Error && rest.length === 0) return [{ err: first }, shortened(first.message)];
  const values = rest.map(presentable);
  return [typeof first === "string" ? shortened(first) : first, ...values];
}
