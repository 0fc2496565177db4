/** A glob or a regular expression made to be slow to compile or to match. Being refused is an answer, too. */
export interface PathologicalPattern {
  readonly name: string;
  readonly pattern: string;
  readonly subject: string;
}

const letters = "a".repeat(5_000);
const segments = "a/".repeat(2_000);
const title = "a".repeat(65_536);

/** Paths come from anybody who opens a pull request; globs from the edited policy of one. */
export const pathologicalGlobs: readonly PathologicalPattern[] = [
  { name: "stars between letters", pattern: `${"*a".repeat(250)}X`, subject: letters },
  { name: "stars in a row", pattern: `${"*".repeat(500)}X`, subject: letters },
  { name: "globstars between segments", pattern: `${"**/a/".repeat(100)}X`, subject: segments },
  { name: "globstars in a row", pattern: `${"**/".repeat(150)}X`, subject: segments },
  { name: "globstars and stars", pattern: `${"**/*a*/".repeat(70)}X`, subject: segments },
  { name: "question marks and stars", pattern: `${"?*".repeat(250)}X`, subject: letters },
  { name: "nested extended globs", pattern: `${"*(".repeat(120)}a${")".repeat(120)}X`, subject: letters },
  { name: "extended globs in a row", pattern: `${"+(a|aa)".repeat(70)}X`, subject: letters },
  { name: "negated extended globs", pattern: `${"!(a)".repeat(120)}X`, subject: letters },
  { name: "braces that multiply", pattern: "{a,b}".repeat(80), subject: letters },
  { name: "braces that come to the same", pattern: "{a,a}".repeat(80), subject: letters },
  { name: "nested braces", pattern: `${"{a,".repeat(120)}b${"}".repeat(120)}`, subject: letters },
  { name: "open braces", pattern: "{".repeat(512), subject: "{".repeat(512) },
  { name: "empty alternatives", pattern: "{,}".repeat(170), subject: letters },
  { name: "a range without end", pattern: "{1..1000000000}", subject: "7" },
  { name: "ranges that multiply", pattern: "{1..99}".repeat(70), subject: letters },
  { name: "open classes", pattern: "[a-".repeat(170), subject: letters },
  { name: "classes and stars", pattern: `${"[a-z]*".repeat(80)}X`, subject: letters },
  { name: "backslashes", pattern: "\\".repeat(511), subject: "\\".repeat(5_000) },
  {
    name: "captures in many segments",
    pattern: Array.from({ length: 80 }, (_, n) => `{a${n}}`).join("/"),
    subject: segments,
  },
];

/** Titles and added lines come from anybody who opens a pull request; patterns from the edited policy of one. */
export const pathologicalRegexps: readonly PathologicalPattern[] = [
  { name: "nested plus", pattern: "^(a+)+$", subject: `${title}!` },
  { name: "nested star", pattern: "^(a*)*$", subject: `${title}!` },
  { name: "alternatives that overlap", pattern: "^(a|a)*$", subject: `${title}!` },
  { name: "alternatives that contain each other", pattern: "^(a|aa)+$", subject: `${title}!` },
  { name: "three stars", pattern: "a*a*a*b", subject: title },
  { name: "optional letters", pattern: `${"a?".repeat(120)}${"a".repeat(120)}`, subject: title },
  { name: "lazy quantifiers", pattern: ".*?.*?.*?=.*?.*?;", subject: title },
  { name: "white space at the end", pattern: "\\s+$", subject: `${" ".repeat(65_535)}a` },
  { name: "an address of e-mail", pattern: "^([a-z0-9]+[._-]?)+@([a-z0-9]+[.-]?)+\\.[a-z]+$", subject: title },
  { name: "many dot stars", pattern: ".*".repeat(100), subject: title },
  { name: "a counted letter", pattern: "a{1000}b", subject: title },
  { name: "a counted group", pattern: "(a?){500}b", subject: title },
  { name: "counts in counts", pattern: "(((a{10}){10}){10}){10}", subject: title },
  { name: "many counts", pattern: "(a?){1000}".repeat(40), subject: title },
  { name: "counted classes of Unicode", pattern: "\\pL{1000}".repeat(50), subject: title },
  { name: "counted empty groups", pattern: "(){1000}".repeat(60), subject: title },
  { name: "counts without an upper limit", pattern: "(a{2,}){2,}b", subject: title },
  { name: "nested groups", pattern: `${"(".repeat(250)}a${")".repeat(250)}`, subject: title },
  { name: "open groups", pattern: "(".repeat(512), subject: title },
  { name: "a back-reference", pattern: "^(a+)\\1+$", subject: title },
];
