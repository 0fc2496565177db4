import { expect, test } from "@jest/globals";
import { isLoopback } from "../../../src/adapters/web/loopback.ts";

test("only loopback is loopback", () => {
  expect(["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "::1", "[::1]"].every(isLoopback)).toBe(true);
  expect(["localhost.example.com", "127.0.0.1.example.com", "0.0.0.0", "10.0.0.1", ""].some(isLoopback)).toBe(false);
});
