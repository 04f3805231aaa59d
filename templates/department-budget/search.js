// 网站内的查找：项目、科目编码、金额、正文里的字。没有脚本的地方（包括贴进网站后台的正文）没有查找框，网页照样完整。
// 查的是 search-index.js，用到时才读入；双击打开的网页（file://）也能查。不向任何地方发送什么。
"use strict";
(() => {
  const words = {
    label: "查找",
    hint: "项目、编码、金额或字词",
    found: (n) => `找到${n}处`,
    shown: (n, most) => `找到${n}处，列出前${most}处`,
    none: "没有找到",
    failed: "查找用的索引读不出来",
  };
  const MOST = 60; // 列出的处数
  const AROUND = 24; // 正文里，找到的字前后各显示这么多字

  // ---- 比较之前：全角与半角、大小写、空白、引号、千分位逗号都不计

  const passed = /[\s\u200b“”‘’"'「」『』《》〈〉]/u;

  function folded(text) {
    return text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\s\u200b“”‘’"'「」『』《》〈〉]+/gu, "")
      .replace(/[−–—]/g, "-")
      .replace(/(\d),(?=\d)/g, "$1");
  }

  // 51.80、051.8 与 51.8 是一个数
  function plain(number) {
    const [, sign, whole, part] = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(number);
    const rest = (part ?? "").replace(/0+$/, "");
    const value = whole.replace(/^0+(?=\d)/, "") + (rest ? "." + rest : "");
    return (sign === "-" && value !== "0" ? "-" : "") + value;
  }

  // 一个词；是金额或编码的，带单位的去掉单位再与表中的数比较
  function termOf(text) {
    const fold = folded(text);
    const number = /^([+-]?\d+(?:\.\d*)?)(亿元|百万元|万元|千元|元|%)?$/.exec(fold);
    return { fold, number: number && number[1], value: number && plain(number[1]), unit: number?.[2] ?? "" };
  }

  function termsOf(query) {
    return query.normalize("NFKC").split(/\s+/).map(termOf).filter((term) => term.fold);
  }

  // 编码或金额与名称连着写的（2050202小学教育），分开查
  function parted(query) {
    return query.normalize("NFKC").replace(/\d(?!(?:亿|百万|万|千)?元)(?=\p{Script=Han})|\p{Script=Han}(?=\d)/gu, "$& ");
  }

  const powers = { 元: 0, 千元: 3, 万元: 4, 百万元: 6, 亿元: 8 };

  // 一个数乘以十的若干次方
  function shifted(number, by) {
    const [, sign, whole, part = ""] = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(number);
    const zeros = "0".repeat(Math.abs(by));
    if (by >= 0) return plain(sign + whole + (part + zeros).slice(0, by) + "." + part.slice(by));
    const longer = zeros + whole;
    return plain(sign + longer.slice(0, by) + "." + longer.slice(by) + part);
  }

  // 同一个金额，换一个单位
  function inUnit(terms, unit) {
    const to = (term) => {
      const value = shifted(term.number, powers[term.unit] - powers[unit]);
      return { fold: value + unit, number: value, value, unit, exact: true };
    };
    return terms.map((term) => (term.number && term.unit in powers ? to(term) : term));
  }

  // 一次查找的几种读法，前一种没有找到才用下一种
  function readings(query) {
    const terms = termsOf(query);
    const found = [terms, termsOf(parted(query))];
    if (terms.some((term) => term.unit in powers)) found.push(...Object.keys(powers).map((unit) => inUnit(terms, unit)));
    return found.filter((one) => one.length);
  }

  // ---- 索引：读入一次，各项连同它比较用的样子

  function prepare(index) {
    const entries = [];
    // 有自己一页的表，到那一页的开头；与上年比较的表在同一页上，各到各的
    for (const { page, id, title, label } of index.tables)
      entries.push({ page, id: index.pages[page][1] === title ? "" : id, text: title, heading: true, fold: folded(title), label: folded(label) });
    for (const [page, id, text, heading] of index.texts) entries.push({ page, id, text, heading: heading === 1, fold: folded(text) });
    for (const table of index.tables)
      for (const list of table.lists)
        list.rows.forEach((line, row) => {
          const [code, ...cells] = line.split("\t");
          entries.push({ page: table.page, table, list, row, code, cells, folds: cells.map(folded) });
        });
    return { pages: index.pages.map(([href, title]) => ({ href, title })), entries };
  }

  // 一格与一个词相合的程度，0 最合；-1 不合
  function cellRank(kind, fold, term) {
    if (!fold) return -1;
    if (term.number === null || kind === "t") return fold === term.fold ? 0 : fold.startsWith(term.fold) ? 1 : fold.includes(term.fold) ? 2 : -1;
    if (kind === "a") {
      const value = /^[+-]?\d+(\.\d+)?%?$/.test(fold) ? plain(fold.replace("%", "")) : fold;
      if (value === term.value) return 0;
      return term.exact ? -1 : fold.startsWith(term.number) ? 2 : fold.includes(term.number) ? 3 : -1;
    }
    if (term.exact) return -1;
    return fold === term.number ? 0 : fold.startsWith(term.number) ? 1 : fold.includes(term.number) ? 3 : -1;
  }

  // 一行中与一个词最合的一格：先名称、编码，再金额
  function bestCell(entry, term, allowed) {
    let best = null;
    entry.folds.forEach((fold, column) => {
      if (!allowed(column)) return;
      const rank = cellRank(entry.list.columns[column][0], fold, term);
      if (rank >= 0 && (!best || rank < best.rank)) best = { rank, column };
    });
    const rank = cellRank("c", entry.code, term);
    if (rank >= 0 && (!best || rank < best.rank)) {
      const column = entry.list.columns.findIndex(([kind]) => kind === "n");
      best = { rank, column: column < 0 ? 0 : column };
    }
    return best;
  }

  const isAmount = (entry, column) => entry.list.columns[column][0] === "a";

  // 只查一个数时，同一行里与它最合的金额各算一处，编码、名称另算一处
  function matchNumber(entry, term) {
    const ranks = entry.folds.map((fold, column) => (isAmount(entry, column) ? cellRank("a", fold, term) : -1));
    const least = Math.min(...ranks.filter((rank) => rank >= 0));
    const amounts = ranks.flatMap((rank, column) => (rank >= 0 && rank === least ? [{ entry, rank, column }] : []));
    const named = bestCell(entry, term, (column) => !isAmount(entry, column));
    return named ? [{ entry, ...named }, ...amounts] : amounts;
  }

  function matchRow(entry, terms) {
    if (terms.length === 1 && terms[0].number !== null) return matchNumber(entry, terms[0]);
    const cells = terms.map((term) => bestCell(entry, term, () => true));
    if (cells.some((cell) => !cell)) return [];
    const shown = cells.find((cell) => isAmount(entry, cell.column)) ?? cells[0];
    return [{ entry, rank: Math.max(...cells.map((cell) => cell.rank)), column: shown.column }];
  }

  // 数字不与更长的数字的一段相合：查 51.8，说到 151.8 的排在后面
  function holdsNumber(text, number) {
    return new RegExp(`(?<![\\d.])${number.replace(/[.+]/g, "\\$&")}(?!\\d|\\.\\d)`).test(text);
  }

  function matchText(entry, terms) {
    if (!terms.every((term) => entry.fold.includes(term.fold) || entry.label?.includes(term.fold))) return [];
    const whole = terms.every((term) => term.number === null || holdsNumber(entry.fold, term.number));
    return [{ entry, rank: entry.heading ? (entry.fold === terms[0].fold ? 0 : 1) : whole ? 2 : 4 }];
  }

  function searchTerms(index, terms) {
    const found = index.entries.flatMap((entry) => (entry.table ? matchRow(entry, terms) : matchText(entry, terms)));
    return found.map((hit, order) => ({ ...hit, order })).sort((a, b) => a.rank - b.rank || a.order - b.order);
  }

  function search(index, query) {
    for (const terms of readings(query)) {
      const hits = searchTerms(index, terms);
      if (hits.length) return { hits, terms };
    }
    return { hits: [], terms: [] };
  }

  // ---- 一处的地址和它显示的字

  function cellId(hit) {
    return `${hit.entry.table.id}-r${hit.entry.row + 1}-c${hit.entry.list.first + hit.column + 1}`;
  }

  function hrefOf(index, hit, query) {
    const id = hit.entry.table ? cellId(hit) : hit.entry.id;
    return `${index.pages[hit.entry.page].href}?find=${encodeURIComponent(query)}${id ? "#" + id : ""}`;
  }

  function snippet(entry, terms) {
    const { fold, at } = mapped(entry.text);
    const from = Math.max(fold.indexOf(terms[0].fold), 0);
    const start = at[from] ?? 0;
    const end = at[from + terms[0].fold.length - 1] ?? start;
    const left = Math.max(start - AROUND, 0);
    const right = Math.min(end + 1 + AROUND, entry.text.length);
    return [left > 0 ? "…" : "", entry.text.slice(left, right), right < entry.text.length ? "…" : ""].join("");
  }

  function described(hit, terms) {
    const { entry } = hit;
    if (!entry.table) return snippet(entry, terms);
    const { columns } = entry.list;
    const name = columns.findIndex(([kind]) => kind === "n");
    const [kind, title, own] = columns[hit.column];
    const named = name >= 0 ? name : columns[0][0] === "a" ? -1 : 0; // 只有金额的一行没有名称
    const row = [entry.code, entry.cells[named] ?? ""].filter(Boolean).join(" ").trim();
    if (kind !== "a") return row && hit.column !== name ? `${row}，${title}：${entry.cells[hit.column] ?? ""}` : row || entry.cells[hit.column];
    return `${row ? row + "，" : ""}${title}：${entry.cells[hit.column]}${own || entry.table.unit}`;
  }

  // ---- 在打开的一页里标出

  // 比较用的字，各自在原文的哪一处
  function mapped(text) {
    let fold = "";
    const at = [];
    for (let i = 0; i < text.length; ) {
      const one = String.fromCodePoint(text.codePointAt(i));
      const comma = /[,，]/.test(one) && /\d/.test((text[i - 1] ?? "").normalize("NFKC")) && /\d/.test((text[i + 1] ?? "").normalize("NFKC"));
      const piece = passed.test(one) || comma ? "" : one.normalize("NFKC").toLowerCase().replace(/[−–—]/g, "-");
      for (const _ of piece.split("")) at.push(i);
      fold += piece;
      i += one.length;
    }
    return { fold, at };
  }

  // 目标之后、下一个标题之前的字；目标是表中一格的，就是那一格
  function scopeOf(target) {
    const main = document.getElementById("main") ?? document.body;
    const inside = (node) => !node.parentElement.closest("script, style, .search");
    const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const nodes = [];
    const heading = target && /^H[1-6]$/.test(target.tagName);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (!inside(node)) continue;
      if (target && !heading && !target.contains(node)) continue;
      if (heading && !target.contains(node) && !(target.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      if (heading && nodes.length && /^H[1-6]$/.test(node.parentElement.closest("h1, h2, h3, h4, h5, h6")?.tagName ?? "") && !target.contains(node)) break;
      nodes.push(node);
    }
    return nodes;
  }

  // 各格、各段分开查，一段之中的字跨过几个元素也算一处
  function markIn(nodes, fold) {
    const pieces = nodes.map((node) => ({ node, block: node.parentElement.closest("p, li, td, th, h1, h2, h3, h4, h5, h6, pre, div"), ...mapped(node.data) }));
    for (let i = 0; i < pieces.length; ) {
      let end = i;
      while (end < pieces.length && pieces[end].block === pieces[i].block) end++;
      const run = pieces.slice(i, end);
      const from = run.map((piece) => piece.fold).join("").indexOf(fold);
      if (from >= 0) return markRun(run, from, from + fold.length);
      i = end;
    }
    return null;
  }

  function markRun(run, from, to) {
    let first = null;
    let before = 0;
    for (const { node, fold, at } of run) {
      const start = Math.max(from - before, 0);
      const end = Math.min(to - before, fold.length);
      before += fold.length;
      if (start >= end) continue;
      const range = document.createRange();
      range.setStart(node, at[start]);
      const last = at[end - 1];
      range.setEnd(node, last + String.fromCodePoint(node.data.codePointAt(last)).length);
      const mark = document.createElement("mark");
      range.surroundContents(mark);
      first ??= mark;
    }
    return first;
  }

  function unmark() {
    for (const mark of document.querySelectorAll("main mark.found")) mark.replaceWith(...mark.childNodes);
  }

  function show() {
    const query = new URLSearchParams(location.search).get("find");
    if (!query) return;
    const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    unmark();
    const first = readings(query).reduce((mark, terms) => mark ?? markTerms(target, terms), null);
    (target?.closest("td, th") ?? first ?? target)?.scrollIntoView({ block: "center", inline: "center" });
  }

  function markTerms(target, terms) {
    const cell = target?.closest("td, th");
    let first = null;
    for (const term of terms) {
      const nodes = scopeOf(target);
      const mark = markIn(nodes, term.fold) ?? (term.number ? markIn(nodes, term.number) ?? (cell ? markWhole(nodes) : null) : null);
      for (const one of document.querySelectorAll("main mark:not(.found)")) one.classList.add("found");
      first ??= mark;
    }
    return first;
  }

  // 51.80 查 51.8、051.8 也合：标出整格
  function markWhole(nodes) {
    const run = nodes.map((node) => ({ node, ...mapped(node.data) }));
    return markRun(run, 0, run.reduce((n, piece) => n + piece.fold.length, 0));
  }

  // ---- 查找框

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  let loading = null;

  function load() {
    loading ??= new Promise((done, failed) => {
      const script = element("script", { src: "search-index.js" });
      script.onload = () => done(prepare(window.gongkaiIndex));
      script.onerror = failed;
      document.head.append(script);
    });
    return loading;
  }

  function result(index, hit, query, terms) {
    const where = element("span", { class: "where" }, hit.entry.table?.title ?? index.pages[hit.entry.page].title);
    return element("li", {}, element("a", { href: hrefOf(index, hit, query) }, where, " ", described(hit, terms)));
  }

  function box(banner) {
    const input = element("input", { type: "search", id: "search-words", autocomplete: "off", placeholder: words.hint });
    const status = element("p", { role: "status" });
    const list = element("ol", {});
    const form = element("form", { role: "search", class: "search", "aria-label": words.label }, element("label", { for: "search-words" }, words.label), input, status, list);
    let asked = 0;

    async function run() {
      const query = input.value.trim();
      const turn = ++asked;
      if (!query) {
        status.textContent = "";
        list.replaceChildren();
        return;
      }
      try {
        const index = await load();
        if (turn !== asked) return;
        const { hits, terms } = search(index, query);
        status.textContent = !hits.length ? words.none : hits.length > MOST ? words.shown(hits.length, MOST) : words.found(hits.length);
        list.replaceChildren(...hits.slice(0, MOST).map((hit) => result(index, hit, query, terms)));
      } catch {
        status.textContent = words.failed;
      }
    }

    input.addEventListener("input", run);
    input.addEventListener("focus", () => load().catch(() => {}));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      run().then(() => list.querySelector("a")?.focus());
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      input.value = "";
      run();
      input.focus();
    });
    banner.append(form);
  }

  const banner = document.querySelector(".banner");
  if (banner) box(banner);
  show();
  addEventListener("hashchange", show);
})();
