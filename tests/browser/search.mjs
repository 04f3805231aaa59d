// What a reader looks for is found, on a site that is opened from its folder: items, codes, amounts with and without commas, in
// full-width digits, half a word. Each result leads to its place, marked and in sight; without scripts there is no box.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { accounts, build, launch, pages, seed, url, with_lines } from "./browser.mjs";

const browser = await launch();
after(() => browser.close());
const most = 60; // results that are listed
const sites = { accounts: build(accounts), "the seed": build(seed) };

async function open(site, name, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  page.errors = [];
  page.on("pageerror", (error) => page.errors.push(String(error)));
  await page.goto(url(site, name));
  return page;
}

// ---- what stands on the pages, read from the pages

async function contents(site) {
  const page = await open(site, "index.html");
  const cells = [];
  const paragraphs = [];
  for (const name of pages(site).filter((one) => /^(table|section)-/.test(one))) {
    await page.goto(url(site, name));
    const found = await page.evaluate((isTable) => {
      if (isTable) return [...document.querySelectorAll(".sheet tbody [id]")].map((at) => [at.id, at.textContent.trim(), at.className, at.tagName]);
      let under = "";
      return [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6, p)")].filter((at) => !at.closest("figure, .notes, .quotations")).flatMap((at) => {
        if (at.tagName !== "P") under = at.id || under;
        return at.tagName === "P" ? [[under, at.textContent.trim()]] : [];
      });
    }, name.startsWith("table-"));
    for (const [id, text, looks, tag] of found)
      if (name.startsWith("table-")) cells.push({ place: `${name}#${id}`, text, amount: /decimal/.test(looks) && /\d/.test(text), code: /^\d{3,7}$/.test(text), named: tag === "TH" });
      else paragraphs.push({ place: id ? `${name}#${id}` : name, text: id });
    if (!name.startsWith("table-")) found.forEach(([, text], i) => (paragraphs[paragraphs.length - found.length + i].text = text));
  }
  await page.close();
  return { cells, paragraphs };
}

// The same of one of the sites, read once.
const met = {};
const stands = (name) => (met[name] ??= contents(sites[name]));

// The same in every run.
function drawn(list, n) {
  const step = Math.max(1, Math.floor(list.length / n));
  return list.filter((_, i) => i % step === 0).slice(0, n);
}

