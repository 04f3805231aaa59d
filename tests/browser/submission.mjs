// The text that a content system is handed: stripped of what such systems strip, it still reads right.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, test } from "node:test";
import { accounts, build, everything, launch, seed, url } from "./browser.mjs";

const browser = await launch();
const made = [];
after(() => {
  made.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
  return browser.close();
});

// The archive's text, without styles, classes, ids and scripts, as a system shows it on a page of its own.
function stripped(project, ...options) {
  const out = mkdtempSync(join(tmpdir(), "gongkai-submission-"));
  made.push(out);
  execFileSync(process.env.GONGKAI, ["build", project, "--to", "submission", "-o", join(out, "out"), ...options], { stdio: "ignore" });
  const [archive] = readdirSync(join(out, "out")).filter((name) => name.endsWith(".zip"));
  execFileSync("python3", ["-m", "zipfile", "-e", join(out, "out", archive), join(out, "parts")]);
  const text = readFileSync(join(out, "parts", "正文.html"), "utf8");
  const body = /<body>([^]*)<\/body>/.exec(text)[1];
  const bare = body.replace(/<(script|style)[^]*?<\/\1>/g, "").replace(/(<[^>]*?)\s(?:style|class|id)="[^"]*"/g, "$1");
  const page = join(out, "parts", "page.html");
  writeFileSync(page, `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8"><title>站</title></head><body><h1>站</h1><div>${bare}</div></body></html>`);
  return { page: pathToFileURL(page).href, body, bare };
}

for (const [name, project] of [
  ["the seed", seed],
  ["accounts", accounts],
])
  test(`every word and cell stands, with lines and amounts in their places: ${name}`, async () => {
    const { page: at, body, bare } = stripped(project);
    assert.equal(body, bare); // it has nothing that is stripped
    const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
    const read = () =>
      page.evaluate(() => {
        const plain = (text) => text.replace(/\s+/g, "");
        return {
          cells: [...document.querySelectorAll("table")].filter((table) => !table.querySelector("caption")).map((table) => [...table.querySelectorAll("th, td")].map((cell) => plain(cell.textContent))),
          paragraphs: [...document.querySelectorAll("p")].map((p) => plain(p.textContent)).filter((text) => text.length > 30),
        };
      });
    await page.goto(url(build(project), "fragment.html"));
    const fragment = await read();
    await page.goto(at);
    assert.deepEqual(await read(), fragment);
    const looks = await page.evaluate(() =>
      [...document.querySelectorAll("table")].map((table) => {
        const cells = [...table.querySelectorAll("th, td")];
        const amounts = [...table.querySelectorAll("td")].filter((cell) => /^-?[\d,]+\.\d+$/.test(cell.textContent.trim()));
        return {
          framed: cells.every((cell) => Number.parseFloat(getComputedStyle(cell).borderTopWidth) >= 1),
          padded: cells.every((cell) => Number.parseFloat(getComputedStyle(cell).paddingLeft) >= 3),
          right: amounts.every((cell) => /right$/.test(getComputedStyle(cell).textAlign)),
          n: cells.length,
        };
      }),
    );
    assert.ok(looks.length > 5 && looks.every((one) => one.framed && one.padded && one.right && one.n > 3));
    const indents = await page.evaluate(() => [...document.querySelectorAll("div > p:not([align])")].filter((p) => p.textContent.length > 60 && !p.textContent.startsWith("注：")).map((p) => p.textContent.slice(0, 2)));
    assert.ok(indents.length > 3 && indents.every((one) => one === "　　"), indents.join());
    await page.close();
  });

test("links within lead to their anchors, images are in the text", async () => {
  const { page: at } = stripped(everything(), "--draft");
  const page = await browser.newPage();
  await page.goto(at);
  const found = await page.evaluate(() => ({
    links: [...document.links].map((link) => [link.getAttribute("href"), Boolean(document.getElementsByName(link.getAttribute("href").slice(1)).length)]),
    images: [...document.images].map((image) => [image.complete, image.naturalWidth, image.src.slice(0, 22)]),
  }));
  assert.deepEqual(found.links, [["https://example.gov.cn/", false], ["#table-own-1", true]]);
  assert.deepEqual(found.images, [[true, 1, "data:image/png;base64,"]]);
  await page.click('a[href="#table-own-1"]');
  assert.ok(await page.evaluate(() => document.getElementsByName("table-own-1")[0].getBoundingClientRect().y < innerHeight));
  await page.close();
});
