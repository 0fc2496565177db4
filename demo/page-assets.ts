import { raw } from "hono/html";

/** How the page looks. */
export const style = raw(`
:root { color-scheme: light dark; --link: #0969da; --ink: #1f2328; --quiet: #59636e; --line: #d1d9e0; --good: #1a7f37; --bad: #cf222e; --wait: #9a6700; --paper: #fff; --pale: #f6f8fa; }
@media (prefers-color-scheme: dark) { :root { --link: #4493f8; --ink: #e6edf3; --quiet: #9198a1; --line: #3d444d; --good: #3fb950; --bad: #f85149; --wait: #d29922; --paper: #0d1117; --pale: #151b23; } }
* { box-sizing: border-box; } a { color: var(--link); } body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
main { display: grid; grid-template: "header header header" auto "nav article aside" 1fr / 17rem minmax(0, 1fr) 15rem; gap: 1.5rem; max-width: 90rem; margin: auto; padding: 1.5rem; }
header { grid-area: header; } nav { grid-area: nav; } article { grid-area: article; } aside { grid-area: aside; }
h1 { margin: 0; font-size: 1.6rem; } h2 { font-size: 1.15rem; margin: 0 0 .6rem; } h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; } aside h3 { font-size: .85rem; margin: .6rem 0 .3rem; color: var(--quiet); } header p { margin: 0; }
small, header p, .empty, .figures { color: var(--quiet); font-weight: 400; } ul { list-style: none; margin: 0; padding: 0; } li { padding: .15rem 0; }
button { display: block; width: 100%; text-align: left; margin: 0 0 .5rem; padding: .5rem .7rem; font: inherit; color: inherit; background: var(--pale); border: 1px solid var(--line); border-radius: 6px; cursor: pointer; }
button:hover:enabled, button:focus-visible { border-color: var(--quiet); } button:disabled { opacity: .45; cursor: default; } button small { display: block; } .chosen { border-color: var(--ink); }
.mark { display: inline-block; min-width: 1.1em; font-weight: 700; } .success, .merged { color: var(--good); } .failure, .action_required { color: var(--bad); } .neutral, .awaited { color: var(--wait); }
.verdict { font-weight: 600; margin: 0; } .comment, details { border: 1px solid var(--line); border-radius: 6px; padding: .6rem .9rem; margin: .5rem 0; } summary { cursor: pointer; }
.markdown { overflow-wrap: anywhere; } .markdown table { display: block; overflow-x: auto; border-collapse: collapse; overflow-wrap: normal; } .markdown td, .markdown th { border: 1px solid var(--line); padding: .2rem .6rem; }
pre, code { font: 13px ui-monospace, monospace; } pre { background: var(--pale); padding: .6rem; border-radius: 6px; overflow-x: auto; } .markdown h2 { font-size: 1.05rem; }
@media (min-width: 60.01rem) { aside { position: sticky; top: 1rem; align-self: start; max-height: calc(100vh - 2rem); overflow-y: auto; } }
@media (max-width: 60rem) {
  main { grid-template: "header" "nav" "article" "aside" / minmax(0, 1fr); padding: 1rem; gap: 1rem; }
  aside { position: sticky; bottom: 0; margin: 0 -1rem; padding: .4rem 1rem; background: var(--paper); border-top: 1px solid var(--line); } aside h2 { display: none; } aside h3 { margin: 0 0 .3rem; position: sticky; left: 0; width: max-content; }
  .actions { display: flex; gap: 1rem; overflow-x: auto; } .actions section { display: grid; grid-auto-flow: column; grid-template-rows: auto 1fr; gap: 0 .5rem; } .actions section h3 { grid-column: 1 / -1; } .actions button { grid-row: 2; width: 11rem; margin: 0; }
}
`);

/** Keeps the page up to date, and sends what is pressed. What is unfolded stays so. */
export const script = raw(`
let number = 1;
const view = document.getElementById("view");
const scrolled = () => [...view.querySelectorAll("aside, .actions")];
async function show() {
  const answer = await fetch("/view/" + number).catch(() => undefined);
  if (!answer?.ok) return;
  const text = await answer.text();
  if (view.dataset.shown === text) return;
  const before = scrolled().map(({ scrollLeft, scrollTop }) => ({ scrollLeft, scrollTop }));
  const open = [...view.querySelectorAll("details")].map((each) => each.open);
  view.dataset.shown = text;
  view.innerHTML = text;
  view.querySelectorAll("details").forEach((each, index) => { each.open = open[index] ?? false; });
  scrolled().forEach((each, index) => Object.assign(each, before[index]));
}
view.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.show) number = Number(button.dataset.show);
  if (button?.dataset.act) await fetch("/act/" + button.dataset.act + "/" + number, { method: "POST" });
  if (button) await show();
});
setInterval(show, 400);
`);
