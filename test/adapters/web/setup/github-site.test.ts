import { expect, test } from "@jest/globals";
import { githubSite, newAppUrl } from "../../../../src/adapters/web/setup/github-site.ts";

test.each([
  ["https://api.github.com", "https://github.com"],
  ["https://ghes.example.com/api/v3", "https://ghes.example.com"],
  ["https://ghes.example.com:8443/api/v3", "https://ghes.example.com:8443"],
  ["https://api.acme.ghe.com", "https://acme.ghe.com"],
  ["http://127.0.0.1:4000", "http://127.0.0.1:4000"],
])("the website of %s is %s", (apiUrl, site) => {
  expect(githubSite(apiUrl)).toBe(site);
});

test("a name cannot lead the form elsewhere", () => {
  expect(newAppUrl("https://api.github.com", "../../evil?x", "s&t")).toBe(
    "https://github.com/organizations/..%2F..%2Fevil%3Fx/settings/apps/new?state=s%26t",
  );
});
