/** One instruction of a Dockerfile. */
export interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** A stage: what it starts from, what it is called, and its instructions after FROM. */
export interface Stage {
  readonly image: string;
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

/** The stages of a Dockerfile; throws at what is no instruction. */
export function readDockerfile(text: string): readonly Stage[] {
  const logical = text
    .split("\n")
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join("\n")
    .replace(/\\\n/g, " ")
    .split("\n");
  const stages: { image: string; name: string | undefined; instructions: Instruction[] }[] = [];
  for (const line of logical) {
    const match = /^([A-Z]+)\s+(.*)$/.exec(line);
    if (match === null) throw new Error(`no instruction: ${line}`);
    const [, name = "", rest = ""] = match;
    if (name === "FROM") {
      const [image = "", , stage] = rest.split(/\s+/);
      stages.push({ image, name: stage, instructions: [] });
    } else {
      const stage = stages.at(-1);
      if (stage === undefined) throw new Error(`before FROM: ${line}`);
      stage.instructions.push({ name, text: rest.trim() });
    }
  }
  return stages;
}

/** What a COPY takes, from where, and to where. */
export function readCopy({ text }: Instruction): {
  readonly from: string | undefined;
  readonly sources: readonly string[];
  readonly target: string;
} {
  const words = text.split(/\s+/);
  const flags = words.filter((word) => word.startsWith("--"));
  const paths = words.filter((word) => !word.startsWith("--"));
  return {
    from: flags.find((flag) => flag.startsWith("--from="))?.slice("--from=".length),
    sources: paths.slice(0, -1),
    target: paths.at(-1) ?? "",
  };
}
