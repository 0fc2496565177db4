/** The direction of dependencies: app | cli -> adapters -> pipeline -> read | render -> core. docs/explanation/architecture.md */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "A cycle cannot be understood, tested or moved in pieces. Type-only imports count.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "core-is-alone",
      comment:
        "What decides must be callable with plain values: the core knows its schema library and the engines of globs and patterns (ADR 2), nothing else.",
      severity: "error",
      from: { path: "^src/core/" },
      to: { pathNot: "^src/core/|^node_modules/(zod|minimatch|re2js)/" },
    },
    {
      name: "parsers-know-the-core",
      comment: "A parser turns text into values of the core; it does no I/O and knows no other room.",
      severity: "error",
      from: { path: "^src/read/" },
      to: { pathNot: "^src/(core|read)/|^node_modules/(zod|yaml|markdown-it|saxes)/" },
    },
    {
      name: "renderers-know-the-core",
      comment: "A renderer turns a report into text; it does no I/O and knows no other room.",
      severity: "error",
      from: { path: "^src/render/" },
      to: { pathNot: "^src/(core|render)/|^node_modules/zod/" },
    },
    {
      name: "pipeline-knows-ports",
      comment: "The walk is the same for git and GitHub because it sees ports only.",
      severity: "error",
      from: { path: "^src/pipeline/" },
      to: { path: "^src/(adapters|cli|online|(cli|online|app|env|clock|bin|index)\\.ts)" },
    },
    {
      name: "adapters-do-not-meet",
      comment:
        "Two outside systems meet in a composition root only; otherwise one cannot be replaced without the other.",
      severity: "error",
      from: { path: "^src/adapters/([^/]+)/" },
      to: { path: "^src/adapters/(?!$1/)|^src/(cli|online|(cli|online|app|env|clock|bin|index)\\.ts)" },
    },
    {
      name: "kinds-do-not-meet",
      comment: "A requirement kind is one file: what two share belongs to the core.",
      severity: "error",
      from: { path: "^src/core/requirements/(?!index)" },
      to: { path: "^src/core/requirements/" },
    },
    {
      name: "no-orphans",
      comment: "A file that nothing reaches is dead.",
      severity: "error",
      from: { path: "^src/", orphan: true, pathNot: "^src/(bin|index)\\.ts$" },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".js"],
    },
  },
};
