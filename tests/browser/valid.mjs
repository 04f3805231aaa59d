// html-validate and the Nu Html Checker have nothing against the pages.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { accounts, build, everything, manifest, pages, project, seed, with_lines } from "./browser.mjs";

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
test("with last year beside it", () => valid(build(with_lines(accounts, "comparison: true"))));
test("a draft of everything that can stand in a section", () => valid(build(everything(), "--draft")));
test("what html-validate is there to find", async () => {
  const report = await validator(rules).validateString("<p><div id=a></p>");
  assert.ok(report.errorCount > 0);
});

// ---- the Nu Html Checker, in one run of Java for all pages

// Where the package has its program; empty where it was not fetched.
function checker() {
  try {
    return join(createRequire(import.meta.url).resolve("vnu-jar/package.json"), "..", "build", "dist", "vnu.jar");
  } catch {
    return "";
  }
}

function nu(files) {
  const run = spawnSync("java", ["-jar", checker(), "--errors-only", "--format", "json", "--stdout", ...files], { encoding: "utf8", maxBuffer: 1 << 26 });
  return JSON.parse(run.stdout).messages.map((one) => `${one.url}:${one.lastLine}: ${one.message}`);
}

const missing = !existsSync(checker()) ? "vnu-jar is not installed (npm ci)" : spawnSync("java", ["-version"]).error ? "java is not installed" : false;

test("the Nu Html Checker", { skip: missing }, () => {
  const sites = [build(seed), build(accounts, "--draft"), build(everything(), "--draft")];
  const files = sites.flatMap((site) => pages(site).map((name) => join(site, name)));
  assert.deepEqual(nu(files), []);
});

test("what the Nu Html Checker is there to find", { skip: missing }, () => {
  const site = build(project({ "gongkai.yaml": manifest, "sections/1-文.md": "# 文\n\n文。\n" }), "--draft");
  const page = join(site, "section-01.html");
  writeFileSync(page, readFileSync(page, "utf8").replace("</h1>", "</h1><p><div></p>"));
  assert.ok(nu([page]).length > 0);
});
