import js from "@eslint/js";
import tseslint from "typescript-eslint";

const impure =
  "The core, the parsers and the renderers are pure: everything comes in as a value (docs/explanation/architecture.md).";

export default tseslint.config(
  { ignores: ["dist/", "coverage/", "test/scenarios/"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: "./tsconfig.test.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ["src/core/**", "src/read/**", "src/render/**"],
    rules: {
      "no-restricted-globals": [
        "error",
        ...["process", "console", "setTimeout", "setInterval", "fetch"].map((name) => ({ name, message: impure })),
      ],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: impure },
        { object: "Math", property: "random", message: impure },
        { object: "performance", property: "now", message: impure },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: impure },
        { selector: ":function[async=true]", message: impure },
        { selector: "AwaitExpression", message: impure },
        {
          selector: "Literal[regex.pattern=/\\[\\^\\][*+]\\?|\\.[*+]\\?|\\[\\\\[sS]\\\\[sS]\\][*+]\\?/]",
          message: "A lazy quantifier over untrusted text is quadratic; scan with indexOf.",
        },
      ],
    },
  },
  { files: ["test/**"], rules: { "@typescript-eslint/no-misused-spread": "off" } },
  { files: ["**/*.js", "**/*.cjs"], ...tseslint.configs.disableTypeChecked },
);
