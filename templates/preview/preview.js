// The preview in the browser: asks for what a build changed, keeps the place that the reader is at.
"use strict";

const at = (id) => document.getElementById(id);
const panes = at("pages");
let [web, nextWeb] = document.querySelectorAll("iframe");
let state = null;
let entry = null; // what is shown: one of state.entries

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

// ---- set pages: placeholders of the right size; an image as each comes into view

const seen = new IntersectionObserver(
  (changes) => changes.filter((change) => change.isIntersecting).forEach((change) => load(change.target)),
  { root: panes, rootMargin: "50% 0px" },
);

// The image that is there stays until the new one has come.
function load(image) {
  const address = `pages/${Number(image.dataset.page) + 1}.svg?${state.generation}`;
  if (image.dataset.address === address) return;
  image.dataset.address = address;
  const fresh = new Image();
  fresh.src = address;
  fresh.decode().then(
    () => {
      if (image.dataset.address === address) image.src = address;
    },
    () => {
      delete image.dataset.address;
      setTimeout(() => image.isConnected && load(image), 2000);
    },
  );
}

function setPage(index) {
  const { width, height, label } = state.pages[index];
  const page = element("div", "page");
  const image = element("img");
  image.dataset.page = index;
  image.alt = `${state.words.page} ${label || index + 1}`;
  image.width = width;
  image.height = height;
  page.append(image);
  return page;
}

function showPages() {
  const old = new Map([...panes.children].map((page) => [Number(page.firstChild.dataset.page), page]));
  const wanted = [];
  for (let index = entry.first; index <= entry.last && index < state.pages.length; index++) {
    const { width, height } = state.pages[index];
    const image = old.get(index)?.firstChild;
    const kept = image && image.getAttribute("width") === String(width) && image.getAttribute("height") === String(height);
    wanted.push(kept ? old.get(index) : setPage(index));
  }
  const top = panes.scrollTop;
  seen.disconnect();
  panes.replaceChildren(...wanted);
  panes.scrollTop = top;
  wanted.forEach((page) => seen.observe(page.firstChild)); // says at once which are in view
}

// Where in a pane of that height a finding is best seen: below what lies over it.
function eyeLine(height) {
  const covered = at("failed").offsetHeight;
  return covered + (height - covered) / 3;
}

// Marks the finding's boxes, lengths in points from the page's top left, and scrolls to the first.
function markPages(finding) {
  const pages = new Map([...panes.children].map((page) => [Number(page.firstChild.dataset.page), page]));
  const per = (length, whole) => `${(100 * length) / whole}%`;
  for (const box of finding.boxes) {
    const { width, height } = state.pages[box.page];
    const mark = element("div", "spot");
    Object.assign(mark.style, { left: per(box.x, width), top: per(box.y, height), width: per(box.width, width), height: per(box.height, height) });
    pages.get(box.page)?.append(mark);
  }
  const first = finding.boxes[0] ?? finding;
  const page = pages.get(first.page);
  if (!page) return;
  const line = (page.clientHeight * first.y) / state.pages[first.page].height;
  panes.scrollTop = page.offsetTop + line - eyeLine(panes.clientHeight);
}

// ---- the web page: the new one is made ready out of sight, then takes the old one's place

let going = null; // what was asked for, until it has come; left: the document that it takes the place of

function goTo(href, then = () => {}) {
  const target = new URL(`site/${href}`, location.href);
  const stays = target.hash !== "" && target.pathname === new URL(webAddress()).pathname; // nothing is loaded
  going = { href, then, path: target.pathname, left: stays ? undefined : web.contentDocument };
  nextWeb.onload = null; // what is made ready there is not wanted any more
  web.onload = arrived;
  web.contentWindow.location.replace(target);
  if (stays && web.contentDocument.readyState === "complete") arrived();
}

// Where the server has gone the frame shows the browser's own page, whose address is not told.
function webAddress() {
  try {
    return web.contentWindow.location.href;
  } catch {
    return new URL(`site/${entry.href}`, location.href).href;
  }
}

