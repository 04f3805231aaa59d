// The site in use: by keyboard, from a figure to its cell and back, on narrow and magnified screens, on paper, in every
// encoding.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { build, launch, manifest, pages, project, seed, url } from "./browser.mjs";

const browser = await launch();
after(() => browser.close());
const site = build(seed);

async function open(name, width = 1280, height = 900) {
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: "reduce" });
  await page.goto(url(site, name));
  return page;
}

// ---- by keyboard

// What has the focus: which of the page's stops it is, whether it is in sight and nothing lies over it.
function focused(page) {
  return page.evaluate(() => {
    const at = document.activeElement;
    const box = at.getClientRects()[0];
    const top = box && Math.max(box.y, 0); // a table may be taller than the screen
    const hit = box && document.elementFromPoint(box.x + Math.min(box.width, 40) / 2, top + Math.min(box.height, 20) / 2);
    return {
      stop: [...document.querySelectorAll("a[href], input, [tabindex], summary")].filter((one) => one.checkVisibility()).indexOf(at),
      seen: Boolean(box) && (box.y >= 0 || box.height > innerHeight) && (at === hit || at.contains(hit)),
      ringed: getComputedStyle(at).outlineStyle !== "none",
    };
  });
}

for (const [name, width, height] of [
  ["index.html", 1280, 900],
  ["section-03.html", 320, 600],
  ["table-01.html", 320, 256],
])
  test(`Tab stops at every link and box of ${name} in order, in sight, with a ring`, async () => {
    const page = await open(name, width, height);
    const stops = await page.locator(":is(a[href], input, [tabindex], summary):visible").count();
    assert.ok(stops > 10);
    for (let stop = 0; stop < stops; stop++) {
      await page.keyboard.press("Tab");
      assert.deepEqual(await focused(page), { stop, seen: true, ringed: true });
    }
    await page.close();
  });

test("the first stop leads past the navigation", async () => {
  const page = await open("section-03.html");
  await page.keyboard.press("Tab");
  assert.equal(await page.locator(":focus").textContent(), "跳到正文");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.locator(":focus").evaluate((at) => at.closest("main") !== null), true);
  await page.close();
});

test("the arrow keys scroll a table that is wider than the screen", async () => {
  const page = await open("table-13.html", 320);
  const region = page.locator(".scroll");
  await region.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector(".scroll").scrollLeft > 0);
  await page.close();
});

test("the pager leads through every page and back", async () => {
  const page = await open("index.html");
  const names = pages(site).filter((name) => name !== "document.html");
  const visited = new Set([page.url()]);
  for (let next; (next = page.locator(".pager .next")), await next.count(); ) {
    const before = page.url();
    await next.click();
    await page.waitForURL((at) => at.href !== before);
    const after = page.url();
    visited.add(after);
    if (visited.size === 3) {
      await page.click(".pager .previous");
      await page.waitForURL(before);
      await page.click(".pager .next");
      await page.waitForURL(after);
    }
  }
  assert.deepEqual([...visited].sort(), names.map((name) => url(site, name)).sort());
  await page.click(".crumbs li:nth-child(2) a");
  await page.waitForURL(url(site, "index.html#tables"));
  await page.close();
});

// ---- figures

// What the address leads to, once the browser has brought it into sight with nothing lying over it.
async function target(page) {
  await page.waitForFunction(() => {
    const at = document.querySelector(":target");
    const box = at?.getClientRects()[0]; // a figure may go on to another line
    const hit = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return hit && (at === hit || at.contains(hit));
  }).catch(() => assert.fail(`${page.url()} leads out of sight`));
  return page.locator(":target").textContent();
}

for (const [what, each, width, height] of [
  ["every figure", 1, 1280, 700],
  ["every third figure", 3, 320, 256],
])
  test(`${what} leads to its cell in sight, and the cell back to it, at ${width} × ${height}`, async () => {
    const page = await open("section-03.html", width, height);
    const links = await page.locator("a.figure").evaluateAll((all) => all.map((a) => [a.id, a.href, a.textContent]));
    assert.ok(links.length > 10);
    const met = new Map(links.toReversed().map((link) => [link[1], link])); // the first of each cell
    for (const [id, href, text] of [...met.values()].filter((_, i) => i % each === 0)) {
      if (!page.url().includes("section-03.html")) await page.goto(url(site, "section-03.html"));
      await page.locator(`a.figure[id="${id}"]`).click();
      await page.waitForURL(href);
      const cell = await target(page);
      if (/^[0-9.]+$/.test(text)) assert.equal(Number(cell), Number(text)); // a blank cell is zero
      const back = page.locator(`.quotations a[href="section-03.html#${id}"]`);
      if ((await back.count()) === 0) continue; // a figure beside another of the same cell
      await back.click();
      await page.waitForURL(url(site, `section-03.html#${id}`));
      await target(page);
    }
    await page.close();
  });

test("figures carry their value and unit", async () => {
  const page = await open("section-03.html");
  const values = await page.locator("a.figure data").evaluateAll((all) => all.map((at) => [at.value, at.textContent, at.dataset.unit]));
  assert.ok(values.length > 10);
  for (const [value, text, unit] of values) {
    assert.equal(Number(value), Number(text));
    assert.equal(unit, "万元");
  }
  await page.close();
});

// ---- narrow and magnified screens

