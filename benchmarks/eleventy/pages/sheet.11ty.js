export default class {
  data() {
    return { permalink: "/api/v1/brands.csv", eleventyExcludeFromCollections: true };
  }

  render({ shared: { sheet } }) {
    return `\ufeff${sheet.join("\r\n")}\r\n`;
  }
}
