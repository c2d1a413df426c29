/* In pages served by `brands serve` only: reloads the page when a build touched it or anything it loaded, and lays
   the findings over it when the last build was refused. Findings only ever become text nodes. */
(() => {
  "use strict";
  const OWN = "/__preview__/";
  const { base, page } = document.currentScript.dataset;
  let { mark } = document.currentScript.dataset;
  let source, overlay, shown = "";

  function sitePath(address) {
    const url = new URL(address, location.href);
    if (url.origin !== location.origin || !url.pathname.startsWith(base)) return null;
    const path = decodeURIComponent(url.pathname.slice(base.length));
    return path === "" || path.endsWith("/") ? path + "index.html" : path;
  }

  function isOurs(changed) {
    const loaded = new Set([page]);
    for (const each of performance.getEntriesByType("resource")) loaded.add(sitePath(each.name));
    return changed.some((path) => loaded.has(path));
  }

  function hear({ data }) {
    const news = JSON.parse(data);
    mark = news.mark;
    if (!news.changed || isOurs(news.changed)) {
      source.close();
      location.reload();
    } else {
      tell(news);
    }
  }

  // A hidden page holds no connection: browsers allow six to a host. Seen again, it hears what it missed.
  function follow() {
    if (source) source.close();
    if (document.visibilityState === "hidden") return;
    source = new EventSource(OWN + "events?since=" + encodeURIComponent(mark));
    source.addEventListener("message", hear);
  }

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  // The caret stands below its character because what is before it is set once more, unseen.
  function excerpt({ line, excerpt: text, caret }) {
    const margin = `${line} | `;
    const unseen = make("span", { className: "unseen", textContent: margin + text.slice(0, caret) });
    const pointer = make("span", { className: "pointer" }, unseen, make("span", { className: "caret", textContent: "^" }));
    pointer.setAttribute("aria-hidden", "true");
    const shownLine = [margin + text.slice(0, caret), make("mark", { textContent: text.slice(caret, caret + 1) }), text.slice(caret + 1)];
    return make("pre", { tabIndex: 0 }, ...shownLine, "\n", pointer);
  }

  function item(finding) {
    const place = finding.line ? `${finding.file}:${finding.line}:${finding.column}` : finding.file;
    const word = { error: "错误", warning: "警告", hint: "提示" }[finding.severity];
    const parts = [
      make("p", { className: "place", textContent: place }),
      make("p", { className: "message" }, make("strong", { textContent: `${word} ${finding.code}` }), ` ${finding.message}`),
    ];
    if (finding.line && finding.excerpt) parts.push(excerpt(finding));
    if (finding.hint) parts.push(make("p", { className: "hint", textContent: `改法：${finding.hint}` }));
    return make("li", {}, ...parts);
  }

  function title(news) {
    return news.trouble ? "没有生成网站：程序出了问题" : `没有更新网站：${news.errors} 个错误`;
  }

  function body(news) {
    if (news.trouble) return [make("pre", { tabIndex: 0, textContent: news.trouble })];
    const rest = news.errors - news.findings.length;
    const list = make("ol", {}, ...news.findings.map(item));
    return rest > 0 ? [list, make("p", { textContent: `还有 ${rest} 个，见终端。` })] : [list];
  }

  function bringIntoView(dialog) {
    for (const mark of dialog.querySelectorAll("mark")) {
      const line = mark.parentElement;
      line.scrollLeft = mark.offsetLeft - line.offsetLeft - line.clientWidth / 2;
    }
  }

  function build(news) {
    const host = make("brands-preview", { lang: "zh-CN" });
    const heading = make("h2", { id: "title", textContent: title(news) });
    const close = make("button", { type: "button", textContent: "先看旧页面" });
    const note = make("p", { className: "note", textContent: "下面是原来的页面。改好保存，这里会自己关上。" });
    const dialog = make("dialog", {}, make("header", {}, heading, close), note, ...body(news));
    const again = make("button", { type: "button", className: "again", textContent: title(news), hidden: true });
    dialog.setAttribute("aria-labelledby", "title");
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => { again.hidden = false; again.focus(); });
    again.addEventListener("click", () => { again.hidden = true; show(); });
    const show = () => { if (host.isConnected) { dialog.showModal(); bringIntoView(dialog); } };
    const sheet = make("link", { rel: "stylesheet", href: OWN + "preview.css" });
    sheet.addEventListener("load", show);
    host.attachShadow({ mode: "open" }).append(sheet, dialog, again);
    return host;
  }

  // Closed by the reader, the same findings stay closed; other ones open again.
  function tell(news) {
    const key = news.errors || news.trouble ? JSON.stringify([news.findings, news.errors, news.trouble]) : "";
    if (key === shown) return;
    shown = key;
    if (overlay) overlay.remove();
    overlay = key ? build(news) : null;
    if (overlay) document.documentElement.append(overlay);
  }

  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", () => source && source.close());
  follow();
})();
