export default class {
  data() {
    return { permalink: "/feed.xml", eleventyExcludeFromCollections: true };
  }

  render({ shared: { cards, day, site }, kinds: { brands } }) {
    const facts = new Map(brands.map((fact) => [fact.said.id, fact]));
    const entries = day.newest.map((id) => {
      const { url, said: { brand } } = facts.get(id);
      const address = `${site.url}${url}`;
      return `<entry><title>${cards[id].name}</title><id>${address}</id><link href="${address}"/>`
        + `<published>${brand.published}T00:00:00+08:00</published>`
        + `<updated>${brand.updated ?? brand.published}T00:00:00+08:00</updated>`
        + `<summary>${brand.summary}</summary></entry>\n`;
    });
    return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">\n`
      + `<title>${site.name}</title><id>${site.url}</id>\n${entries.join("")}</feed>\n`;
  }
}