function reloadWeb() {
  if (going) {
    goTo(going.href); // it may be of the build before
    return;
  }
  // A mark in the address would scroll to its place.
  const address = webAddress().split("#")[0];
  nextWeb.onload = () => {
    nextWeb.onload = null;
    if (!nextWeb.contentDocument) return;
    const { scrollX, scrollY } = web.contentDocument ? web.contentWindow : { scrollX: 0, scrollY: 0 };
    nextWeb.contentWindow.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
    web.onload = null;
    [web, nextWeb] = [nextWeb, web];
    web.className = "";
    nextWeb.className = "next";
    followWeb();
  };
  nextWeb.contentWindow.location.replace(address);
}

const USES = ["focus", "pointerdown", "keydown"];

// What was clicked in the web page is what is shown; pages of other sites open beside. Who uses it uses the window.
function followWeb() {
  web.onload = arrived;
  for (const use of USES) web.contentDocument?.defaultView.addEventListener(use, () => dispatchEvent(new Event(use)));
  web.contentDocument?.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.origin === location.origin) return;
    event.preventDefault();
    if (/^(https?|mailto):$/.test(link.protocol)) open(link.href, "_blank", "noopener");
  });
}

function arrived() {
  if (going && going.left === web.contentDocument) return; // that is left, and came too late
  const { pathname } = new URL(webAddress());
  const wanted = going;
  going = null;
  followWeb();
  const found = state.entries.find((other) => other.href === pathname.split("/").pop());
  if (found && found !== entry) choose(found);
  if (wanted?.path === pathname) wanted.then();
}

// ---- what a finding is of, in the web page: its bytes are the site's, so that it is marked from here

// The range of the passage's middle part at or after `start`; blanks do not count.
function rangeOf(start, passage) {
  const [before, meant] = passage.map((part) => part.replace(/\s/g, "").length);
  const wanted = passage.join("").replace(/\s/g, "");
  const page = start.ownerDocument;
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  const places = [];
  let text = "";
  while (walker.nextNode()) {
    if (start.compareDocumentPosition(walker.currentNode) & Node.DOCUMENT_POSITION_PRECEDING) continue;
    [...walker.currentNode.data.matchAll(/\S/g)].forEach((match) => {
      text += match[0];
      places.push([walker.currentNode, match.index]);
    });
  }
  const found = text.indexOf(wanted);
  if (found < 0 || meant === 0) return null;
  const range = page.createRange();
  const [last, at] = places[found + before + meant - 1];
  range.setStart(...places[found + before]);
  range.setEnd(last, at + 1);
  return range;
}

function markWeb(finding) {
  const frame = web.contentWindow;
  const page = web.contentDocument;
  if (!page || !finding.passage) return; // the page's own style marks what the address names
  const id = decodeURIComponent(finding.href.split("#")[1] ?? "");
  const range = rangeOf(page.getElementById(id) ?? page.body, finding.passage);
  if (!range) return;
  if (frame.CSS.highlights) {
    const style = new frame.CSSStyleSheet();
    style.replaceSync("::highlight(finding) { background: #ffe08a; color: #000; text-decoration: underline wavy #b00020 }");
    page.adoptedStyleSheets = [style];
    frame.CSS.highlights.set("finding", new frame.Highlight(range));
  } else {
    frame.getSelection().removeAllRanges();
    frame.getSelection().addRange(range);
  }
  const place = range.getBoundingClientRect();
  frame.scrollTo({ top: frame.scrollY + place.top - eyeLine(frame.innerHeight), behavior: "instant" });
}

// ---- the list of sections

function choose(chosen) {
  entry = chosen;
  history.replaceState(null, "", `#${entry.href}`);
  for (const link of at("entries").querySelectorAll("a"))
    if (link.dataset.href === entry.href) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  panes.scrollTop = 0;
  showPages();
  scrollToEntry();
}

// Where a section begins within a page, the pane begins with it.
function scrollToEntry() {
  const page = panes.firstElementChild;
  if (page && entry.y > 0) panes.scrollTop = page.offsetTop + (page.clientHeight * entry.y) / state.pages[entry.first].height;
}

function entryItem(one) {
  const item = element("li");
  const link = element("a");
  link.href = `#${one.href}`;
  link.dataset.href = one.href;
  if (one.label) link.append(element("span", "label", one.label), " ");
  link.append(one.title);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    choose(state.entries.find((other) => other.href === one.href) ?? one);
    goTo(one.href);
  });
  if (entry && one.href === entry.href) link.setAttribute("aria-current", "page");
  item.append(link);
  return item;
}

