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
}

/** What every command answers with: 0 nothing blocks, 1 something blocks, 2 the question could not be answered. */
export type ExitStatus = 0 | 1 | 2;
