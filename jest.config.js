/** @type {import("jest").Config} */
export default {
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2023" },
        module: { type: "es6" },
        sourceMaps: "inline",
      },
    ],
  },
  collectCoverageFrom: ["src/core/**/*.ts", "src/read/**/*.ts"],
  coverageProvider: "v8",
  // For a test that looks at the time: counting what is covered makes everything several times slower.
  globals: { isCovered: process.argv.includes("--coverage") },
  coverageThreshold: { "./src/core/": { lines: 90 }, "./src/read/": { lines: 90 } },
  restoreMocks: true,
  // A limit against hanging, not an expectation: the machine may be busy.
  testTimeout: 30_000,
  injectGlobals: false,
};
