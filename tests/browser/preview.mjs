// The preview in use: sections side by side with their pages, a save that shows at once and moves nothing, an error over the
// last good page and its mending, two browsers, a hostile project.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { launch, manifest, project, seed } from "./browser.mjs";

const browser = await launch();
const folders = [];
const previews = [];
after(async () => {
  previews.forEach((process) => process.kill());
  await browser.close();
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

function copyOfSeed() {
  const folder = mkdtempSync(join(tmpdir(), "gongkai-preview-"));
  folders.push(folder);
  cpSync(seed, folder, { recursive: true });
  return folder;
}

function section(folder, number) {
  const name = readdirSync(join(folder, "sections")).find((each) => each.startsWith(`${number}-`));
  return join(folder, "sections", name);
}

// The address of a preview of the folder.
async function preview(folder, ...options) {
  const started = spawn(process.env.GONGKAI, ["preview", folder, ...options], {
    stdio: ["ignore", "pipe", process.env.VERBOSE ? "inherit" : "ignore"],
    env: { ...process.env, LC_ALL: "C.UTF-8" },
  });
  previews.push(started);
  for await (const line of started.stdout) return line.toString().trim();
  throw new Error("the preview ended");
}

// A page of the preview; what it or its frames complain of is kept. prepare: what is done with it before it goes there.
async function open(address, mark = "", prepare = () => {}) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 800 } });
  await prepare(page);
  page.complaints = [];
  page.on("console", (message) => message.type() === "error" && page.complaints.push(message.text()));
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  await page.goto(address + mark);
  await generation(page, 1);
  return page;
}

const generation = (page, least) =>
  page.waitForFunction((n) => Number(document.documentElement.dataset.generation) >= n, least);

const web = async (page) => (await page.waitForSelector("iframe:not(.next)")).contentFrame();

// The web page shown, once it is all there, has the text, and nothing else is on its way.
async function webWith(page, text) {
  await page.waitForFunction((wanted) => {
    const shown = document.querySelector("iframe:not(.next)").contentDocument;
    return going === null && nextWeb.onload === null && shown?.readyState === "complete" && shown.body.textContent.includes(wanted);
  }, text);
  return web(page);
}

// Holds the answers to what matches until they are let go.
async function hold(page, pattern) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(pattern, async (route) => {
    await released;
    await route.continue();
  });
  return async () => {
    release();
    await page.unroute(pattern, { behavior: "wait" });
  };
}

const loaded = (page) =>
  page.waitForFunction(() => [...document.querySelectorAll("#pages img")].some((image) => image.naturalWidth > 0));

