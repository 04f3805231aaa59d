// The pages of an office: where each document stands, the index of what is published, what a correction says. axe-core and
// html-validate find nothing, and the status is one sheet of A3.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { launch, url } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await launch();
const work = mkdtempSync(join(tmpdir(), "gongkai-office-"));
after(async () => {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
});

const office = join(work, "office");
const gongkai = (...words) => execFileSync(process.env.GONGKAI, words, { stdio: "ignore" });
gongkai("new", office, "--office");
gongkai("office", "finalize", office, "101", "102");
gongkai("office", "record", office, "101", "https://www.example.gov.cn/1.html", "2026-02-05T10:00");
gongkai("office", "record", office, "102", "https://www.example.gov.cn/2.html", "2026-02-25T10:00");
const own = join(office, "部门", readdirSync(join(office, "存档")).find((name) => name.startsWith("101_")), "文字");
const texts = join(office, "共用文字");
const first = readdirSync(texts).find((name) => name.endsWith("职责.md"));
execFileSync("mkdir", ["-p", own]);
writeFileSync(join(own, first), readFileSync(join(texts, first), "utf8") + "\n承办上级交办的其他事项。\n");
gongkai("office", "correct", office, "101", "--reason", "漏列一项");
gongkai("office", "record", office, "101", "https://www.example.gov.cn/3.html", "2026-03-09");
gongkai("office", "status", office, "--today", "2026-02-20");
gongkai("office", "index", office);

const pages = ["内部/status.html", "公开/index.html", "公开/更正说明/101_更正1.html"];

for (const name of pages) {
  test(`axe-core: ${name}`, async () => {
    const page = await browser.newPage();
    await page.goto(url(office, name));
    await page.evaluate(axe);
    for (const width of [320, 1280])
      for (const look of [{ colorScheme: "light" }, { colorScheme: "dark" }, { media: "print" }]) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia(look);
        const found = await page.evaluate(async () =>
          (await window.axe.run({ resultTypes: ["violations"] })).violations.map((rule) => `${rule.id}: ${rule.nodes[0].html}`),
        );
        assert.deepEqual(found, [], `${width} px, ${JSON.stringify(look)}`);
      }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 1280));
    await page.close();
  });

  test(`html-validate: ${name}`, async () => {
    const rules = { "long-title": "off", "void-style": ["error", { style: "omit" }] };
    const validator = new HtmlValidate(new StaticConfigLoader({ extends: ["html-validate:recommended"], rules }));
    const report = await validator.validateString(readFileSync(join(office, name), "utf8"));
    assert.deepEqual(report.results.flatMap((result) => result.messages.map((m) => `${m.line}:${m.column}: ${m.message} [${m.ruleId}]`)).slice(0, 5), []);
  });
}

test("the status of thirty departments and their units is one sheet of A3", async () => {
  const page = await browser.newPage();
  await page.goto(url(office, "内部/status.html"));
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1);
  assert.match(pdf, /\/MediaBox \[0 0 841\.\d+ 1191\.\d+\]/);
  assert.ok((await page.locator("tbody tr").count()) > 60);
  await page.close();
});
