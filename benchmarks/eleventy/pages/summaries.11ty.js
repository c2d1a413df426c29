export default class {
  data() {
    return { permalink: "/api/v1/brands.json", eleventyExcludeFromCollections: true };
  }

  render({ shared: { summaries, day } }) {
    return `${JSON.stringify({ version: 1, as_of: day.as_of, count: summaries.length, brands: summaries })}\n`;
  }
}
