import type { FindSecrets } from "../pipeline/ports.ts";

/** The world as the command line sees it; tests bring their own. */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly cwd: string;
  /** True when stdout is a terminal that shows colours. */
  readonly colour: boolean;
  /** Columns of the terminal; 100 when there is none. */
  readonly width: number;
  /** The package's own directory, where presets and schemas are. */
  readonly packageRoot: URL;
  readonly version: string;
  /** Loads the commands that talk to GitHub; absent where there is no package around the command line. */
  readonly online?: () => Promise<OnlineCommands>;
  /** Loads what looks for secrets; absent: rules that ask for that are undecidable. */
  readonly secrets?: () => Promise<{ readonly findSecrets: FindSecrets }>;
  /** Loads the demonstration. */
  readonly demo?: () => Promise<{ runDemo(options: DemoOptions, io: Io): Promise<ExitStatus> }>;
}

/** The commands that talk to GitHub. */
export interface OnlineCommands {
  runServe(io: Io): Promise<ExitStatus>;
  runSetup(io: Io): Promise<ExitStatus>;
  runPr(name: string, options: PrOptions, io: Io): Promise<ExitStatus>;
  runAuditVerify(options: AuditVerifyOptions, io: Io): Promise<ExitStatus>;
  runAuditExport(options: AuditExportOptions, io: Io): Promise<ExitStatus>;
}

/** Options of `lockstep audit verify`, as commander hands them over. */
export interface AuditVerifyOptions {
  readonly data?: string;
  /** A hash that the trail had before. */
  readonly expect?: string;
}

/** Options of `lockstep audit export`, as commander hands them over. */
export interface AuditExportOptions {
  readonly data?: string;
  readonly format: "jsonl" | "csv";
  readonly since?: string;
  readonly repository?: string;
}

/** Options of `lockstep pr`, as commander hands them over. */
export interface PrOptions {
  readonly format: "text" | "json" | "markdown" | "sarif";
  readonly verbose?: boolean;
  readonly stage?: string;
}

/** Options of `lockstep demo`, as commander hands them over. */
export interface DemoOptions {
  /** Plays the story on the terminal instead of serving the page. */
  readonly script?: boolean;
  readonly port?: string;
}

/** What every command answers with: 0 nothing blocks, 1 something blocks, 2 the question could not be answered. */
export type ExitStatus = 0 | 1 | 2;
