// What the tests share: Debian's Chromium, projects built by the real binary, and their pages. The shell without a window comes first:
// it takes half of the time.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const SKIPPED = 77; // what ctest takes for it
const chromiums = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export const seed = fileURLToPath(new URL("../../content/shifeng-cac-2023", import.meta.url));
export const accounts = fileURLToPath(new URL("../../content/yunxi-education-2024", import.meta.url));

// A new browser; the program ends where none is installed.
export async function launch() {
  const executablePath = chromiums.find((path) => existsSync(path));
  if (!executablePath) {
    console.log("skipped: Chromium is not installed (apt-get install chromium-headless-shell)");
    process.exit(SKIPPED);
  }
  const { chromium } = await import("playwright-core");
  return chromium.launch({ executablePath });
}

const made = [];
process.on("exit", () => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function folder() {
  made.push(mkdtempSync(join(tmpdir(), "gongkai-browser-")));
  return made.at(-1);
}

// Builds a project folder and gives the site's.
export function build(project, ...options) {
  if (!process.env.GONGKAI) throw new Error("GONGKAI names the binary under test");
  const out = join(folder(), "out");
  execFileSync(process.env.GONGKAI, ["build", project, "--to", "html,data", "-o", out, ...options], {
    stdio: ["ignore", "ignore", process.env.VERBOSE ? "inherit" : "ignore"],
  });
  return out;
}

// Writes a project of the files given, by name.
export function project(files) {
  const root = folder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

// A copy of a project with lines added to its manifest.
export function with_lines(from, lines) {
  const root = join(folder(), "project");
  cpSync(from, root, { recursive: true, filter: (path) => !/\/out[^/]*$/.test(path) });
  writeFileSync(join(root, "gongkai.yaml"), `\n${lines}\n`, { flag: "a" });
  return root;
}

export const manifest = `template: department-budget
table-set: hunan
year: 2023
department: 某局
title: 2023年部门预算公开
date: 2023-02-10 09:00
unit: 万元
`;

// The site's pages; the fragment is none.
export function pages(site) {
  return readdirSync(site).filter((name) => name.endsWith(".html") && name !== "fragment.html");
}

export function url(site, name) {
  const [file, mark] = name.split("#");
  return pathToFileURL(join(site, file)).href + (mark ? `#${mark}` : "");
}

// A PNG of one pixel.
export const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

// A page of everything that CommonMark and the language of figures have, as a project.
export function everything() {
  return project({
    "gongkai.yaml": manifest + "figures: { 接待费: '自有表[接待]' }\n",
    "tables/自有表.csv": "项目,预算数\n出国,0\n接待,1.5\n合计,1.5\n",
    "images/图.png": picture,
    "sections/1-全部.md": `# 全部

正文**重**、*强*、\`代码\`，[链接](https://example.gov.cn/)，见[表](table:自有表)，\`= 自有表[接待]\`万元，\`= 自有表[没有]\`。

（一）**行首**：文。

### 跳过一级

![说明](images/图.png)

- 甲
- 乙

  1. 一
  2. 二

3) 三

> 引文

\`\`\`sh
一行很长的代码一行很长的代码一行很长的代码一行很长的代码一行很长的代码 --option=value
\`\`\`

---

<b>不许</b>

\`\`\`table 自有表
\`\`\`
`,
  });
}
