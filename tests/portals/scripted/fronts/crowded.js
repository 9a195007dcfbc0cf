(async () => {
  const all = await json('/api/bootstrap');
  document.title = all.site.title;
  const side = w => `<div class="box"><h4>Đội ngũ</h4>${w.staff.slice(0, 6).map(s => `<div>${esc(s.title)}</div>`).join('')}</div><div class="box"><h4>Văn bản mới</h4>${w.documents.slice(0, 5).map(d => `<div>${esc(d.title)} <small>${day(d)}</small></div>`).join('')}</div>`;
  const day = i => i.publishedAt.slice(0, 10).split('-').reverse().join('/');
  $('#app').innerHTML = `<div class="slider">${all.banners.map(b => `<div class="slide">${esc(b.title)}</div>`).join('')}</div><h2>${esc(all.site.title)}</h2><nav><a href="/">Trang chủ</a>${all.menus.map(m => `<a href="${m.slug}">${esc(m.title)}</a>`).join('')}</nav><div id="main"></div><aside>${side(all)}</aside>`;
  const item = i => `<div class="entry"><h3><a href="/articles/${i.slug}">${esc(i.title)}</a></h3><div class="date">${day(i)}</div><p>${esc(i.summary)}</p></div>`;
  async function list(page) {
    const n = Number(page || 1), { articles } = await json('/api/articles?page=' + n);
    put(`<h1>Tin tức - Sự kiện</h1>${articles.items.map(item).join('')}<nav class="pages">${[...Array(Math.ceil(articles.total / 10)).keys()].map(k => `<a class="${k + 1 === n ? 'on' : ''}" href="/articles?page=${k + 1}">${k + 1}</a>`).join('')}</nav>`);
  }
  start([
    [/^\/$/, async () => put('<h2>Tin mới</h2>' + all.articles.map(item).join(''))],
    [/^\/articles(?:\?page=(\d+))?$/, list],
    [/^\/articles\/([\w-]+)$/, async slug => {
      const { article, related } = await json('/api/articles/' + slug);
      put(`<h1>${esc(article.title)}</h1><div class="date">${day(article)}</div>${article.html}<h4>Tin liên quan</h4>${related.map(r => `<div><a href="/articles/${r.slug}">${esc(r.title)}</a></div>`).join('')}`);
    }],
    [/^\/pages\/([\w-]+)$/, async slug => { const { page } = await json('/api/pages/' + slug); put(`<h1>${esc(page.title)}</h1>${page.html}`); }],
  ]);
})();
