export default class {
  data() {
    return {
      pagination: { data: "kinds.brands", size: 1, alias: "fact" },
      permalink: ({ fact }) => `/api/v1/brands/${fact.said.id}.json`,
      eleventyExcludeFromCollections: true,
    };
  }

  render({ fact }) {
    return `${fact.said.document}\n`;
  }
}
