// A hostile project: markup and scripts in every field that its author fills, in every encoding. Its pages are inert.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { build, launch, manifest, pages, picture, project, url } from "./browser.mjs";

const browser = await launch();
after(() => browser.close());

// What breaks out of text, a title, a comment, a script, an attribute of either quotation mark.
const breakers = [
  "</title><script>alert(1)</script>",
  "\"><img src=x onerror=alert(1)>",
  "'><svg/onload=alert(1)>",
  "\" onmouseover=\"alert(1)\" autofocus onfocus=\"alert(1)\" x=\"",
  "--><script>alert(1)</script><!--",
  "</script><script>alert(1)</script>",
  "]]><script>alert(1)</script>",
  "{{{body}}}{{#site}}<script>alert(1)</script>",
  "</style></textarea></noscript><iframe srcdoc='<script>parent.alert(1)</script>'>",
];
// Bytes that GBK readers once took a quotation mark or a bracket with; trail bytes that are ASCII's own.
const lead = ["縗", "䶵", "誠", "繽", "﹨", "￠"];
const all = [...breakers, ...lead].join(" ");
const yaml = (text) => `'${text.replaceAll("'", "''")}'`;
const csv = (text) => `"${text.replaceAll('"', '""')}"`;

const links = [
  "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java&#9;script:alert(1)", "java&#10;script:alert(1)",
  "&#1;javascript:alert(1)", "javascript&colon;alert(1)", "&#106;avascript:alert(1)", "vbscript:x", "data:text/html,<script>alert(1)</script>",
  "blob:https://x/y", "file:///etc/passwd", "view-source:javascript:alert(1)", "//x.invalid/\"onclick=alert(1)//",
];

const section = `# ${breakers[0]}

（一）**${breakers[2]}**：${breakers.map((one) => one.replaceAll("`", "")).join("\n\n")}

${links.map((link, i) => `[甲${i}](<${link.replaceAll("<", "\\<").replaceAll(">", "\\>")}> "${breakers[3].replaceAll('"', '\\"')}")`).join("，")}

<javascript:alert(1)> <data:text/html,x>

![${breakers[1]}](<javascript:alert(1)>) ![${breakers[3]}](<images/" onerror=alert(1) ".png> "${breakers[3].replaceAll('"', '\\"')}")

