export default class {
  data() {
    return {
      pagination: { data: "kinds.brands", size: 1, alias: "fact" },
      permalink: ({ fact }) => `/${fact.url}`,
    };
  }

  render({ fact }) {
    return this.print(fact);
  }
}
