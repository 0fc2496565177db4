import { type Case, testRequirement } from "../../requirement-table.ts";

/** Lines as a file. */
const file = (...lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");

const inSync = { "in-sync": {} };

/** Marks around a line that changes, in a file of this name; all that they may name is there and unchanged. */
function marks(name: string, path: string, opening: string, closing: string, says: string): Case {
  const others = {
    "x.txt": "1",
    "y.txt": "1",
    "docs/x.txt": "1",
    "src/x.txt": "1",
    "app/[slug]/page.tsx": "1",
    "a b.txt": "1",
    "c.md": "# What's new (old), and more\n\n1\n",
    "d.md": "# What's new (old)\n\n1\n",
    "b.ts": file("// LINT.Label(one)", "1", "// LINT.EndLabel"),
  };
  return {
    name,
    require: inSync,
    before: { ...others, [path]: file(opening, "1", closing) },
    after: { ...others, [path]: file(opening, "2", closing) },
    then: { verdict: "fail", says },
  };
}

const open = "// LINT.IfChange";
const written = (name: string, closing: string, says: string, opening = open) =>
  marks(name, "src/a.ts", opening, closing, says);

testRequirement("in-sync: how targets are written", [
  written("from the root with two slashes", "// LINT.ThenChange(//x.txt)", "`x.txt` has no change"),
  written("from the root with one slash", "// LINT.ThenChange(/x.txt)", "`x.txt` has no change"),
  written("beside the file without a slash", "// LINT.ThenChange(x.txt)", "`src/x.txt` has no change"),
  written("beside the file with a dot", "// LINT.ThenChange(./x.txt)", "`src/x.txt` has no change"),
  written("upwards with two dots", "// LINT.ThenChange(../docs/x.txt)", "`docs/x.txt` has no change"),
  written("in single quotes", "// LINT.ThenChange('../x.txt')", "`x.txt` has no change"),
  written("in double quotes", '// LINT.ThenChange("//x.txt")', "`x.txt` has no change"),
  written("with a label behind a colon", "// LINT.ThenChange(//b.ts:one)", "The region `one` of `b.ts` has no change"),
  written("with a label behind a hash", "// LINT.ThenChange(//b.ts#one)", "The region `one` of `b.ts` has no change"),
  written("in quotes with a label", "// LINT.ThenChange('//b.ts#one')", "The region `one` of `b.ts` has no change"),
  written("with white space around", "// LINT.ThenChange( //x.txt )", "`x.txt` has no change"),
  written("with white space in the path", "// LINT.ThenChange(//a b.txt)", "`a b.txt` has no change"),
  written("as a list", "// LINT.ThenChange(//x.txt, //y.txt)", "`y.txt` has no change"),
  written("as a list in brackets", "// LINT.ThenChange(['//x.txt', '//y.txt'])", "`y.txt` has no change"),
  written("as a list in brackets without quotes", "// LINT.ThenChange([//x.txt, //y.txt])", "`y.txt` has no change"),
  written("below a directory in brackets", "// LINT.ThenChange(//app/[slug]/page.tsx)", "`app/[slug]/page.tsx` has no"),
  written("with a comma at the end", "// LINT.ThenChange(//x.txt, //y.txt,)", "`y.txt` has no change"),
  written("over several lines", "// LINT.ThenChange(\n//   //x.txt,\n//   //y.txt,\n// )", "`y.txt` has no change"),
  written("over several lines without commas", "// LINT.ThenChange(//x.txt\n//   //y.txt)", "`y.txt` has no change"),
  written(
    "over the lines of one comment",
    "/* LINT.ThenChange(\n *   //x.txt,\n *   //y.txt\n * ) */",
    "`y.txt` has no",
  ),
  written(
    "over several comments of one line",
    "/* LINT.ThenChange( */\n/* //y.txt */\n/* ) */",
    "`y.txt` has no change",
  ),
  written(
    "with a heading that has an apostrophe and parentheses",
    "// LINT.ThenChange(//d.md#What's new (old))",
    "*What's new (old)* of `d.md`",
  ),
  written(
    "with a heading in quotes that has a comma",
    '// LINT.ThenChange("//c.md#What\'s new (old), and more")',
    "*What's new (old), and more* of `c.md`",
  ),
]);

testRequirement("in-sync: how regions are opened", [
  written("with a label", "// LINT.ThenChange(//x.txt)", "has no change", "// LINT.IfChange(one)"),
  written("with a label in single quotes", "// LINT.ThenChange(//x.txt)", "has no change", "// LINT.IfChange('one')"),
  written("with a label in double quotes", "// LINT.ThenChange(//x.txt)", "has no change", '// LINT.IfChange("one")'),
  written(
    "with a label of dots and dashes",
    "// LINT.ThenChange(//x.txt)",
    "has no change",
    "// LINT.IfChange(a.b-c_1)",
  ),
  written("deep in the code", "      // LINT.ThenChange(//x.txt)", "has no change", "      // LINT.IfChange"),
  written("without a space", "//LINT.ThenChange(//x.txt)", "has no change", "//LINT.IfChange"),
  written("with three slashes", "/// LINT.ThenChange(//x.txt)", "has no change", "/// LINT.IfChange"),
  written("in comments of one line", "/* LINT.ThenChange(//x.txt) */", "has no change", "/* LINT.IfChange */"),
]);

const language = (path: string, opening: string, closing: string) =>
  marks(`comments of ${path}`, path, opening, closing, "`x.txt` has no change");
const leader = (path: string, sign: string) =>
  language(path, `${sign} LINT.IfChange`, `${sign} LINT.ThenChange(//x.txt)`);

testRequirement("in-sync: comments of many languages", [
  ...["a.go", "a.rs", "a.java", "a.cpp", "a.proto", "a.vue", "a.jsonc", "a.php"].map((path) => leader(path, "//")),
  ...[
    "a.py",
    "a.sh",
    "a.yml",
    "a.toml",
    "a.rb",
    "a.tf",
    "Makefile",
    "Dockerfile",
    ".gitignore",
    "BUILD.bazel",
    "CMakeLists.txt",
    "a.graphql",
  ].map((path) => leader(path, "#")),
  ...["a.sql", "a.lua", "a.hs"].map((path) => leader(path, "--")),
  ...["a.clj", "a.el", "a.ini"].map((path) => leader(path, ";")),
  ...["a.tex", "a.erl"].map((path) => leader(path, "%")),
  leader("a.vb", "'"),
  leader("a.vim", '"'),
  leader("a.el", ";;"),
  leader("A.PY", "#"),
  language("a.css", "/* LINT.IfChange */", "/* LINT.ThenChange(//x.txt) */"),
  language("a.md", "<!-- LINT.IfChange -->", "<!-- LINT.ThenChange(//x.txt) -->"),
  language("a.html", "<!-- LINT.IfChange -->", "<!-- LINT.ThenChange(\n  //x.txt\n) -->"),
  language("a.xml", "  <!-- LINT.IfChange -->", "  <!-- LINT.ThenChange(//x.txt) -->"),
  language("a.tsx", "{/* LINT.IfChange */}", "{/* LINT.ThenChange(//x.txt) */}"),
  language("a.ps1", "<# LINT.IfChange #>", "# LINT.ThenChange(//x.txt)"),
]);

/** A file in which nothing is a mark: neither broken ones are told nor whole ones asked for. */
const noMark = (name: string, path: string, text: string): Case => ({
  name,
  require: inSync,
  before: { [path]: `${text}1\n` },
  after: { [path]: `${text}2\n` },
  then: "not-applicable",
});
const alone = "// LINT.IfChange(x)\n1\n// LINT.ThenChange(//nowhere)\n";
const hashes = alone.replaceAll("//", "#");

testRequirement("in-sync: what is no mark", [
  noMark(
    "a sentence about marks",
    "a.ts",
    "// LINT.IfChange opens a region.\n// Write LINT.ThenChange(//x) behind it.\n",
  ),
  noMark("a mark behind code", "a.ts", "f(); // LINT.IfChange\n"),
  noMark("a mark with more words behind it", "a.ts", "// LINT.IfChange(x) begins it\n"),
  noMark("a mark inside a longer comment", "a.ts", "/* See also:\n * LINT.IfChange\n */\n"),
  noMark("a comment that shares its last line with code", "a.ts", "/* LINT.IfChange */ f();\n"),
  noMark("a mark in a string of one line", "a.ts", 'const a = "// LINT.IfChange";\n'),
  noMark("marks in a template of JavaScript", "a.ts", `const a = \`\n${alone}\`;\n`),
  noMark(
    "marks in a template behind code with braces in it",
    "a.ts",
    `const a = \`\${[{}].map(() => \`\${1}\`)}\n${alone}\`;\n`,
  ),
  noMark("marks in a string of Go", "a.go", `a := \`\n${alone}\`\n`),
  noMark("marks in a text block of Java", "a.java", `var a = """\n${alone}""";\n`),
  noMark("marks in a raw string of Rust", "a.rs", `let a = r#"\n${alone}"#;\n`),
  noMark("marks in a docstring of Python", "a.py", `"""\n${hashes}"""\n`),
  noMark("marks in a here-document", "a.sh", `cat <<'EOF'\n${hashes}EOF\n`),
  noMark("marks in an indented here-document", "a.sh", `cat <<-EOF\n${hashes}\tEOF\n`),
  noMark("marks in a fence", "a.md", "```html\n<!-- LINT.IfChange -->\n```\n"),
  noMark("marks in a longer fence around a shorter one", "a.md", "~~~~\n~~~\n<!-- LINT.IfChange -->\n~~~\n~~~~\n"),
  noMark("marks in an indented block of Markdown", "a.md", "    <!-- LINT.IfChange -->\n"),
  noMark("marks between words of Markdown", "a.md", "Write <!-- LINT.IfChange --> before it.\n"),
  noMark("line comments in a block comment", "a.ts", `/*\n${alone}*/\n`),
  noMark("a file without comments", "a.json", alone),
  noMark("plain text", "a.txt", alone),
  noMark("marks in a docstring with an escaped end in it", "a.py", `"""\n\\"""\n${hashes}"""\n`),
  noMark("marks in a template behind an apostrophe", "a.tsx", `const a = [<p>Don't</p>, \`\n${alone}\`];\n`),
  noMark("marks in a here-document behind a parameter count", "a.sh", `[ $# -gt 0 ] && cat <<EOF\n${hashes}EOF\n`),
  noMark("another tool's comment", "a.ts", "// lint.rules are elsewhere\n// LINT: ok\n"),
]);

/** Marks that must be seen, whatever stands before them. */
const seen = (name: string, path: string, before: string, after = "") =>
  marks(
    name,
    path,
    `${before}${path.endsWith(".sh") || path.endsWith(".py") ? "#" : "//"} LINT.IfChange`,
    `${path.endsWith(".sh") || path.endsWith(".py") ? "#" : "//"} LINT.ThenChange(//x.txt)\n${after}`,
    "`x.txt` has no change",
  );

testRequirement("in-sync: what hides no mark", [
  seen("a glob in a string looks like a comment", "a.ts", 'const a = "src/**/*.ts";\n', 'const b = "*/";\n'),
  seen("a quote in a regular expression", "a.ts", "const a = /[`\"'/]/.test(b);\n", "const c = /`/;\n"),
  seen("a quote in a comment", "a.ts", "// don't use ` here\n", "// don't use ` here\n"),
  seen("an apostrophe between words", "a.tsx", "<p>Don't</p>\n", "<p>Don't</p>\n"),
  seen("a template that ends on its line", "a.ts", `const a = \`\${b}\`;\n`),
  seen("a template over several lines, closed before", "a.ts", `const a = \`\n\${b}\n\`;\n`),
  seen("a comment that is never closed", "a.ts", "f(/*\n"),
  seen("a template that is never closed", "a.ts", "f(`\n"),
  seen("a here-document that is never closed", "a.sh", "echo $((1<<EOF))\n"),
  seen("a here-string", "a.sh", "cat <<<EOF\n", "EOF\n"),
  seen("a parameter count of a shell", "a.sh", `if [ $# -gt 1 ] && [ "\${#a}" ]; then b="'"; fi\n`),
  seen("a docstring that is closed before", "a.py", '"""It\'s so."""\n'),
  seen("a lifetime of Rust", "a.rs", "fn f<'a>(b: &'a str) {}\n"),
  seen("a quote in a character of C", "a.c", "char a = '\"';\n", "char b = '\"';\n"),
  seen(
    "a division of a template",
    "a.ts",
    "const a = b / `x/$" + "{c}\n`;\n",
    "const d = `e` + b / `x/$" + "{c}` / 2;\n",
  ),
  marks(
    "code of three backticks among words",
    "a.md",
    "```js `x`\n\n<!-- LINT.IfChange -->",
    "<!-- LINT.ThenChange(//x.txt) -->\n\n```\n1\n```\n",
    "`x.txt` has no change",
  ),
  seen("a division", "a.ts", "const a = b / c; const d = `x` / 2;\n"),
]);
