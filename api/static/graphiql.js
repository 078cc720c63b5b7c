"use strict";

const welcome = `# Daogou 导购: a knowledge-graph shopping guide. Press ▶ and choose one.

query Segments {
  segments { name size prefers { entity { name } lift } }
}

query Search {
  search(text: "华为 手机", first: 5) {
    product {
      id
      title
      price { amount currency }
      parameters(attributes: ["battery_capacity"]) {
        quantity { value unit }
        contested
        facts(first: 1) { sentence source { kind } }
      }
    }
    entity { __typename id name aliases }
  }
}

query Products {
  products(first: 5) {
    edges { cursor node { id title brand { name } } }
    pageInfo { hasNextPage endCursor }
  }
}

query Recommend($user: ID! = "user/1") {
  recommend(user: $user, first: 5) {
    product { id title price { amount currency } }
    reasons {
      text(lang: ZH)
      path { source { name } relation target { name } }
      facts { sentence confidence }
    }
  }
}
`;

const root = ReactDOM.createRoot(document.getElementById("graphiql"));
root.render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: "/graphql" }),
    defaultQuery: welcome,
  }),
);