// WCAG 2.2, 1.4.10: no second direction to scroll in, but within tables; 1.4.4: text alone twice as large; 1.4.12: wider
// spaced.
const spaced = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }";
const magnified = "html { font-size: 212.5% !important }";

for (const [name, width, height, style] of [
  ["320 px", 320, 800, ""],
  ["1280 px at 400 %", 320, 256, ""],
  ["320 px with spaced text", 320, 800, spaced],
  ["640 px with text twice as large", 640, 800, magnified],
])
  test(`nothing goes over the edge at ${name}`, async () => {
    const page = await open("index.html", width, height);
    for (const one of pages(site)) {
      await page.goto(url(site, one));
      if (style) await page.addStyleTag({ content: style });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), one);
    }
    await page.close();
  });

test("the names of rows stay in sight while a wide table scrolls", async () => {
  const page = await open("table-13.html", 320);
  await page.locator(".scroll").evaluate((at) => at.scrollTo(at.scrollWidth, 0));
  const names = await page.locator("tbody th").evaluateAll((all) =>
    all.map((at) => {
      const box = at.getBoundingClientRect();
      return at.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
    }),
  );
  assert.ok(names.length > 1 && names.every((seen) => seen), names.join());
  await page.close();
});

test("the lines of names that stay in sight and of the amounts beside them are one line", async () => {
  for (const [width, name] of [
    [375, "table-01.html"],
    [1280, "table-07.html"],
  ]) {
    const page = await open(name, width);
    const split = await page.evaluate(() => [...document.querySelectorAll(".sheet tr")].map((row) => row.getBoundingClientRect().height).filter((high) => high !== Math.round(high)));
    assert.deepEqual(split, [], name);
    await page.close();
  }
});

test("what is blank among the names stays in sight with them", async () => {
  const page = await open("table-01.html", 375);
  const moved = await page.evaluate(() => {
    document.querySelector(".scroll").scrollTo(60, 0);
    const left = (at) => Math.round(at.getBoundingClientRect().left);
    const name = left(document.querySelector(".sheet tbody th"));
    const blanks = [...document.querySelectorAll(".sheet tbody tr > td.names:first-child")];
    return [blanks.length > 0, blanks.filter((at) => left(at) !== name).length];
  });
  assert.deepEqual(moved, [true, 0]);
  await page.close();
});

test("the fragment stays within the page that it is pasted into", async () => {
  const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
  await page.setContent(`<div style="padding:16px">${readFileSync(join(site, "fragment.html"), "utf8")}</div>`);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await page.close();
});

// ---- on paper

test("the whole document prints on A4, wide tables on their side, nothing cut off", async () => {
  const page = await open("document.html");
  const file = join(site, "printed.pdf");
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
  const info = execFileSync("pdfinfo", ["-f", "1", "-l", "99", file], { encoding: "utf8" });
  const sizes = new Set([...info.matchAll(/Page +\d+ size: +([\d.]+) x ([\d.]+)/g)].map((size) => size.slice(1).map(Number).map(Math.round).join("x")));
  assert.deepEqual([...sizes].sort(), ["595x842", "842x595"]);
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  for (const part of ["2023年部门预算公开", "名词解释"]) assert.ok(text.includes(part), part);
  assert.match(text, /—\s*1\s*—/);
  for (const part of ["跳到正文", "首页", "下载"]) assert.ok(!text.includes(part), part);
  const boxes = execFileSync("pdftotext", ["-bbox", file, "-"], { encoding: "utf8", maxBuffer: 1 << 26 });
  for (const sheet of boxes.split("<page ").slice(1)) {
    const width = Number(/width="([\d.]+)"/.exec(sheet)[1]);
    for (const word of sheet.matchAll(/xMin="(-?[\d.]+)".*xMax="([\d.]+)"/g))
      assert.ok(Number(word[1]) > 50 && Number(word[2]) < width - 50, word[0]);
  }
  await page.close();
});

// ---- encodings

// Letters, digits, marks and symbols of the planes that names come from; what Markdown reads as its own is left out.
function characters() {
  const ranges = [[0xa1, 0x45f], [0x2010, 0x2642], [0x3001, 0x33ff], [0x3400, 0x3420], [0x4e00, 0x9fff], [0xfe30, 0xfe6b], [0xff01, 0xffe5], [0x20bb7, 0x20bb9], [0x2b300, 0x2b310]];
  const all = ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)));
  return all.filter((one) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(one) && one !== "＝");
}

for (const encoding of ["UTF-8", "GB18030", "GBK"])
  test(`every character stands on a page in ${encoding}`, async () => {
    const all = characters();
    const lines = [];
    for (let from = 0; from < all.length; from += 64) lines.push(`字${all.slice(from, from + 64).join("")}字`);
    const own = build(
      project({
        "gongkai.yaml": `${manifest}site: { encoding: ${encoding} }\n`,
        "sections/1-字.md": `# 字\n\n${lines.join("\n\n")}\n`,
      }),
      "--draft",
    );
    const page = await browser.newPage();
    await page.goto(url(own, "section-01.html"));
    assert.equal(await page.evaluate(() => document.characterSet), encoding.replace("GB", encoding === "GB18030" ? "gb" : "GB"));
    assert.deepEqual(await page.locator("main p:not(.draft)").allTextContents(), lines);
    await page.close();
  });
