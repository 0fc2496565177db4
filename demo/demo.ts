import type { DemoOptions, ExitStatus, Io } from "../src/cli/io.ts";
import { UserError } from "../src/core/user-error.ts";
import { stopSignal } from "../src/online/stop-signal.ts";
import { openFromFork, openRouting } from "./harbour.ts";
import { servePage } from "./page-server.ts";
import { setDemoStage } from "./stage.ts";
import { playStory } from "./story.ts";

/** `lockstep demo`: the app against a GitHub of its own, as a page to click through or as a story on the terminal. */
export async function runDemo({ script, port }: DemoOptions, io: Io): Promise<ExitStatus> {
  if (port !== undefined && !/^\d{1,5}$/.test(port)) throw new UserError("port", `"${port}" is no port`);
  const stage = await setDemoStage(io);
  try {
    if (script === true) {
      await playStory(stage, (line) => {
        io.stdout(`${line}\n`);
      });
      io.stdout(
        "\nThat is Lockstep: the app, unchanged, against a GitHub of its own. `lockstep demo` shows it as a page.\n",
      );
      return 0;
    }
    openRouting(stage.repository);
    openFromFork(stage.repository);
    const page = await servePage(stage, Number(port ?? 0));
    io.stdout(`${page.url}\n`);
    io.stderr("Open that address in a browser. Ctrl-C ends the demonstration.\n");
    await stopSignal();
    await page.close();
    return 0;
  } finally {
    await stage.stop();
  }
}
