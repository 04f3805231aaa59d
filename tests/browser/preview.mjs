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

// A page of the preview; what it or its frames complain of is kept.
async function open(address, mark = "") {
  const page = await browser.newPage({ viewport: { width: 1400, height: 800 } });
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

// The web page shown, once it has the text.
async function webWith(page, text) {
  await page.waitForFunction(
    (wanted) => document.querySelector("iframe:not(.next)").contentDocument?.body?.textContent.includes(wanted),
    text,
  );
  return web(page);
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
  await page.waitForFunction(() => document.querySelector("#pages").lastElementChild.naturalWidth > 0);
  await page.click('#entries a[data-href="section-03.html"]');
  const frame = await webWith(page, "收支概况");
  assert.match(frame.url(), /section-03\.html$/);
  const [first, last] = await page.evaluate(() => [entry.first, entry.last]);
  assert.equal(await page.locator("#pages img").count(), last - first + 1);
  assert.ok(last - first + 1 < total);
  assert.equal(await page.locator("#entries [aria-current]").getAttribute("data-href"), "section-03.html");
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
  appendFileSync(section(folder, 3), "\n新写的一段。\n");
  for (const [index, page] of pages.entries()) {
    const frame = await webWith(page, "新写的一段");
    assert.deepEqual(
      [await frame.evaluate(() => scrollY), await page.evaluate(() => document.querySelector("#pages").scrollTop)],
      before[index],
    );
    await page.waitForFunction(() => [...document.querySelectorAll("#pages img[src]")].some((image) => image.src.endsWith("?2")));
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
  assert.match((await webWith(page, "收支概况")).url(), /section-03\.html/);
  writeFileSync(section(folder, 3), text);
  await page.waitForSelector("#failed", { state: "hidden" });
  assert.equal(await page.locator("#findings button").count(), 0);
  assert.deepEqual(page.complaints, []);
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
