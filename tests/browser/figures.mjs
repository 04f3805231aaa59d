// What a figure tells of itself: by mouse, keyboard and touch, without a script, on paper; and how tables and charts open on a
// telephone.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, test } from "node:test";
import { accounts, build, launch, manifest, pages, project, seed, url } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await launch();
after(() => browser.close());
const site = build(accounts, "--draft");

async function open(name, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...options });
  await page.goto(url(site, name));
  return page;
}

// The first figure whose text is that of a change; a plain one.
const change = "a.figure:has-text('比上年增加')";
const plain = "a.figure:has-text('33156.71')";

async function told(page) {
  const box = page.locator(".explain");
  await box.waitFor();
  return box.innerText();
}

// Points at a figure until it is what is told of, once nothing lies over it.
async function pointed(page, figure) {
  await page.mouse.move(5, 5);
  await page.locator(".explain").waitFor({ state: "detached" });
  await figure.hover();
  await page.waitForFunction((id) => document.querySelector(".explain")?.previousSibling?.id === id, await figure.getAttribute("id"));
}

// ---- what it says

test("a figure that is pointed at tells its table, row, column and amount", async () => {
  const page = await open("section-03.html");
  await page.locator(plain).first().hover();
  const text = await told(page);
  for (const part of ["公开01表 收入支出决算总表", "总计", "收入，决算数", "33156.71万元"]) assert.ok(text.includes(part), `${part}: ${text}`);
  await page.mouse.move(5, 5);
  await page.locator(".explain").waitFor({ state: "detached" });
  await page.close();
});

test("a change tells both amounts and how it was made", async () => {
  const page = await open("section-03.html");
  await page.locator(change).first().hover();
  const text = await told(page);
  for (const part of ["甲减乙", "32709.73万元", "30929.73万元", "上年 收入决算表"]) assert.ok(text.includes(part), `${part}: ${text}`);
  await page.locator(".explain").hover(); // it stays while it is pointed at
  await page.waitForTimeout(400);
  assert.equal(await page.locator(".explain").count(), 1);
  await page.locator(".explain a").first().click();
  await page.waitForURL(/table-02\.html#table-02-r1-c3$/);
  await page.close();
});

test("terms lead to where they are explained", async () => {
  const page = await open("section-03.html");
  const links = [];
  for (const figure of await page.locator("a.figure:visible").all()) {
    await pointed(page, figure);
    links.push(...(await page.locator(".explain p a").evaluateAll((all) => all.map((at) => [at.textContent, at.href]))));
    if (links.length > 1) break;
  }
  assert.ok(links.length > 1);
  for (const [name, href] of links) {
    await page.goto(href);
    assert.ok((await page.locator(":target").textContent()).includes(name), name);
  }
  await page.close();
});

test("a link to the figure can be copied, and leads to it", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url(site, "section-03.html"));
  await page.locator(change).first().hover();
  await told(page);
  await page.evaluate(() => {
    Object.defineProperty(window, "isSecureContext", { value: false }); // as on most sites of departments
    document.addEventListener("copy", () => (window.copied = document.activeElement.value));
  });
  await page.locator(".explain button").click();
  assert.match(await page.evaluate(() => window.copied), /section-03\.html#figure-\d+$/);
  assert.equal(await page.locator(".explain button").textContent(), "链接已复制");
  await page.goto(await page.evaluate(() => window.copied));
  assert.ok((await page.locator(":target").textContent()).includes("比上年增加"));
  await context.close();
});

// ---- by keyboard and touch, and without

test("by keyboard: focus tells, an arrow leads in, Escape closes and leads back", async () => {
  const page = await open("section-03.html");
  await page.locator(plain).first().evaluate((at) => {
    document.querySelector("#main").tabIndex = -1;
    const before = document.createElement("button");
    at.before(before);
    before.focus();
  });
  await page.keyboard.press("Tab");
  assert.ok((await told(page)).includes("按向下键进入"));
  assert.equal(await page.locator(":focus").getAttribute("aria-describedby"), "explain");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator(".explain a:focus").count(), 1);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".explain").count(), 0);
  assert.equal(await page.locator("a.figure:focus").count(), 1);
  await page.keyboard.press("Enter");
  await page.waitForURL(/table-01\.html#/);
  await page.close();
});

