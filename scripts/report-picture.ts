import { main } from "../src/cli.ts";
import { createRepository } from "../test/git-repository.ts";

const policy = `version: 1
documents:
  status: docs/STATUS.md
  evidence: docs/EVIDENCE.md
rules:
  - id: runtime-behaviour
    gate: G4
    because: An operator reads the status log to know what runs today.
    when: { changed: [src/routing/**] }
    require: [{ entry-added: status#Live status log }]
  - id: rollout-window
    gate: G4
    because: The next decision stands on this row.
    when: { changed: [deploy/**] }
    require:
      - row-added:
          to: evidence#Rollout windows
          columns:
            Window (UTC): { type: datetime }
            Fallback rate: { type: percent }
            Decision: { type: enum, of: [promote, hold, rollback] }
          append-only: true
  - id: tests-with-code
    gate: G2
    when: { changed: [src/**] }
    require: [{ changed: test/** }]
`;

/** The report of a small change as a picture: what `lockstep check` prints on a terminal, colours and all. */
export async function reportPicture(): Promise<string> {
  const repository = await createRepository();
  try {
    await repository.write({
      ".github/lockstep.yml": policy,
      "docs/STATUS.md": "# Status\n\n## Live status log\n\n- 2026-01-12: requests go to the nearest region.\n",
      "docs/EVIDENCE.md":
        "# Evidence\n\n## Rollout windows\n\n| Window (UTC) | Fallback rate | Decision |\n|---|---|---|\n| 2026-01-12T10:00Z | 4.2% | hold |\n",
    });
    await repository.commit("Base");
    await repository.git("checkout", "--quiet", "-b", "change");
    await repository.write({
      "src/routing/region.ts": "export {};\n",
      "test/region.test.ts": "\n",
      "deploy/traffic.yml": "share: 20%\n",
    });
    await repository.commit("Route by tenant");
    let output = "";
    await main(["check"], {
      stdout: (text) => {
        output += text;
      },
      stderr: () => undefined,
      cwd: repository.path,
      colour: true,
      width: 92,
      packageRoot: new URL("../", import.meta.url),
      version: "",
    });
    return svg(`\u001b[1m$ lockstep check\u001b[0m\n${output.trimEnd()}`);
  } finally {
    await repository.dispose();
  }
}

const colours: Readonly<Record<string, string>> = {
  "31": "#ff7b72",
  "32": "#7ee787",
  "33": "#e3b341",
  "34": "#79c0ff",
  "35": "#d2a8ff",
  "36": "#76e3ea",
};
const lineHeight = 19;

/** An SGR code, as a pattern. */
const code = "\u001b\\[[\\d;]*m";

function svg(text: string): string {
  const lines = text.split("\n");
  const width = Math.max(...lines.map((line) => line.replace(new RegExp(code, "g"), "").length)) * 8.1 + 40;
  const rows = lines.map((line, index) => `<text x="20" y="${34 + index * lineHeight}">${spans(line)}</text>`);
  const height = lines.length * lineHeight + 36;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13.5" fill="#e6edf3" xml:space="preserve">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
${rows.join("\n")}
</svg>
`;
}

/** One line with SGR codes as `tspan`s. */
function spans(line: string): string {
  let style = "";
  return line
    .split(new RegExp(`(${code})`))
    .map((part) => {
      const codes = part.startsWith("\u001b") ? part.slice(2, -1).split(";") : undefined;
      if (codes === undefined) {
        const text = part.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(" ", "\u00a0");
        return text === "" ? "" : style === "" ? text : `<tspan${style}>${text}</tspan>`;
      }
      for (const sgr of codes) {
        if (sgr === "1") style += ' font-weight="bold"';
        else if (sgr === "2") style += ' fill="#8b949e"';
        else if (colours[sgr] !== undefined) style += ` fill="${colours[sgr]}"`;
        else style = "";
      }
      return "";
    })
    .join("");
}
