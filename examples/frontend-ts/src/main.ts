// Walks through the shop as a visitor does: each of the ten queries, with what the answers before it named.
// node dist/main.js [URL [WORDS [SHOPPER]]], a key in DAOGOU_KEY
import * as ask from './gql/graphql.js';
import { Storefront } from './storefront.js';

const [url = 'http://127.0.0.1:8000/graphql', text = 'phone', user = 'user/sim-001'] = process.argv.slice(2);
const shop = new Storefront(url, process.env['DAOGOU_KEY']);

function known<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`the shop has no ${what}`);
  return value;
}

const { suggest } = await shop.ask(ask.SuggestDocument, { text });
console.log(`suggest    ${suggest.names.map((name) => name.text).join(', ')}`);

const { search } = await shop.ask(ask.SearchDocument, { text, first: 20 });
const hits = search.flatMap((hit) => hit.product ?? []);
const id = known(hits[0], `product for ${text}`).id;
console.log(`search     ${hits.length} products`);

const { product } = await shop.ask(ask.ProductPageDocument, { id });
const page = known(product, id);
const brand = known(page.brand, `brand of ${id}`).id;
console.log(`product    ${page.title}: ${page.parameters.map((parameter) => parameter.text).join(', ')}`);

const { facts, sourcesFor } = await shop.ask(ask.FactsDocument, { subject: id });
console.log(`facts      ${facts.length} topics from ${sourcesFor.length} sources`);

const { similar, boughtTogether } = await shop.ask(ask.RelatedDocument, { id });
console.log(`related    ${similar.length} alike, ${boughtTogether.length} bought with it`);

const other = known([...similar, ...boughtTogether][0], `product like ${id}`).product.id;
const { compare } = await shop.ask(ask.CompareDocument, { ids: [id, other] });
const differing = compare.parameters.filter((row) => row.differs).map((row) => row.attribute);
console.log(`compare    ${compare.products.length} products, which differ in ${differing.join(', ')}`);

const category = known(page.category, `category of ${id}`).id;
const { products } = await shop.ask(ask.CategoryPageDocument, { category });
console.log(`category   ${products.edges.length} products, ${products.pageInfo.hasNextPage ? 'and more' : 'no more'}`);

const { products: list } = await shop.ask(ask.FilteredListDocument, { filter: { brands: [brand] }, sort: { by: 'POPULARITY' } });
console.log(`list       ${list.totalCount} products, ${list.facets.features.length} features to filter by`);

const maker = known((await shop.ask(ask.BrandPageDocument, { id: brand })).brand, brand);
console.log(`brand      ${maker.name}: ${maker.productCount} products`);

const { recommend } = await shop.ask(ask.RecommendDocument, { user });
console.log(`recommend  ${recommend.map((each) => `${each.product.title} (${each.reasons[0]?.text})`).join('; ')}`);