test("a section stands beside its pages, which come as they come into view", async () => {
  const page = await open(await preview(copyOfSeed()));
  const total = await page.evaluate(() => state.pages.length);
  await loaded(page);
  const count = () => page.locator("#pages img[src]").count();
  assert.ok((await count()) < total, "all pages were asked for at once");
  await page.locator("#pages img").last().scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector("#pages").lastElementChild.firstChild.naturalWidth > 0);
  await page.click('#entries a[data-href="section-03.html"]');
  const frame = await webWith(page, "收支概况");
  assert.match(frame.url(), /section-03\.html$/);
  const [first, last] = await page.evaluate(() => [entry.first, entry.last]);
  assert.equal(await page.locator("#pages img").count(), last - first + 1);
  assert.ok(last - first + 1 < total);
  assert.equal(await page.locator("#entries [aria-current]").getAttribute("data-href"), "section-03.html");
  // It begins within a page, and the pane with it.
  const { y, whole, page: shown } = await page.evaluate(() => {
    const at = document.querySelector("#pages").firstElementChild;
    return { y: entry.y, whole: state.pages[entry.first].height, page: { top: at.offsetTop, height: at.clientHeight } };
  });
  assert.ok(y > 0 && y < whole);
  const top = await page.evaluate(() => document.querySelector("#pages").scrollTop);
  assert.ok(Math.abs(top - shown.top - (shown.height * y) / whole) <= 1, `${top}`);
  await frame.locator("a.figure").first().click();
  await page.waitForFunction(() => entry.href.startsWith("table-"));
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("a save shows in both browsers and moves nothing", async () => {
  const folder = copyOfSeed();
  const address = await preview(folder);
  const pages = [await open(address, "#document.html"), await open(address, "#section-03.html")];
  const before = [];
  for (const page of pages) {
    const frame = await webWith(page, "收支概况");
    await frame.evaluate(() => scrollTo({ top: 400, behavior: "instant" }));
    await page.evaluate(() => (document.querySelector("#pages").scrollTop = 300));
    before.push([await frame.evaluate(() => scrollY), 300]);
  }
  assert.ok(before[0][0] === 400);
  const shown = Number(await pages[0].evaluate(() => document.documentElement.dataset.generation));
  appendFileSync(section(folder, 3), "\n新写的一段。\n");
  for (const [index, page] of pages.entries()) {
    const frame = await webWith(page, "新写的一段");
    assert.deepEqual(
      [await frame.evaluate(() => scrollY), await page.evaluate(() => document.querySelector("#pages").scrollTop)],
      before[index],
    );
    await page.waitForFunction(
      (end) => [...document.querySelectorAll("#pages img[src]")].some((image) => image.src.endsWith(end)),
      `?${shown + 1}`,
    );
    assert.deepEqual(page.complaints, []);
    await page.close();
  }
});

test("an error stands over the last good page, leads to its place, and goes when mended", async () => {
  const folder = copyOfSeed();
  const page = await open(await preview(folder), "#index.html");
  const text = readFileSync(section(folder, 3), "utf8");
  await page.waitForFunction(() => entry);
  writeFileSync(section(folder, 3), `${text}\n\`= 部门收支总表[没有这行]\`\n`);
  await page.waitForSelector("#failed:not([hidden])");
  assert.match(await page.locator("#failed").textContent(), /没有这行/);
  assert.equal(await page.locator("#failed mark").first().textContent(), "没有这行");
  assert.match(await (await web(page)).locator("h1").first().textContent(), /部门预算公开/);
  await page.click("#findings .error button");
  await page.waitForFunction(() => document.querySelector("iframe:not(.next)").contentWindow.location.pathname.endsWith("/section-03.html"));
  writeFileSync(section(folder, 3), text);
  await page.waitForSelector("#failed", { state: "hidden" });
  assert.equal(await page.locator("#findings button").count(), 0);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

// ---- from a finding to its place

// What is marked in the web page, and whether it is in sight.
const marked = (frame) =>
  frame.evaluate(() => {
    const range = [...(CSS.highlights.get("finding") ?? [])][0];
    const box = range?.getBoundingClientRect();
    return range && { text: range.toString(), seen: box.height > 0 && box.top >= 0 && box.bottom <= innerHeight };
  });

// The marks on the set pages: whether the first is in sight, and the ink under each.
const spots = (page) =>
  page.evaluate(async () => {
    const pane = document.querySelector("#pages").getBoundingClientRect();
    return Promise.all(
      [...document.querySelectorAll(".spot")].map(async (at) => {
        const box = at.getBoundingClientRect();
        const image = at.parentElement.querySelector("img");
        const canvas = new OffscreenCanvas(image.clientWidth, image.clientHeight);
        const paper = canvas.getContext("2d");
        await image.decode();
        paper.drawImage(image, 0, 0, canvas.width, canvas.height);
        const ink = paper.getImageData(at.offsetLeft, at.offsetTop, at.offsetWidth, at.offsetHeight).data;
        return {
          seen: box.top >= pane.top && box.bottom <= pane.bottom,
          inked: ink.some((value, i) => i % 4 === 3 && value > 128),
          width: box.width / image.clientWidth,
          height: box.height / image.clientHeight,
        };
      }),
    );
  });

async function jumpTo(page, text) {
  await page.locator("#findings button", { hasText: text }).first().click();
  await page.waitForFunction(() => [...document.querySelectorAll(".spot")].length > 0);
  await page.waitForFunction(() => document.querySelector(".spot").parentElement.querySelector("img").naturalWidth > 0);
}

test("a finding leads to its words, in the web page and on the set pages", async () => {
  const folder = copyOfSeed();
  const text = readFileSync(section(folder, 3), "utf8");
  writeFileSync(section(folder, 3), text.replace("分析研判，做好", "分析**研判**，，做好").replace("单位机构正常运转", "单位机构正常。。运转"));
  const page = await open(await preview(folder), "#section-01.html");
  for (const [finding, words] of [
    ["，，", "，，"],
    ["。。", "。。"],
    ["，，", "，，"], // on the same page: nothing is loaded
  ]) {
    await jumpTo(page, finding);
    const frame = await webWith(page, "收支概况");
    await frame.waitForFunction((words) => [...(CSS.highlights.get("finding") ?? [])][0]?.toString() === words, words);
    assert.deepEqual(await marked(frame), { text: words, seen: true });
    const found = await spots(page);
    assert.equal(found.length, 1);
    assert.ok(found[0].seen && found[0].inked, JSON.stringify(found));
    assert.ok(found[0].width < 0.1 && found[0].height < 0.04, JSON.stringify(found)); // two characters of a line
  }
  // A new build forgets it.
  writeFileSync(section(folder, 3), text);
  await page.waitForFunction(() => document.querySelectorAll(".spot, #findings button").length === 0);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

// The words are marked in section 3, in the web page and on its pages.
async function assertMarked(page, words) {
  const frame = await webWith(page, "收支概况");
  assert.deepEqual(await marked(frame), { text: words, seen: true });
  assert.equal(await page.evaluate(() => entry.href), "section-03.html");
  const found = await spots(page);
  assert.ok(found.length === 1 && found[0].seen && found[0].inked, JSON.stringify(found));
}

test("on a slow line a finding is marked, though the page before it comes late", async () => {
  const folder = copyOfSeed();
  const text = readFileSync(section(folder, 3), "utf8");
  writeFileSync(section(folder, 3), text.replace("单位机构正常运转", "单位机构正常。。运转"));
  let goStyle, goPage;
  const page = await open(await preview(folder), "#section-01.html", async (page) => {
    goStyle = await hold(page, "**/site/style.css"); // without it the page before is not complete
    goPage = await hold(page, "**/site/section-03.html");
  });
  await page.waitForFunction(() => web.contentDocument.URL.endsWith("/section-01.html"));
  await jumpTo(page, "。。");
  await goStyle();
  await page.waitForFunction(() => web.contentDocument.readyState === "complete");
  await goPage();
  await assertMarked(page, "。。");
  await page.close();
});

test("a build does not put back the page that was left", async () => {
  const folder = copyOfSeed();
  const page = await open(await preview(folder), "#section-01.html");
  await webWith(page, "职能职责");
  for (const [number, text] of [[3, "新写的一段"], [2, "又一段"]]) {
    // The one that was chosen is on its way while a build is shown; then the one made ready while another is chosen.
    const href = `section-0${number}.html`;
    const go = await hold(page, `**/site/section-0[13].html`);
    const before = Number(await page.evaluate(() => document.documentElement.dataset.generation));
    if (number === 3) await page.click(`#entries a[data-href="${href}"]`);
    appendFileSync(section(folder, number), `\n${text}。\n`);
    await generation(page, before + 1);
    if (number === 2) await page.click(`#entries a[data-href="${href}"]`);
    await go();
    const frame = await webWith(page, text);
    assert.ok(frame.url().endsWith(href), frame.url());
    assert.equal(await page.evaluate(() => entry.href), href);
  }
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("a window that too many newer ones put out hears of builds again when it is used", async () => {
  const folder = copyOfSeed();
  const address = await preview(folder);
  const page = await open(address, "#section-03.html");
  await webWith(page, "收支概况");
  const others = new AbortController();
  for (let i = 0; i < 16; i++) await fetch(`${address}events`, { signal: others.signal });
  await page.waitForFunction(() => at("status").textContent === state.words.elsewhere);
  appendFileSync(section(folder, 3), "\n新写的一段。\n");
  await page.mouse.click(700, 400);
  await webWith(page, "新写的一段");
  assert.doesNotMatch(await page.locator("#status").textContent(), /window/);
  others.abort();
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("a finding of a build that is not shown leads to what it was made from", async () => {
  const folder = copyOfSeed();
  const text = readFileSync(section(folder, 3), "utf8");
  const page = await open(await preview(folder), "#section-01.html");
  await page.waitForFunction(() => entry);
  writeFileSync(section(folder, 3), text.replace("`= 专项资金预算汇总表[业务性专项, 总计]`", "`= 专项资金预算汇总表[没有这项, 总计]`"));
  await jumpTo(page, "没有这项");
  const frame = await webWith(page, "收支概况");
  await frame.waitForFunction(() => CSS.highlights.size > 0);
  const { text: words, seen } = await marked(frame);
  assert.ok(seen);
  const covered = await page.locator("#failed").evaluate((at) => at.getBoundingClientRect().bottom);
  const top = await frame.evaluate(() => [...CSS.highlights.get("finding")][0].getBoundingClientRect().top);
  assert.ok(top >= covered && (await page.locator(".spot").evaluate((at) => at.getBoundingClientRect().top)) >= covered);
  assert.match(words, /^[0-9.]+$/);
  assert.match(await frame.evaluate(() => [...CSS.highlights.get("finding")][0].startContainer.parentElement.closest("p, div").textContent), /业务性专项/);
  assert.equal((await spots(page)).length, 1);
  await page.close();
});

test("in the preview of a section too", async () => {
  const folder = copyOfSeed();
  const text = readFileSync(section(folder, 3), "utf8");
  writeFileSync(section(folder, 3), text.replace("分析研判，做好", "分析研判，，做好"));
  const page = await open(await preview(folder, "--section", "3"));
  await jumpTo(page, "，，");
  const frame = await webWith(page, "收支概况");
  await frame.waitForFunction(() => CSS.highlights.size > 0);
  assert.deepEqual(await marked(frame), { text: "，，", seen: true });
  const [first] = await spots(page);
  assert.ok(first.seen && first.inked, JSON.stringify(first));
  await page.close();
});

test("a finding in a table leads to its cell", async () => {
  const folder = copyOfSeed();
  const file = join(folder, "tables", "部门收支总表.csv");
  writeFileSync(file, readFileSync(file, "utf8").replace("一、机关工资福利支出,28.86", "一、机关工资福利支出,28.87"));
  const page = await open(await preview(folder, "--draft"), "#section-01.html");
  await jumpTo(page, "28.87");
  const frame = await webWith(page, "部门收支总表");
  const cell = frame.locator(":target");
  assert.equal(await cell.textContent(), "28.87");
  await frame.waitForFunction(() => {
    const box = document.querySelector(":target").getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  });
  const [first] = await spots(page);
  assert.ok(first.seen && first.inked && first.width < 0.1, JSON.stringify(first));
  await page.close();
});

test("a project that cannot be built shows why, and then itself", async () => {
  const folder = copyOfSeed();
  const file = join(folder, "gongkai.yaml");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, `${text}\nno-such-key: 1\n`);
  const page = await open(await preview(folder));
  assert.match(await page.locator("#failed").textContent(), /no-such-key/);
  writeFileSync(file, text);
  await webWith(page, "部门预算公开");
  await page.waitForSelector("#failed", { state: "hidden" });
  await page.close();
});

test("scripts of the project do not run", async () => {
  const folder = project({
    "gongkai.yaml": manifest.replace("某局", "'</title><script>top.hit = 1</script>'") + "allow-html: true\n",
    "sections/1-<img src=x onerror=top.hit=1>.md": `# <img src=x onerror=top.hit=1>

<script>top.hit = 1; parent.hit = 1</script>

<img src=x onerror="top.hit = 1">

[按](javascript:top.hit=1)

\`= <script>top.hit=1</script>\`
`,
  });
  const page = await open(await preview(folder, "--draft"), "#document.html");
  const frame = await webWith(page, "按");
  await loaded(page);
  const link = frame.locator("a", { hasText: "按" });
  if ((await link.count()) > 0) await link.first().click();
  assert.ok((await page.locator("#findings li").count()) > 0);
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.equal(await page.locator("#findings script, #findings img, #entries img").count(), 0);
  await page.close();
});