\`= “${breakers[0]}”\` \`= 自有表[接待]\`万元

\`\`\`"><script>alert(1)</script>
${breakers.join("\n")}
\`\`\`

<script>alert(1)</script>

<img src=x onerror=alert(1)>
<a href="javascript:alert(1)" onclick="alert(1)">甲</a>
${lead.map((one) => `${one}"${one}'${one}<b onclick=alert(1)>${one}`).join("\n\n")}
`;

function hostile(encoding) {
  return project({
    "gongkai.yaml":
      manifest
        .replace("某局", yaml(`某局${all}`))
        .replace("2023年部门预算公开", yaml(`公开${all}`)) +
      `site:\n  encoding: ${encoding}\n  Url: ${yaml('javascript:alert(1)//"><script>alert(1)</script>/')}\n` +
      ["SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType", "ContentSource", "Keywords", "Author", "Description"]
        .map((name) => `  ${name}: ${yaml(all)}\n`)
        .join("") +
      `figures: { ${yaml("<script>alert(1)</script>")}: '自有表[接待]' }\n`,
    "sections/1-\"><script>alert(1)<.md": "没有标题。\n",
    "sections/2-文.md": section,
    "tables/自有表.csv": `项目,${csv(all)},${csv(`数${breakers[1]}`)}\n接待,${csv(all)},1.5\n${csv(breakers.join("\n"))},${csv("</td></table><script>alert(1)</script>")},0\n`,
    'images/" onerror=alert(1) ".png': picture,
    "tables/\"><img src=x onerror=alert(1)>.csv": "项目,数\n甲,1\n",
  });
}

// What a page holds that could act, and whether its data are data.
function actors() {
  const out = [];
  const allowed = /^(https?:|mailto:|file:)/;
  for (const at of document.querySelectorAll("*")) {
    const name = at.localName;
    if (at.closest("form.search") && !at.closest(".search ol")) continue; // the site's own, which its script makes
    if (name === "script" && at.attributes.length === 1 && ["search.js", "search-index.js"].includes(at.getAttribute("src"))) continue;
    if (["iframe", "object", "embed", "base", "form", "input", "button", "style", "svg", "math", "video", "audio", "template"].includes(name)) out.push(at.outerHTML);
    const own = name === "script" && /^file:.*\/(figures|figures-data)\.js$/.test(at.src) && at.textContent === "";
    if (name === "script" && at.type === "application/ld+json") JSON.parse(at.textContent);
    else if (name === "script" && !own) out.push(at.outerHTML);
    if (name === "meta" && at.httpEquiv) out.push(at.outerHTML);
    for (const attribute of at.attributes) if (/^on|^style$|^srcdoc$|^autofocus$/.test(attribute.name)) out.push(at.outerHTML);
    if (at.href && !allowed.test(at.href)) out.push(at.href);
    if (at.hasAttribute("src") && !at.src.startsWith("file:")) out.push(at.src);
  }
  if (document.querySelectorAll("title").length !== 1 || document.querySelectorAll("body").length !== 1) out.push("structure");
  return out;
}

// A page, and what happens in it that the hostile want: dialogs, errors of what they call, requests.
async function watched() {
  const page = await browser.newPage();
  const events = [];
  page.on("dialog", (dialog) => (events.push(dialog.message()), dialog.dismiss()));
  page.on("request", (request) => /^(file|data):/.test(request.url()) || events.push(request.url()));
  page.on("pageerror", (error) => events.push(String(error)));
  await page.addInitScript("window.alert = (what) => { throw new Error(`alert ${what}`); };");
  return { page, events };
}

test("a page that is not inert would be seen", async () => {
  const { page, events } = await watched();
  await page.goto("data:text/html,<img src=data:, onerror=alert(1)><script>alert(2)</script><a href='javascript:alert(3)' onclick=x>");
  await page.waitForFunction(() => document.images[0].complete);
  assert.equal(events.length, 2);
  assert.equal((await page.evaluate(actors)).length, 6);
  await page.close();
});

for (const encoding of ["UTF-8", "GB18030", "GBK"])
  test(`its pages are inert in ${encoding}`, async () => {
    const site = build(hostile(encoding), "--draft", "--to", "html,data,pdf");
    const { page, events } = await watched();
    const names = [...pages(site), "fragment.html"];
    assert.ok(names.length > 25);
    for (const name of names) {
      await page.goto(url(site, name));
      if (name !== "fragment.html") assert.deepEqual(await page.evaluate(actors), [], name);
      await page.evaluate(() => {
        const kinds = ["mouseover", "focus", "error", "load", "click"];
        for (const at of document.querySelectorAll("main *:not(a)")) for (const kind of kinds) at.dispatchEvent(new Event(kind));
      });
    }
    assert.deepEqual(events, []);
    // What a figure tells of itself is text.
    await page.goto(url(site, "section-02.html"));
    await page.locator("a.figure").first().hover();
    await page.waitForSelector(".explain");
    assert.ok((await page.locator(".explain").textContent()).includes(`数${breakers[1]}`));
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll(".explain *")].map((at) => at.localName).filter((name) => !["a", "button", "dd", "dl", "dt", "p"].includes(name))), []);
    assert.deepEqual(events, []);
    // What was written is what is read.
    await page.goto(url(site, "index.html"));
    assert.equal(await page.locator("h1").textContent(), `公开${all}`);
    assert.equal(await page.locator("meta[name=Keywords]").getAttribute("content"), all);
    assert.equal(JSON.parse(await page.locator('script[type="application/ld+json"]').textContent()).creator.name, `某局${all}`);
    await page.close();
  });

test("what is found in it is text", async () => {
  const site = build(hostile("UTF-8"), "--draft");
  const { page, events } = await watched();
  await page.goto(url(site, "index.html"));
  await page.locator(".search input").focus();
  await page.waitForFunction(() => window.gongkaiIndex);
  for (const query of ["alert", "script", "onerror", "自有表", "1.5"]) {
    await page.fill(".search input", query);
    await page.waitForFunction(() => document.querySelector(".search ol a")).catch(() => assert.fail(`${query} is not found`));
    assert.deepEqual(await page.evaluate(actors), [], query);
    assert.equal(await page.locator(".search ol :not(li, a, span)").count(), 0, query);
  }
  for (const one of breakers) {
    await page.goto(`${url(site, "section-02.html")}?find=${encodeURIComponent(one)}`);
    assert.deepEqual(await page.evaluate(actors), [], one);
  }
  assert.deepEqual(events, []);
  await page.close();
});

test("the fragment has no attribute but its own", async () => {
  const site = build(hostile("UTF-8"), "--draft");
  const page = await browser.newPage();
  await page.goto(url(site, "fragment.html"));
  const found = await page.evaluate(() =>
    [...document.querySelectorAll("*")].flatMap((at) => {
      const names = [...at.attributes].map((one) => one.name).filter((one) => !["style", "scope", "tabindex", "aria-label", "colspan", "rowspan", "href", "title", "start", "class", "src", "alt", "width", "height"].includes(one));
      const live = ["script", "iframe", "svg"].includes(at.localName) || /^(javascript|data|vbscript)/i.test(at.href ?? at.getAttribute("src") ?? "");
      return names.length || live ? [at.outerHTML.slice(0, 200)] : [];
    }),
  );
  assert.deepEqual(found, []);
  await page.close();
});

test("its pages are well-formed XML", async () => {
  const site = build(hostile("UTF-8"), "--draft");
  const page = await browser.newPage();
  for (const name of pages(site)) {
    const text = readFileSync(join(site, name), "utf8");
    const fault = await page.evaluate((text) => new DOMParser().parseFromString(text, "application/xhtml+xml").querySelector("parsererror")?.textContent, text);
    assert.equal(fault, undefined, name);
  }
  await page.close();
});

// Every control character and blank, as a reference or as it is, before, within and after a scheme's name: browsers pass over
// some of them (URL Standard, 4.4).
function disguised() {
  const schemes = ["javascript:alert(1)", "VBScript:alert(1)", "data:text/html,<script>alert(1)</script>", "blob:x", "file:///etc/passwd", "intent:x"];
  const blanks = [...Array(0x21).keys(), 0x7f, 0x80, 0x85, 0xa0, 0xad, 0x1680, 0x200b, 0x2028, 0x3000, 0xfeff, 0xfffd];
  return schemes.flatMap((scheme) => {
    const colon = scheme.indexOf(":");
    const places = [0, 4, colon, colon + 1];
    const put = (what) => places.map((at) => scheme.slice(0, at) + what + scheme.slice(at));
    const references = blanks.flatMap((code) => [...put(`&#${code};`), ...put(`&#x${code.toString(16)};`), ...(code > 0x20 ? put(String.fromCodePoint(code)) : [])]);
    return [...references, ...["&colon;", "&#58;", "&#58", "%3A", "&#x3A", "：", "\\:"].map((one) => scheme.replace(":", one)), `&Tab;${scheme}`, `&NewLine;${scheme}`, `/${scheme}`, `\\${scheme}`, `&amp;#106;${scheme.slice(1)}`];
  });
}

