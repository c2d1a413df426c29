/* The search box: answers while you type; on the catalog it also shows what ?q= asked for. Without it
   form[data-search] still sends its words there. Data and readers' words only ever become text nodes.
   Rows of assets/search.json: [id, name, aliases, letters, initials, place, category, headcount]. */
(function () {
  "use strict";
  const MOST = 12, MOST_ON_PAGE = 120, LONGEST = 64;
  const NONE = "没有找到。换个叫法、地名或拼音试试。";
  const base = document.currentScript.dataset.base;
  let loading;

  function load() {
    loading = loading || fetch(base + "/assets/search.json").then((answer) => answer.json()).then((data) => data.rows);
    return loading;
  }

  function words(text) {
    return text.slice(0, LONGEST).normalize("NFKC").toLowerCase().split(/[\s,.;:、，。；：·|]+/).filter(Boolean);
  }

  // Exact before start before inside; the name before aliases, pinyin and place.
  function worth(row, word) {
    const at = row[1].toLowerCase().indexOf(word);
    if (row[1].toLowerCase() === word) return 100;
    if (at >= 0) return at ? 60 : 80;
    const aliases = "|" + row[2].toLowerCase() + "|";
    if (aliases.includes("|" + word + "|")) return 55;
    if (aliases.includes(word)) return 50;
    if (/^[a-z]+$/.test(word)) {
      if (row[3] === word || row[4] === word) return 46;
      if (row[3].startsWith(word)) return 44;
      if (row[4].startsWith(word)) return 42;
      if (word.length > 1 && (row[3].includes(word) || row[4].includes(word))) return 30;
    }
    return row[5].includes(word) ? 20 : 0;
  }

  function rank(rows, asked) {
    const found = [];
    rows.forEach((row, order) => {
      const worths = asked.map((word) => worth(row, word));
      if (Math.min(...worths)) found.push({ row, order, sum: worths.reduce((a, b) => a + b) });
    });
    return found.sort((a, b) => b.sum - a.sum || a.order - b.order).map((hit) => hit.row);
  }

  // 湖北厨师 comes without a space: where nothing fits whole, try it in two.
  function search(rows, text) {
    let asked = words(text);
    let found = asked.length ? rank(rows, asked) : [];
    const whole = asked.length === 1 && /[^ -~]/.test(asked[0]) ? asked[0] : "";
    for (let cut = 2; !found.length && cut < whole.length; cut++) {
      asked = [whole.slice(0, cut), whole.slice(cut)];
      found = rank(rows, asked);
    }
    return { asked, found };
  }

  function make(tag, name, ...content) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...content);
    return element;
  }

  // A name with the longest word found in it marked.
  function marked(name, asked) {
    const inside = asked.filter((word) => name.toLowerCase().includes(word)).sort((a, b) => b.length - a.length)[0];
    if (!inside) return make("span", "hit-name", name);
    const at = name.toLowerCase().indexOf(inside), end = at + inside.length;
    return make("span", "hit-name", name.slice(0, at), make("mark", "", name.slice(at, end)), name.slice(end));
  }

  function line(row, asked) {
    const link = make("a", "hit", marked(row[1], asked), make("span", "hit-place", row[5]));
    link.append(make("span", "hit-figure", row[7]));
    link.href = base + "/brands/" + row[0] + "/";
    return make("li", "", link);
  }

  function attach(form) {
    const input = form.querySelector("input");
    const list = make("ul", "hits"), status = make("p", "unseen");
    let timer;
    status.setAttribute("role", "status");
    form.append(list, status);

    function close() {
      list.hidden = true;
      status.textContent = "";
    }

    function answer() {
      const text = input.value;
      if (!text.trim()) return close();
      return load().then((rows) => {
        if (input.value !== text) return;
        const { asked, found } = search(rows, text);
        list.textContent = "";
        list.append(...found.slice(0, MOST).map((row) => line(row, asked)));
        if (!found.length) list.append(make("li", "hits-none", NONE));
        list.hidden = false;
        const cut = found.length > MOST ? `，列出前 ${MOST} 个` : "";
        status.textContent = found.length ? `找到 ${found.length} 个品牌${cut}` : NONE;
      }).catch(close);
    }

    function later(event) {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(answer, 90);
    }

    function leave(event) {
      if (!form.contains(event.target)) close();
    }

    function move(event) {
      const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.isComposing || list.hidden) return;
      if (event.key === "Escape") {
        close();
        input.focus();
      } else if (step && links.length) {
        (links[Math.min(at + step, links.length - 1)] || input).focus();
      } else return;
      event.preventDefault();
    }

    input.addEventListener("input", later);
    input.addEventListener("compositionend", later);
    form.addEventListener("keydown", move);
    document.addEventListener("focusin", leave);
    document.addEventListener("click", leave);
    close();
  }

  // The catalog opened with ?q=: the hits stand above the whole list.
  function showAsked(place) {
    const text = (new URLSearchParams(location.search).get("q") || "").slice(0, LONGEST);
    if (!text.trim()) return;
    document.querySelector("[data-search] input").value = text;
    load().then((rows) => {
      const { asked, found } = search(rows, text);
      const list = make("ul", "hits-page", ...found.slice(0, MOST_ON_PAGE).map((row) => line(row, asked)));
      place.append(make("h2", "", `“${text}”找到 ${found.length} 个`), found.length ? list : make("p", "", NONE));
      place.hidden = false;
    }).catch(() => {});
  }

  document.querySelectorAll("form[data-search]").forEach(attach);
  document.querySelectorAll("[data-results]").forEach(showAsked);
})();
