import { expect, test } from "@jest/globals";
import { UserError } from "../../src/core/user-error.ts";

test("an error for a person has a code, a message and perhaps a remedy", () => {
  const error = new UserError("unknown-ref", "there is no branch x", "Fetch it.");
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: "UserError",
    code: "unknown-ref",
    message: "there is no branch x",
    remedy: "Fetch it.",
  });
  expect(new UserError("a", "b").remedy).toBeUndefined();
});
