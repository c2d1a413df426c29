export default class {
  data() {
    return { permalink: "/sitemap.xml", eleventyExcludeFromCollections: true };
  }

  render({ shared: { site }, kinds }) {
    const rows = Object.values(kinds).flat().map(({ url, said: { brand } }) => {
      const changed = brand?.updated ?? brand?.published;
      return `<url><loc>${site.url}${url}</loc>${changed ? `<lastmod>${changed}</lastmod>` : ""}</url>\n`;
    });
    return `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n`
      + `${rows.join("")}</urlset>\n`;
  }
}