// ---- findings

function jump(finding) {
  const name = finding.href.split("#")[0];
  const found = state.entries.find((other) => other.href === name);
  document.querySelectorAll(".spot").forEach((old) => old.remove());
  if (found) choose(found);
  goTo(finding.href, () => markWeb(finding));
  if (finding.page !== undefined) markPages(finding);
}

function findingItem(finding) {
  const item = element("li", finding.severity);
  const button = element("button");
  button.type = "button";
  button.disabled = !finding.href;
  if (finding.place) button.append(element("span", "place", finding.place), " ");
  button.append(element("span", "word", finding.word), " ", finding.message);
  button.append(finding.hint);
  button.addEventListener("click", () => jump(finding));
  item.append(button);
  return item;
}

// The source line with what is wrong in it marked; columns count characters.
function sourceLine(finding) {
  const made = element("pre");
  const characters = [...finding.text];
  const from = Math.max(finding.column - 1, 0);
  const to = finding.column ? from + Math.max(finding.width, 1) : 0;
  made.append(characters.slice(0, from).join(""), element("mark", "", characters.slice(from, to).join("")), characters.slice(Math.max(to, from)).join(""));
  return made;
}

function showFailure() {
  const failed = at("failed");
  failed.hidden = state.good;
  failed.replaceChildren();
  if (state.good) return;
  failed.append(element("h2", "", state.shown ? state.words.failed : state.words.none));
  for (const finding of state.findings.filter((one) => one.severity === "error" || one.severity === "failure").slice(0, 10)) {
    failed.append(element("p", "", `${finding.place} ${finding.message}${finding.hint}`));
    if (finding.text) failed.append(sourceLine(finding));
  }
}

// ---- builds

function showState(fresh) {
  const first = entry === null;
  state = fresh;
  document.querySelectorAll(".spot").forEach((old) => old.remove());
  document.documentElement.lang = state.words.language;
  document.title = at("title").textContent = state.title || "Gongkai";
  web.title = nextWeb.title = state.words.web;
  at("entries-title").textContent = state.words.sections;
  at("findings-title").textContent = state.words.findings;
  at("status").textContent = `${state.milliseconds} ms`;
  at("findings").replaceChildren(...state.findings.map(findingItem));
  if (state.findings.length === 0) at("findings").append(element("li", "", state.words.nothing));
  showFailure();
  if (state.good || first) showDocument(first);
  document.documentElement.dataset.generation = state.generation; // what tests wait for
}

function showDocument(first) {
  const wanted = first ? decodeURIComponent(location.hash.slice(1)) : entry.href;
  if (state.entries.length === 0) return;
  entry = state.entries.find((one) => one.href === wanted) ?? state.entries[0];
  at("entries").replaceChildren(...state.entries.map(entryItem));
  showPages();
  if (first || entry.href !== wanted) {
    scrollToEntry();
    goTo(entry.href);
  } else {
    reloadWeb();
  }
}

// One at a time; what comes meanwhile is asked for once more after it.
let asking = false;
let again = false;
async function ask() {
  again = asking;
  if (asking) return;
  asking = true;
  try {
    showState(await (await fetch("state.json")).json());
  } catch {
    // the next event, or connection, asks again
  }
  asking = false;
  if (again) ask();
}

function listen() {
  const events = new EventSource("events");
  events.addEventListener("build", ask);
  // Newer windows took this one's turn; it takes it back when it is looked at, or used, again.
  events.addEventListener("elsewhere", () => {
    events.close();
    if (state) at("status").textContent = state.words.elsewhere;
    const back = new AbortController();
    const takeBack = () => {
      if (document.visibilityState !== "visible") return;
      back.abort();
      listen();
    };
    for (const use of USES) addEventListener(use, takeBack, { signal: back.signal });
    document.addEventListener("visibilitychange", takeBack, { signal: back.signal });
  });
  events.onerror = () => {
    if (state) at("status").textContent = state.words.gone;
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 2000); // refused for now
  };
}

listen();
