import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { jsonText } from "../../src/render/json-text.ts";
import { hostileText } from "./hostile.ts";

test("what could act on a terminal is written as an escape", () => {
  expect(jsonText({ a: "\u009b2J\u202e\u001b\u{e0041}é" })).toBe(
    '{\n  "a": "\\u009b2J\\u202e\\u001b\\udb40\\udc41é"\n}\n',
  );
});

test("it means the same", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(JSON.parse(jsonText({ text }))).toEqual({ text });
    }),
  );
});
