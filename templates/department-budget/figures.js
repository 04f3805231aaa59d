// 点、移到或聚焦正文里的一个数，说明它的来历：哪张表、哪一行、哪一栏，由哪些数怎样算出。
// 数据在 figures-data.js，用到时才取。没有脚本时，这些数仍是通到单元格的链接。
(function () {
  "use strict";

  var figures = "a.figure[id]";
  var data = null, waiting = null; // waiting：数据取来后做的事
  var box = null, link = null; // 现在的说明，和它所说的数
  var timer = 0, touched = false, kept = false; // kept：点开的，移开也不收

  // ---- 数据

  window.gongkaiFigures = function (given) {
    data = given;
    if (waiting) waiting();
  };

  function withData(then) {
    if (data) {
      then();
      return;
    }
    var first = waiting === null;
    waiting = then;
    if (!first) return;
    var script = document.createElement("script");
    script.src = "figures-data.js";
    document.head.appendChild(script);
  }

  // ---- 说明的内容

  function element(name, text, into) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (into) into.appendChild(made);
    return made;
  }

  // 全文页上，同一页里就有。
  function address(href) {
    var mark = href.indexOf("#");
    var id = mark < 0 ? "" : href.slice(mark + 1);
    return id && document.getElementById(id) ? "#" + id : href;
  }

  function anchor(href, text, into) {
    var made = element("a", text, into);
    made.href = address(href);
    made.tabIndex = -1;
    return made;
  }

  function line(list, name, text) {
    if (!text) return null;
    element("dt", name, list);
    return element("dd", text, list);
  }

  // 一个单元格：[表, 项目, 栏目, 数, 单元格, [名词]]。
  function cell(one, name, into) {
    var words = data.words, table = data.tables[one[0]];
    var list = element("dl", "", into);
    if (name) element("dt", name, list).className = "name";
    if (table && one[4]) {
      element("dt", words.table, list);
      anchor(table[1] + "#" + one[4], table[0], element("dd", "", list));
    } else if (table) {
      line(list, words.table, table[0]);
    }
    line(list, words.row, one[1]);
    line(list, words.column, one[2]);
    line(list, words.value, one[3]);
  }

  function terms(cells, into) {
    var found = [];
    cells.forEach(function (one) {
      one[5].forEach(function (term) {
        if (found.indexOf(term) < 0) found.push(term);
      });
    });
    if (!found.length) return;
    var part = element("p", data.words.terms + "：", into);
    found.slice(0, 4).forEach(function (term, i) {
      if (i) part.appendChild(document.createTextNode("、"));
      anchor(data.terms[term][1], data.terms[term][0], part);
    });
  }

  function copied(button, text) {
    function done() {
      button.textContent = data.words.copied;
    }
    function by_hand() {
      var field = element("textarea", "", button.parentNode);
      field.value = text;
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
      done();
    }
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, by_hand);
    else by_hand();
  }

  function made(id, figure) {
    var words = data.words, cells = figure.slice(1);
    var into = element("div");
    into.className = "explain";
    into.id = "explain";
    into.setAttribute("role", "group");
    into.setAttribute("aria-label", words.label);
    if (figure[0]) element("p", words.how + "：" + figure[0], into);
    cells.forEach(function (one, i) {
      cell(one, cells.length > 1 ? words.names[i] : "", into);
    });
    terms(cells, into);
    var button = element("button", words.copy, element("p", "", into));
    button.type = "button";
    button.tabIndex = -1;
    button.addEventListener("click", function () {
      copied(button, location.href.split("#")[0] + "#" + id);
    });
    var keys = element("p", words.keys, into);
    keys.className = "keys";
    return into;
  }

  // ---- 放在哪里

  // 在数的下面，下面放不下就在上面；左右不出屏幕。
  function place() {
    var lines = link.getClientRects(), top = lines[0].top, end = lines[lines.length - 1];
    var room = document.documentElement, width = box.offsetWidth, height = box.offsetHeight, gap = 4;
    var under = room.clientHeight - end.bottom, below = gap + height <= under || top < under;
    box.style.left = Math.max(gap, Math.min(end.left, room.clientWidth - width - gap)) + "px";
    box.style.top = (below ? end.bottom + gap : Math.max(gap, top - gap - height)) + "px";
    box.style.maxHeight = (below ? under : top) - 2 * gap + "px";
  }

  function hide() {
    clearTimeout(timer);
    if (!box) return;
    link.removeAttribute("aria-describedby");
    box.remove();
    box = link = null;
    kept = false;
  }

  function show(at, keep) {
    clearTimeout(timer);
    withData(function () {
      var figure = data.figures[at.id];
      if (!figure || (box && link === at)) {
        kept = kept || Boolean(box && keep);
        return;
      }
      hide();
      link = at;
      kept = keep;
      box = made(at.id, figure);
      at.parentNode.insertBefore(box, at.nextSibling);
      if (box.showPopover) {
        box.popover = "manual";
        box.showPopover();
      }
      link.setAttribute("aria-describedby", "explain");
      place();
    });
  }

  // ---- 什么时候

  function figureOf(target) {
    return target.closest ? target.closest(figures) : null;
  }

  function inside(target) {
    return box && (box.contains(target) || link.contains(target));
  }

  document.addEventListener("pointerdown", function (event) {
    touched = event.pointerType === "touch";
    if (box && !inside(event.target)) hide();
  });

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "touch") return;
    clearTimeout(timer);
    var at = figureOf(event.target);
    if (at) timer = setTimeout(show, 250, at, false);
    else if (box && !kept && !inside(event.target)) timer = setTimeout(hide, 300);
  });

  // 触摸：第一下说明，第二下去单元格。
  document.addEventListener("click", function (event) {
    var at = figureOf(event.target);
    if (!at || !touched || link === at) return;
    event.preventDefault();
    show(at, true);
  });

  document.addEventListener("focusin", function (event) {
    var at = figureOf(event.target);
    if (at && !touched && at.matches(":focus-visible")) show(at, true);
    else if (box && !inside(event.target)) hide();
  });

  document.addEventListener("keydown", function (event) {
    if (!box) return;
    if (event.key === "Escape") {
      if (box.contains(document.activeElement)) link.focus();
      hide();
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    var stops = [link].concat([].slice.call(box.querySelectorAll("a, button")));
    var now = stops.indexOf(document.activeElement);
    if (now < 0) return;
    event.preventDefault();
    stops[Math.max(0, Math.min(stops.length - 1, now + (event.key === "ArrowDown" ? 1 : -1)))].focus();
  });

  window.addEventListener("scroll", function () {
    if (box) place();
  }, { passive: true });
  window.addEventListener("resize", hide);
  window.addEventListener("beforeprint", hide);

  // ---- 宽表：不用滚动的不提示；名称和第一列金额要在看得见的地方

  function tables() {
    [].forEach.call(document.querySelectorAll("figure.table"), function (figure) {
      var region = figure.querySelector(".scroll"), hint = figure.querySelector(".hint");
      var wide = region.scrollWidth > region.clientWidth + 1;
      if (hint) hint.hidden = !wide;
      var names = region.querySelector("thead .names"), amount = region.querySelector("td.decimal, td.right");
      if (!wide || !names || !amount || region.scrollLeft || region.querySelector(":target")) return;
      var over = amount.offsetLeft + amount.offsetWidth - region.clientWidth;
      if (over > 0) region.scrollLeft = Math.min(over, names.offsetLeft);
    });
  }

  tables();
  window.addEventListener("resize", tables);
})();