const wide = (text) => text.replace(/[0-9.]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
const commas = (text) => text.replace(/^(\d+)/, (all) => all.replace(/\B(?=(\d{3})+$)/g, ","));

// Queries with the place that each is to find; none that more places answer to than are listed.
function queries({ cells, paragraphs }) {
  const occurrences = (part) => cells.filter((cell) => cell.text.includes(part)).length + paragraphs.filter((one) => one.text.includes(part)).length;
  const amounts = cells.filter((cell) => cell.amount && /[1-9]/.test(cell.text) && occurrences(cell.text) < most / 2);
  const large = amounts.filter((cell) => /^\d{4,}/.test(cell.text));
  const names = cells.filter((cell) => cell.named && cell.text.length > 3 && occurrences(cell.text) < most / 2);
  const codes = cells.filter((cell) => cell.code && occurrences(cell.text) < most / 2);
  const halves = names.map((cell) => ({ ...cell, half: [...cell.text.replace(/^[一二三四五六七八九十]+、/, "")].slice(-3).join("") })).filter((cell) => occurrences(cell.half) < most / 2);
  const said = paragraphs.filter((one) => one.text.length > 20);
  const as = (kind, list, made) => list.map((one) => ({ kind, query: made(one), place: one.place, exact: kind !== "half" && kind !== "text" }));
  return [
    ...as("amount", drawn(amounts, 40), (one) => one.text),
    ...as("commas", drawn(large, 25), (one) => commas(one.text)),
    ...as("full-width", drawn(amounts, 30), (one) => wide(one.text)),
    ...as("unit", drawn(amounts, 15), (one) => `${one.text}万元`),
    ...as("zeros", drawn(amounts.filter((one) => one.text.includes(".")), 15), (one) => `${one.text}00`),
    ...as("item", drawn(names, 40), (one) => one.text),
    ...as("code", drawn(codes, 25), (one) => one.text),
    ...as("half", drawn(halves, 25), (one) => one.half),
    ...as("text", drawn(said, 15), (one) => one.text.slice(8, 16)),
  ];
}

// Types it, and gives the addresses of what is listed, without the query in them.
function ask(page, query) {
  return page.evaluate(async (query) => {
    const input = document.querySelector(".search input");
    input.value = query;
    input.dispatchEvent(new Event("input"));
    await new Promise((done) => setTimeout(done, 0));
    return [...document.querySelectorAll(".search ol a")].map((at) => {
      const to = new URL(at.href);
      return to.pathname.split("/").at(-1) + to.hash;
    });
  }, query);
}

async function ready(page) {
  await page.locator(".search input").focus();
  await page.waitForFunction(() => window.gongkaiIndex);
}

let asked = 0;
for (const [name, site] of Object.entries(sites))
  test(`every query finds its place: ${name}`, async () => {
    const all = queries(await stands(name));
    const page = await open(site, "index.html");
    await ready(page);
    const missed = [];
    for (const { kind, query, place } of all) {
      const places = await ask(page, query);
      if (!places.includes(place)) missed.push(`${kind} ${query}: ${place} is not among ${places.length}: ${places.slice(0, 3)}`);
    }
    assert.deepEqual(missed, []);
    assert.deepEqual(page.errors, []);
    asked += all.length;
    await page.close();
  });

test("they were two hundred and more", () => assert.ok(asked >= 200, String(asked)));

// ---- the place

test("an amount is shown in its table, marked and in sight, also where the table scrolls", async () => {
  const site = sites["the seed"];
  const { cells } = await stands("the seed");
  const page = await open(site, "index.html", { viewport: { width: 360, height: 640 } });
  for (const cell of drawn(cells.filter((one) => one.amount && /[1-9]\.\d/.test(one.text) && one.place.startsWith("table-13")), 4)) {
    await page.goto(url(site, "index.html"));
    await ready(page);
    await page.fill(".search input", wide(cell.text));
    await page.locator(`.search ol a[href$="#${cell.place.split("#")[1]}"]`).click();
    await page.waitForURL((at) => at.hash === `#${cell.place.split("#")[1]}`);
    const seen = await page.evaluate(() => {
      const mark = document.querySelector("mark.found");
      const box = mark.getBoundingClientRect();
      const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return [mark.textContent, mark.closest(":target") !== null, mark.contains(hit)];
    });
    assert.deepEqual(seen, [cell.text, true, true], cell.place);
  }
  await page.close();
});

test("a code written with its name, an amount in another unit, the number of a table", async () => {
  const page = await open(sites.accounts, "index.html");
  await ready(page);
  for (const [query, place] of [
    ["2050202小学教育", "table-03.html#table-03-r9-c1"],
    ["小学教育8643.75万元", "table-03.html#table-03-r9-c3"],
    ["86437500元", "table-03.html#table-03-r9-c3"],
    ["0.864375亿元", "table-03.html#table-03-r9-c3"],
    ["公开03表", "table-03.html"],
  ])
    assert.ok((await ask(page, query)).includes(place), `${query}: ${await ask(page, query)}`);
  assert.deepEqual(await ask(page, "8643.76亿元"), []);
  await ask(page, "14.82"); // in a row that has no name
  assert.match(await page.locator(".search ol a").first().textContent(), /^\S+ 决算数\/合计：14\.82万元$/);
  assert.deepEqual(page.errors, []);
  await page.close();
});

test("an item of the comparison is found in it", async () => {
  const site = build(with_lines(accounts, "comparison: true"));
  const page = await open(site, "index.html");
  await ready(page);
  const places = await ask(page, "其他普通教育支出");
  const at = places.find((place) => place.startsWith("comparison.html#compared-"));
  assert.ok(at, places.join());
  await page.goto(url(site, at));
  assert.equal(await page.locator(":target").textContent(), "其他普通教育支出");
  await page.close();
});

test("words of the text are marked where they stand, over the edges of figures too", async () => {
  const site = sites.accounts;
  const page = await open(site, "index.html");
  await ready(page);
  await page.fill(".search input", "收入总计33156.71万元");
  const first = page.locator('.search ol a[href^="section-03"]').first();
  await first.click();
  await page.waitForURL((at) => at.pathname.endsWith("section-03.html"));
  assert.equal((await page.locator("mark.found").allTextContents()).join(""), "收入总计33156.71万元");
  assert.ok(await page.locator("mark.found").first().evaluate((at) => at.getBoundingClientRect().y > 0 && at.getBoundingClientRect().y < innerHeight));
  await page.close();
});

// ---- the box

test("by keyboard: Enter leads to the first result, Escape takes all away", async () => {
  const page = await open(sites["the seed"], "section-03.html");
  await page.locator(".search input").focus();
  await page.keyboard.type("行政运行");
  await page.waitForFunction(() => document.querySelector(".search ol a"));
  assert.match(await page.locator(".search [role=status]").textContent(), /^找到\d+处/);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.closest(".search ol"));
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".search ol a").count(), 0);
  await page.fill(".search input", "没有这样的字");
  await page.waitForFunction(() => document.querySelector(".search [role=status]").textContent === "没有找到");
  await page.close();
});

test("without scripts the box is not there, and in the fragment never", async () => {
  const site = sites["the seed"];
  const page = await open(site, "index.html", { javaScriptEnabled: false });
  assert.equal(await page.locator(".search, input").count(), 0);
  await page.close();
  assert.doesNotMatch(readFileSync(join(site, "fragment.html"), "utf8"), /<script|<input|search/);
});

test("markup that is looked for, and found, stays text", async () => {
  const page = await open(sites["the seed"], "index.html");
  await ready(page);
  assert.deepEqual(await ask(page, "<img src=x onerror=alert(1)>"), []);
  await page.goto(page.url().replace("index.html", "section-03.html?find=%3Cimg%20src%3Dx%3E"));
  assert.deepEqual(page.errors, []);
  await page.close();
});

test("the index is the same each time, and says nothing that is not on a page", async () => {
  const [one, two] = [sites.accounts, build(accounts)].map((site) => readFileSync(join(site, "search-index.js"), "utf8"));
  assert.equal(one, two);
  for (const hidden of ["其他数据", "说明.csv", "tables/", "sections/"]) assert.ok(!one.includes(hidden), hidden);
  assert.ok(gzipSync(one).length < 20_000);
});
