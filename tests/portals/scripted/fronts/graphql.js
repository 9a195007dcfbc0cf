(async () => {
  const token = $('meta[name="csrf-token"]').content;
  const query = {
    Site: 'query Site { site { title navigation { label to } } }',
    Articles: 'query Articles($category: String, $first: Int!, $after: String) { articles(category: $category, first: $first, after: $after) { totalCount edges { cursor node { id databaseId heading teaser releasedOn } } pageInfo { hasNextPage endCursor } } }',
    Article: 'query Article($id: ID!) { article(id: $id) { id databaseId heading releasedOn html } }',
    Page: 'query Page($slug: String!) { page(slug: $slug) { heading html } }',
  };
  const run = async (operationName, variables) => (await json('/graphql', post({ operationName, variables, query: query[operationName] }, { 'X-CSRF-Token': token }))).data;
  const { site } = await run('Site', {});
  document.title = site.title;
  $('#app').innerHTML = `<div class="header"><a href="/">${esc(site.title)}</a><div class="nav">${site.navigation.map(i => `<a class="nav-item" href="${i.to}">${esc(i.label)}</a>`).join('')}</div></div><section id="main"></section>`;
  const day = iso => vn(Date.parse(iso));
  const teaser = ({ node }) => `<li class="teaser"><a href="/tin/${node.databaseId}"><h3>${esc(node.heading)}</h3></a><span class="date">${day(node.releasedOn)}</span><p>${esc(node.teaser)}</p></li>`;
  async function category(slug) {
    let after = null;
    const at = site.navigation.find(i => i.to === '/danh-muc/' + slug);
    put(`<h1>${esc(at ? at.label : '')}</h1><ul class="teasers"></ul><div class="load"><button>Tải thêm</button></div>`);
    const more = async () => {
      const { articles } = await run('Articles', { category: slug, first: 10, after });
      after = articles.pageInfo.endCursor;
      $('.teasers').insertAdjacentHTML('beforeend', articles.edges.map(teaser).join(''));
      if (!articles.pageInfo.hasNextPage) $('.load').remove();
    };
    $('.load button').onclick = more;
    await more();
  }
  start([
    [/^\/$/, async () => {
      const { articles } = await run('Articles', { category: null, first: 8, after: null });
      put(`<h2>Tin nổi bật</h2><ul>${articles.edges.map(teaser).join('')}</ul>`);
    }],
    [/^\/danh-muc\/(\w+)$/, category],
    [/^\/tin\/(\d+)$/, async id => {
      const { article } = await run('Article', { id });
      put(`<h1>${esc(article.heading)}</h1><span class="date">${day(article.releasedOn)}</span><div>${article.html}</div>`);
    }],
    [/^\/p\/([\w-]+)$/, async slug => { const { page } = await run('Page', { slug }); put(`<h1>${esc(page.heading)}</h1><div>${page.html}</div>`); }],
  ]);
})();
