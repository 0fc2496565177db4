import { html } from "hono/html";

/** Text that was made by hono's `html`: everything put into it is escaped. */
export type Html = ReturnType<typeof html>;

const style = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.25rem 1rem .25rem 0}
label{display:block;margin:.75rem 0}input{font:inherit;width:100%;box-sizing:border-box}button{font:inherit;padding:.4rem 1rem}
code{overflow-wrap:anywhere}`;

/** A whole page. `nonce` is that of the answer's security headers. */
export function page(title: string, nonce: string | undefined, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style nonce="${nonce ?? ""}">${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
}