test("no link leads to a scheme of another kind, however it is written", async () => {
  const links = disguised();
  assert.ok(links.length > 1500);
  const escaped = (link) => link.replace(/[<>\\]/g, "\\$&");
  const text = links.map((link, i) => `[甲${i}](<${escaped(link)}>)`).join("\n\n");
  const definitions = links.slice(0, 300).map((link, i) => `[乙${i}]: <${escaped(link)}>\n`).join("");
  const uses = links.slice(0, 300).map((_, i) => `[乙${i}]`).join("，");
  const site = build(project({ "gongkai.yaml": manifest, "sections/1-文.md": `# 文\n\n${text}\n\n${definitions}\n${uses}\n` }), "--draft");
  const page = await browser.newPage();
  for (const name of ["section-01.html", "document.html", "fragment.html"]) {
    await page.goto(url(site, name));
    const found = await page.evaluate((own) => [...document.links].filter((at) => !at.href.startsWith(own)).map((at) => at.href), url(site, "").replace(/\/$/, ""));
    // A reference that begins with a slash is the site's own: file:///data: here.
    assert.deepEqual(found.filter((href) => !/^file:\/\/\/(javascript|vbscript|data|blob|file|intent):/i.test(href)), [], name);
  }
  await page.close();
});

// ---- the other pages that hold its texts

test("the report of its check is inert", async () => {
  const folder = hostile("UTF-8");
  const report = join(folder, "report.html");
  try {
    execFileSync(process.env.GONGKAI, ["check", folder, "--report", report], { stdio: "ignore" });
  } catch {
    // it has errors
  }
  const { page, events } = await watched();
  await page.goto(url(folder, "report.html"));
  const found = await page.evaluate(() =>
    [...document.querySelectorAll("*")].flatMap((at) => {
      const live = ["script", "img", "iframe", "svg", "object", "base", "form"].includes(at.localName) || [...at.attributes].some((one) => /^on|^srcdoc$|^autofocus$/.test(one.name)) || /^(javascript|data|vbscript):/i.test(at.href ?? "");
      return live ? [at.outerHTML.slice(0, 200)] : [];
    }),
  );
  assert.deepEqual(found, []);
  assert.deepEqual(events, []);
  assert.match(await page.textContent("body"), /alert\(1\)/);
  await page.close();
});

// Bytes of GB18030 and GBK that a quotation mark follows where a second byte should: text of theirs is refused, or read so that
// the mark stays one.
test("a lead byte eats no quotation mark", async () => {
  const site = (bytes) => {
    const folder = project({
      "gongkai.yaml": manifest,
      "sections/1-文.md": "# 文\n\n```table 自有表\n```\n",
      "tables/自有表.csv": Buffer.concat([Buffer.from([0xcf, 0xee, 0xc4, 0xbf, 0x2c, 0xca, 0xfd, 0x0a]), Buffer.from('"x'), Buffer.from(bytes), Buffer.from('" onmouseover=alert(1) ",1\n')]),
    });
    try {
      return build(folder, "--draft");
    } catch {
      return null;
    }
  };
  const { page, events } = await watched();
  let read = 0;
  for (const bytes of [[0xd6], [0x81], [0xfe], [0x81, 0x30], [0x81, 0x30, 0x81], [0x81, 0x5c], [0xe4, 0xb8], [0xd6, 0xd0], [0xf0, 0x9f]]) {
    const made = site(bytes);
    if (made === null) continue;
    read++;
    await page.goto(url(made, "section-01.html"));
    assert.deepEqual(await page.evaluate(actors), []);
  }
  assert.ok(read > 0);
  assert.deepEqual(events, []);
  await page.close();
});