test("by touch: the first tells, the second follows, elsewhere closes", async () => {
  const page = await open("section-03.html", { viewport: { width: 320, height: 640 }, hasTouch: true });
  await page.locator(change).first().tap();
  await told(page);
  const box = await page.locator(".explain").boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 320 && box.y >= 0 && box.y + box.height <= 640, JSON.stringify(box));
  await page.locator("h1").tap();
  assert.equal(await page.locator(".explain").count(), 0);
  await page.locator(plain).first().tap();
  await told(page);
  await page.locator(plain).first().tap();
  await page.waitForURL(/table-01\.html#/);
  await page.close();
});

test("without a script a figure is a link to its cell", async () => {
  const page = await open("section-03.html", { javaScriptEnabled: false });
  assert.match(await page.locator(change).first().getAttribute("href"), /^table-02\.html#table-02-r1-c3$/);
  await page.locator(change).first().click();
  await page.waitForURL(/table-02\.html#/);
  await page.close();
});

test("what it tells is accessible, light, dark and in forced colours", async () => {
  const page = await open("section-03.html");
  await page.evaluate(axe);
  await page.locator(change).first().hover();
  await told(page);
  for (const look of [{ colorScheme: "light" }, { colorScheme: "dark" }, { colorScheme: "light", forcedColors: "active" }]) {
    await page.emulateMedia(look);
    const found = await page.evaluate(async () => (await window.axe.run(".explain", { resultTypes: ["violations"] })).violations.map((rule) => `${rule.id}: ${rule.nodes[0].html}`));
    assert.deepEqual(found.filter((one) => !one.startsWith("region")), [], JSON.stringify(look));
  }
  await page.close();
});

test("every figure that leads to a cell has something to tell, on every page in every encoding", async () => {
  for (const encoding of ["UTF-8", "GBK"]) {
    const own = build(
      project({
        "gongkai.yaml": `${manifest}site: { encoding: ${encoding} }\nfigures: { 接待费: '自有表[接待]' }\n`,
        "sections/1-文.md": "# 文\n\n共`= 自有表[合计]`万元，占`= 占比(接待费, 自有表[合计])`。\n",
        "tables/自有表.csv": "项目,预算数\n接待,1.5\n合计,3\n",
      }),
      "--draft",
    );
    const page = await browser.newPage();
    for (const name of ["index.html", "section-01.html", "document.html"]) {
      await page.goto(url(own, name));
      const figures = await page.locator("a.figure").all();
      assert.ok(figures.length > 0);
      for (const figure of figures) {
        await pointed(page, figure);
        assert.ok((await told(page)).includes("自有表"), name);
      }
    }
    await page.close();
  }
});

// ---- on a telephone

// Names, and the first amounts, of each table's first row, are wholly in the frame that it scrolls in.
function first(region) {
  const frame = region.getBoundingClientRect();
  const inside = (at) => at.getBoundingClientRect().left >= frame.left - 1 && at.getBoundingClientRect().right <= frame.right + 1;
  const name = region.querySelector("tbody th");
  const amount = region.querySelector("td.decimal, td.right");
  return !name || !amount || (inside(name) && inside(amount));
}

for (const [what, folder] of [["budget", seed], ["accounts", accounts]])
  test(`tables of a ${what} open with their names and first amounts in sight, and say that they scroll`, async () => {
    const own = what === "accounts" ? site : build(folder, "--draft");
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    for (const name of pages(own).filter((one) => one.startsWith("table-"))) {
      await page.goto(url(own, name));
      assert.ok(await page.locator("figure.table .scroll").first().evaluate(first), name);
      const scrolls = await page.locator(".scroll").first().evaluate((at) => at.scrollWidth > at.clientWidth + 1);
      assert.equal(await page.locator(".hint:visible").count(), scrolls ? 1 : 0, name);
    }
    await page.close();
  });

test("a head above names that stay in sight stays above them", async () => {
  const own = build(seed);
  const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
  await page.goto(url(own, "table-03.html"));
  await page.locator(".scroll").evaluate((at) => at.scrollTo(at.scrollWidth, 0));
  const [head, name] = await page.evaluate(() => ["thead .names", "tbody th"].map((one) => document.querySelector(one).getBoundingClientRect().x));
  assert.ok(Math.abs(head - name) < 1, `${head} ${name}`);
  await page.close();
});

// Where the lines of every head end: none within a word that the template keeps together.
test("heads break between words", async () => {
  const own = build(seed);
  const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
  await page.goto(url(own, "table-13.html"));
  const broken = await page.locator("thead th").evaluateAll((heads) =>
    heads.flatMap((head) =>
      [...head.childNodes].filter((node) => node.nodeType === 3 && /^\p{Script=Han}{2,}$/u.test(node.data)).flatMap((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1 ? [head.textContent] : [];
      }),
    ),
  );
  assert.deepEqual(broken, []);
  await page.close();
});

for (const width of [320, 640, 1280, 1920])
  test(`charts are as wide as the text, and their labels can be read, at ${width} px`, async () => {
    const page = await open("section-03.html", { viewport: { width, height: 800 } });
    const charts = await page.locator("figure.chart").evaluateAll((all) =>
      all.map((chart) => {
        const shown = [...chart.querySelectorAll("svg")].filter((at) => at.checkVisibility());
        const frame = shown[0].getBoundingClientRect();
        const labels = [...shown[0].querySelectorAll("text")].map((at) => at.getBoundingClientRect());
        return { shown: shown.length, wide: frame.right <= innerWidth, small: Math.min(...labels.map((at) => at.height)), out: labels.filter((at) => at.left < frame.left - 1 || at.right > frame.right + 1).length };
      }),
    );
    assert.ok(charts.length > 1);
    for (const chart of charts) {
      assert.equal(chart.shown, 1);
      assert.ok(chart.wide);
      assert.equal(chart.out, 0);
      assert.ok(chart.small >= 12, String(chart.small));
    }
    await page.close();
  });

test("the dark and forced looks have their own colours in charts", async () => {
  const page = await open("section-03.html");
  const fills = () => page.evaluate(() => [".paper", ".ink", ".fill-1"].map((one) => getComputedStyle(document.querySelector(`.chart ${one}`)).fill));
  const light = await fills();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await fills();
  assert.ok(light.every((one, i) => one !== dark[i]), `${light} ${dark}`);
  await page.close();
});

// ---- contents beside the text, and paper

test("contents stand beside the text where there is room, and fold", async () => {
  const page = await open("section-03.html");
  const [side, main] = await page.evaluate(() => [".side", "main"].map((one) => document.querySelector(one).getBoundingClientRect()));
  assert.ok(side.right <= main.left + 1);
  assert.equal(await page.locator(".side [aria-current]").textContent(), "第三部分　部门决算情况说明");
  const below = page.locator(".side [aria-current] + details");
  assert.ok(await below.locator("a").first().isVisible());
  await below.locator("summary").first().click();
  assert.ok(!(await below.locator("a").first().isVisible()));
  await page.setViewportSize({ width: 768, height: 800 });
  assert.ok(!(await page.locator(".side").isVisible()));
  await page.close();
});

// Captions stand on the page of their table's first row, and a table that goes on has its head again.
test("print leaves no caption alone and repeats heads", async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `第${i}项,${i}\n`).join("");
  const filler = Array.from({ length: 34 }, (_, i) => `填充第${i}段。\n`).join("\n");
  const files = {};
  for (let i = 0; i < 6; i++) files[`tables/表甲${i}.csv`] = `名目${i},金额${i}\n${rows}`;
  const text = [0, 1, 2, 3, 4, 5].map((i) => `${filler.split("\n\n").slice(0, 20 + 2 * i).join("\n\n")}\n\n\`\`\`table 表甲${i}\n\`\`\`\n`).join("\n");
  const own = build(project({ "gongkai.yaml": manifest, "sections/1-文.md": `# 文\n\n${text}`, ...files }), "--draft");
  const page = await browser.newPage();
  await page.goto(url(own, "section-01.html"));
  const file = join(own, "printed.pdf");
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
  const sheets = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).split("\f");
  for (let i = 0; i < 6; i++) {
    const caption = sheets.findIndex((sheet) => new RegExp(`表甲${i}\\s*$`, "m").test(sheet));
    assert.ok(caption >= 0, `表甲${i}`);
    assert.match(sheets[caption], new RegExp(`表甲${i}[^]*名目${i}[^]*第0项`));
    for (const sheet of sheets.slice(caption + 1)) {
      if (!/第\d+项/.test(sheet)) break;
      if (/^\s*第\d+项/m.test(sheet) && sheet.indexOf("填充") < 0) assert.ok(sheet.includes(`名目${i}`) || /名目/.test(sheet), sheet.slice(0, 200));
    }
  }
  await page.close();
});
