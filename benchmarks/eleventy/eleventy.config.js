// The directory's own templates, printed by Nunjucks, which understands their language.
// Gets the facts laid down in facts/ and shared/, gives the pages and data files Eleventy writes.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import MarkdownIt from "markdown-it";
import nunjucks from "nunjucks";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const readKind = (kind) => readdirSync(join("facts", kind)).sort().map((name) => read(join("facts", kind, name)));

const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader("templates"), {
  autoescape: true,
  trimBlocks: true,
  lstripBlocks: true,
});
const prose = new MarkdownIt("commonmark", { html: false }).enable("table").disable(["image"]);
const safe = (text) => new nunjucks.runtime.SafeString(text);

environment.addGlobal("link", (path) => `/${path}`);
environment.addFilter("date", (date) =>
  date.split("-").map((part, at) => `${Number(part)} ${["年", "月", "日"][at]}`).join(" "));
environment.addFilter("markdown", (text, shift = 2) => {
  const tokens = prose.parse(text, {});
  for (const token of tokens) {
    if (/^h[1-6]$/.test(token.tag)) token.tag = `h${Math.min(6, Number(token.tag[1]) + shift)}`;
  }
  return safe(prose.renderer.render(tokens, prose.options, {}));
});

function compile(name) {
  return environment.getTemplate(name, true);
}

function compileMacro(call) {
  const text = `{% import "components/card.html.jinja" as cards %}{{ cards.${call} }}`;
  return new nunjucks.Template(text, environment, "macro", true);
}

/** Pieces of markup by key, each printed once. */
function keep(template, values) {
  const kept = new Map();
  return (key) => {
    if (!kept.has(key)) kept.set(key, template.render({ value: values[key] }));
    return kept.get(key);
  };
}

export default function (config) {
  const shared = Object.fromEntries(
    ["cards", "persons", "groups", "summaries", "sheet", "day", "site"].map((name) => [name, read(`shared/${name}.json`)]));
  for (const card of Object.values(shared.cards)) card.mark = safe(card.mark);
  const card = keep(compileMacro("brand(value)"), shared.cards);
  const person = keep(compileMacro("person(value, 2)"), shared.persons);
  const lay = (keys, piece) => (keys ? safe(keys.map(piece).join("\n")) : "");

  const printers = {
    brands(fact) {
      const own = shared.cards[fact.id];
      const view = { ...fact.view, card: own, mark: own.mark };
      for (const document of fact.criteria?.documents ?? []) {  // rows of verdicts come printed
        document.decided &&= safe(document.decided);
        document.missing &&= safe(document.missing);
      }
      return { ...fact, view, related: lay(fact.related, card) };
    },
    catalog: (fact) => ({ ...fact, groups: fact.groups?.map((key) => shared.groups[key]), cards: lay(fact.ids, card),
      facet: fact.facet_kind && { kind: fact.facet_kind } }),
    people: (fact) => ({ ...fact, people: lay(fact.people, person) }),
    figures: (fact) => ({ ...fact, brand: lay([fact.brand], card) }),
  };
  const templates = Object.fromEntries(
    Object.entries({ brands: "brand", catalog: "catalog", people: "figures", figures: "figure" })
      .map(([kind, name]) => [kind, compile(`${name}.html.jinja`)]));
  const head = compile("head.html.jinja");
  const shell = compile("shell.html.jinja");
  const section = { brands: "brands", catalog: "catalog", people: "figures", figures: "figures" };

  config.addGlobalData("kinds", Object.fromEntries(Object.keys(templates).map((kind) => [kind, readKind(kind)])));
  config.addGlobalData("shared", shared);
  config.addJavaScriptFunction("print", ({ kind, url, said }) => shell.render({
    site: shared.site,
    section: section[kind],
    head: safe(head.render({ page: { url, head: said.head }, site: shared.site })),
    body: safe(templates[kind].render(printers[kind](said))),
  }));
  config.addPassthroughCopy({ static: "." });
  config.setUseGitIgnore(false);
  return { dir: { input: "pages", output: "site" } };
}
