import { runServe } from "../../src/online/serve.ts";

/** `lockstep serve` as a process of its own, from the sources: to be ended by signals. */
process.exitCode = await runServe({
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  ...{
    cwd: process.cwd(),
    colour: false,
    width: 100,
    packageRoot: new URL("../../", import.meta.url),
    version: "0.0.0",
  },
});
