// axe-core finds nothing on any kind of page: WCAG 2.2 AA and its best practices, at three widths, light and dark, and in
// forced colours. What is wide and what is dark have nothing to do with each other: looks are tried at one width.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, test } from "node:test";
import { accounts, build, everything, launch, seed, url, with_lines } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const widths = [320, 768, 1280];
const looks = [
  { colorScheme: "light", forcedColors: "none" },
  { colorScheme: "dark", forcedColors: "none" },
  { colorScheme: "light", forcedColors: "active" },
];

const browser = await launch();
after(() => browser.close());
const site = build(seed);

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const colours = ["color-contrast", "link-in-text-block"]; // the rules that see what colours there are

function findings(page, runOnly) {
  return page.evaluate(async (runOnly) => {
    const result = await window.axe.run({ runOnly, resultTypes: ["violations"] });
    return result.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
  }, runOnly);
}

async function clean(site, name, own = looks, wide = widths) {
  const page = await browser.newPage();
  await page.goto(url(site, name));
  await page.evaluate(axe);
  for (const width of wide)
    for (const look of width === wide.at(-1) ? own : looks.slice(0, 1)) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia(look);
      const found = await findings(page, look === looks[0] ? tags : colours);
      assert.deepEqual(found, [], `${name} at ${width} px, ${JSON.stringify(look)}`);
    }
  await page.close();
}

test("every kind of page", async (t) => {
  // index, prose, lists side by side, 31 columns, an empty table, merged cells of prose, all on one page
  const kinds = ["index", "section-03", "table-01", "table-13", "table-15", "table-21"];
  for (const kind of kinds) await t.test(kind, () => clean(site, `${kind}.html`));
  await t.test("document", () => clean(site, "document.html", looks, widths.slice(0, 1))); // of the same parts
});

test("what a search lists", async () => {
  const page = await browser.newPage();
  await page.goto(url(site, "section-03.html"));
  await page.fill(".search input", "三公");
  await page.waitForFunction(() => document.querySelector(".search ol a"));
  await page.evaluate(axe);
  for (const width of widths)
    for (const look of width === widths.at(-1) ? looks : looks.slice(0, 1)) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia(look);
      assert.deepEqual(await findings(page, tags), [], `${width} px, ${JSON.stringify(look)}`);
    }
  await page.locator('.search ol a[href^="section-04"]').first().click();
  await page.waitForFunction(() => document.querySelector("mark.found"));
  await page.evaluate(axe);
  for (const look of looks) {
    await page.emulateMedia(look);
    assert.deepEqual(await findings(page, tags), [], JSON.stringify(look));
  }
  await page.close();
});

test("accounts", async (t) => {
  const site = build(accounts, "--draft");
  for (const kind of ["index", "section-03", "table-06"]) await t.test(kind, () => clean(site, `${kind}.html`));
});

test("this year and last", async (t) => {
  const site = build(with_lines(accounts, "comparison: true"));
  for (const kind of ["index", "comparison"]) await t.test(kind, () => clean(site, `${kind}.html`));
});

test("a draft of everything that can stand in a section", async () => {
  await clean(build(everything(), "--draft"), "section-01.html");
});

test("a section alone", async () => {
  await clean(build(everything(), "--draft", "--section", "全部"), "index.html");
});

test("the fragment, pasted into a page", async () => {
  const body = readFileSync(join(site, "fragment.html"), "utf8");
  writeFileSync(
    join(site, "pasted.html"),
    `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8"><title>贴入</title></head><body><main><h1>公开</h1>${body}</main></body></html>`,
  );
  await clean(site, "pasted.html", looks.slice(0, 1)); // its looks are the page's that it is pasted into
});
