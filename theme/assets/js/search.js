/* The search box: answers while you type; on the catalog it also shows what ?q= asked for.
   Without it every form[data-search] still sends its words to the catalog. Text from data or reader only
   ever becomes text nodes. Data: assets/search.json, rows of
   [id, name, aliases, letters, initials, place, category, headcount]. */
(function () {
  "use strict";
  var MOST = 12, LONGEST = 64, NONE = "没有找到。换个叫法、地名或拼音试试。";
  var base = (document.currentScript && document.currentScript.getAttribute("data-base")) || ".";
  var loading = null;

  function load() {
    loading = loading || fetch(base + "/assets/search.json").then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }).then(function (data) { return data.rows; });
    return loading;
  }

  function words(text) {
    var plain = text.slice(0, LONGEST).normalize("NFKC").toLowerCase();
    return plain.split(/[\s,.;:、，。；：·|]+/).filter(Boolean);
  }

  /* Exact before start before inside; the name before aliases, pinyin and place. */
  function worth(row, word) {
    var name = row[1].toLowerCase(), at = name.indexOf(word);
    if (name === word) return 100;
    if (at === 0) return 80;
    if (at > 0) return 60;
    var aliases = row[2].toLowerCase();
    if (("|" + aliases + "|").indexOf("|" + word + "|") >= 0) return 55;
    if (aliases.indexOf(word) >= 0) return 50;
    if (/^[a-z]+$/.test(word)) {
      if (row[3] === word || row[4] === word) return 46;
      if (row[3].indexOf(word) === 0) return 44;
      if (row[4].indexOf(word) === 0) return 42;
      if (word.length > 1 && (row[3].indexOf(word) > 0 || row[4].indexOf(word) > 0)) return 30;
    }
    return row[5].indexOf(word) >= 0 ? 20 : 0;
  }

  function rank(rows, asked) {
    var found = [];
    rows.forEach(function (row, order) {
      var sum = 0;
      for (var i = 0; i < asked.length; i++) {
        var value = worth(row, asked[i]);
        if (!value) return;
        sum += value;
      }
      found.push({ row: row, sum: sum, order: order });
    });
    found.sort(function (a, b) { return b.sum - a.sum || a.order - b.order; });
    return found.map(function (hit) { return hit.row; });
  }

  /* 湖北厨师 is written without a space: where nothing fits whole, try it in two. */
  function search(rows, text) {
    var asked = words(text);
    if (!asked.length) return { asked: asked, rows: [] };
    var found = rank(rows, asked);
    for (var cut = 2; !found.length && asked.length === 1 && cut <= asked[0].length - 1; cut++) {
      var halves = [asked[0].slice(0, cut), asked[0].slice(cut)];
      found = rank(rows, halves);
      if (found.length) asked = halves;
    }
    return { asked: asked, rows: found };
  }

  function make(tag, name, text) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }

  /* The name with what was found in it marked. */
  function marked(text, asked) {
    var box = make("span", "hit-name"), at = -1, length = 0;
    asked.forEach(function (word) {
      var place = text.toLowerCase().indexOf(word);
      if (place >= 0 && word.length > length) { at = place; length = word.length; }
    });
    if (at < 0) { box.textContent = text; return box; }
    box.append(text.slice(0, at), make("mark", "", text.slice(at, at + length)), text.slice(at + length));
    return box;
  }

  function line(row, asked) {
    var item = make("li"), link = make("a", "hit");
    link.href = base + "/brands/" + encodeURIComponent(row[0]) + "/";
    link.append(marked(row[1], asked), " ", make("span", "hit-place", row[5]));
    if (row[7]) link.append(" ", make("span", "hit-figure", row[7]));
    item.append(link);
    return item;
  }

  function attach(form) {
    var input = form.querySelector("input[name=q]");
    var list = make("ul", "hits"), status = make("p", "unseen"), timer = 0;
    list.hidden = true;
    status.setAttribute("role", "status");
    form.append(list, status);

    function close() { list.hidden = true; list.textContent = ""; }

    function answer() {
      var text = input.value;
      if (!text.trim()) { close(); status.textContent = ""; return; }
      load().then(function (rows) {
        if (input.value !== text) return;
        var found = search(rows, text), total = found.rows.length;
        list.textContent = "";
        found.rows.slice(0, MOST).forEach(function (row) { list.append(line(row, found.asked)); });
        if (!total) list.append(make("li", "hits-none", NONE));
        list.hidden = false;
        status.textContent = total ? "找到 " + total + " 个品牌" + (total > MOST ? "，列出前 " + MOST + " 个" : "") : "没有找到";
      }).catch(close);
    }

    function later() { clearTimeout(timer); timer = setTimeout(answer, 90); }

    input.addEventListener("input", function (event) { if (!event.isComposing) later(); });
    input.addEventListener("compositionend", later);
    input.addEventListener("focus", function () { load().catch(function () {}); });
    form.addEventListener("keydown", function (event) {
      var links = Array.from(list.querySelectorAll("a"));
      var at = links.indexOf(document.activeElement);
      if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); input.focus(); return; }
      if (event.isComposing || !links.length || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
      event.preventDefault();
      var next = event.key === "ArrowDown" ? Math.min(at + 1, links.length - 1) : at - 1;
      (next < 0 ? input : links[next]).focus();
    });
    document.addEventListener("focusin", function (event) { if (!form.contains(event.target)) close(); });
    document.addEventListener("click", function (event) { if (!form.contains(event.target)) close(); });
  }

  /* The catalog opened with ?q=: the hits stand above the whole list. */
  function showAsked(place) {
    var text = (new URLSearchParams(location.search).get("q") || "").slice(0, LONGEST);
    if (!text.trim()) return;
    document.querySelector("[data-search] input").value = text;
    load().then(function (rows) {
      var found = search(rows, text), total = found.rows.length, list = make("ul", "hits-page");
      found.rows.slice(0, 120).forEach(function (row) { list.append(line(row, found.asked)); });
      place.append(make("h2", "", total ? "“" + text + "”找到 " + total + " 个" : "没有找到“" + text + "”"), total ? list : make("p", "", NONE));
      place.hidden = false;
    }).catch(function () {});
  }

  document.querySelectorAll("form[data-search]").forEach(attach);
  var place = document.querySelector("[data-results]");
  if (place) showAsked(place);
})();
