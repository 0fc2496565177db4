/** What opens and what closes something that may go over several lines. */
export type Span = readonly [open: string, close: string];

/** How comments are written in a file, and what may hold lines that only look like comments. */
export interface CommentStyle {
  /** What begins a comment that ends with its line. */
  readonly line: readonly string[];
  readonly block: readonly Span[];
  /** Block comments that count only where a line begins with one: elsewhere the same signs mean something else. */
  readonly alone: readonly Span[];
  /** Strings over several lines. */
  readonly strings: readonly Span[];
  /** Characters around strings of one line, each by itself. */
  readonly quotes: string;
  /** Backticks hold text with code in `${}`, and a slash may begin a regular expression: JavaScript. */
  readonly templates?: true;
  /** `<<NAME` begins a text that a line `NAME` ends. */
  readonly heredocs?: true;
  /** Fences of Markdown hold code; a line indented by four spaces or more is code too. */
  readonly fences?: true;
}

const none: CommentStyle = { line: [], block: [], alone: [], strings: [], quotes: "" };
const slash: CommentStyle = { ...none, line: ["//"], block: [["/*", "*/"]], quotes: "\"'" };
const script: CommentStyle = { ...slash, alone: [["{/*", "*/}"]], templates: true };
const hash: CommentStyle = { ...none, line: ["#"] };
const shell: CommentStyle = { ...hash, quotes: "\"'", heredocs: true };
const dash: CommentStyle = { ...none, line: ["--"], quotes: "\"'" };
const markup: CommentStyle = { ...none, block: [["<!--", "-->"]] };
const tripleDouble: Span = ['"""', '"""'];
const tripleSingle: Span = ["'''", "'''"];
const triples: readonly Span[] = [tripleDouble, tripleSingle];

/** Styles by extension, in lower case. What is not here has no marks: JSON, plain text, images. */
const styles: readonly (readonly [style: CommentStyle, extensions: string])[] = [
  [slash, "c h m mm proto thrift sol glsl hlsl wgsl cu d zig v jsonc json5 mod prisma bicep cue scss less sass"],
  [{ ...slash, strings: [['R"(', ')"']] }, "cc cpp cxx hh hpp hxx inl"],
  [{ ...slash, strings: [tripleDouble] }, "java kt kts scala swift cs fs"],
  [{ ...slash, strings: triples }, "dart groovy gradle"],
  [{ ...slash, strings: [["`", "`"]] }, "go"],
  [{ ...slash, quotes: '"', strings: [['r#"', '"#']] }, "rs"],
  [{ ...slash, line: ["//", "#"] }, "php"],
  [{ ...slash, line: ["//", "#"], quotes: '"', heredocs: true }, "tf hcl tfvars"],
  [{ ...slash, line: [] }, "css"],
  [script, "js jsx mjs cjs ts tsx mts cts"],
  [hash, "yml yaml conf cfg properties env mk cmake gitignore dockerignore gn gni tcl awk editorconfig graphql gql"],
  [{ ...hash, quotes: "\"'", strings: triples }, "py pyi bzl bazel star toml jl ex exs coffee nim r cr"],
  [shell, "sh bash zsh fish ksh rb rake pl pm dockerfile"],
  [{ ...hash, block: [["<#", "#>"]], quotes: "\"'" }, "ps1 psm1 psd1"],
  [{ ...dash, block: [["/*", "*/"]] }, "sql"],
  [{ ...dash, block: [["--[[", "]]"]] }, "lua"],
  [{ ...dash, quotes: '"', block: [["{-", "-}"]] }, "hs elm purs"],
  [dash, "ada adb ads vhd vhdl"],
  [{ ...none, line: [";"] }, "lisp lsp el clj cljs cljc edn scm rkt asm s ll"],
  [{ ...none, line: [";", "#"] }, "ini"],
  [{ ...none, line: ["%"] }, "tex sty bib erl hrl"],
  [{ ...none, line: ["'"] }, "vb bas vbs brs"],
  [{ ...none, line: ['"'] }, "vim vimrc"],
  [{ ...none, line: ["!"] }, "f90 f95 f03 f08"],
  [markup, "xml svg xsd xsl xslt xhtml plist csproj props targets"],
  [{ ...markup, line: ["//"], alone: [["/*", "*/"]] }, "html htm vue svelte astro"],
  [{ ...markup, fences: true }, "md markdown"],
  [{ ...markup, alone: [["{/*", "*/}"]], fences: true }, "mdx"],
];

const byExtension = new Map(styles.flatMap(([style, names]) => names.split(" ").map((name) => [name, style] as const)));

/** Files whose extension says something else than what they are. */
const byName: ReadonlyMap<string, CommentStyle> = new Map([["cmakelists.txt", hash]]);

/**
 * How comments are written in a file, told by its name; undefined when its comments are not read. A name without an
 * extension, such as `Makefile`, `Dockerfile` or `.gitignore`, takes `#`.
 */
export function commentStyle(path: string): CommentStyle | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const dot = name.lastIndexOf(".");
  return byName.get(name) ?? (dot <= 0 ? shell : byExtension.get(name.slice(dot + 1)));
}
