// html-validate has nothing against the pages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { accounts, build, everything, pages, seed } from "./browser.mjs";

const rules = {
  "long-title": "off", // the names of statutory tables are what they are
  "void-style": ["error", { style: "selfclosing" }], // pages are well-formed XML too, and so
  "attribute-boolean-style": ["error", { style: "name" }],
};
const fragment = { ...rules, "no-inline-style": "off" };

function validator(own) {
  return new HtmlValidate(new StaticConfigLoader({ extends: ["html-validate:recommended"], rules: own }));
}

async function findings(site, name, own) {
  const report = await validator(own).validateString(readFileSync(join(site, name), "utf8"));
  return report.results.flatMap((result) =>
    result.messages.map((message) => `${name}:${message.line}:${message.column}: ${message.message} [${message.ruleId}]`),
  );
}

async function valid(site) {
  for (const name of pages(site)) assert.deepEqual((await findings(site, name, rules)).slice(0, 20), []);
  assert.deepEqual((await findings(site, "fragment.html", fragment)).slice(0, 20), []);
}

test("the seed's", () => valid(build(seed)));
test("accounts", () => valid(build(accounts, "--draft")));
test("a draft of everything that can stand in a section", () => valid(build(everything(), "--draft")));
test("what html-validate is there to find", async () => {
  const report = await validator(rules).validateString("<p><div id=a></p>");
  assert.ok(report.errorCount > 0);
});
