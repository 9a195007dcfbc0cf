(async () => {
  const API = '/api/v1/public';
  const site = await json(API + '/site');
  document.title = site.name;
  $('#app').innerHTML = `<header class="topbar"><a class="brand" href="/">${esc(site.name)}</a></header>
    <nav class="navbar"><ul><li><a href="/">Trang chủ</a></li>${site.menus.map(m => `<li><a href="${esc(m.path)}">${esc(m.label)}</a></li>`).join('')}</ul></nav>
    <main id="main" class="container"></main><footer>${esc(site.name)}. Ghi rõ nguồn khi phát hành lại thông tin.</footer>`;
  const time = p => `<time datetime="${p.publishedAt}">${vn(Date.parse(p.publishedAt))}</time>`;
  const cards = posts => '<div class="grid">' + posts.map(p => `<article class="card"><h3><a href="/tin-tuc/${p.slug}">${esc(p.title)}</a></h3>${time(p)}<p>${esc(p.summary)}</p></article>`).join('') + '</div>';
  const posts = (page, size) => json(`${API}/posts?page=${page}&size=${size}&sort=publishedAt,desc`);
  async function list(page) {
    const n = Number(page || 1), size = 10, found = await posts(n - 1, size);
    const near = [...Array(found.totalPages).keys()].map(k => k + 1);
    put(`<h1>Tin tức - Sự kiện</h1>${cards(found.content)}<ul class="pagination">${near.map(k => `<li class="${k === n ? 'active' : ''}"><a href="/tin-tuc?page=${k}">${k}</a></li>`).join('')}</ul>`);
  }
  start([
    [/^\/$/, async () => put(`<h2>Tin mới nhất</h2>${cards((await posts(0, 6)).content)}`)],
    [/^\/tin-tuc(?:\?page=(\d+))?$/, list],
    [/^\/tin-tuc\/([\w-]+)$/, async slug => {
      const p = await json(`${API}/posts/${slug}`);
      put(`<article><h1>${esc(p.title)}</h1><p class="meta">${time(p)} · ${p.viewCount} lượt xem</p><div class="content">${p.content}</div></article>`);
    }],
    [/^\/gioi-thieu-chung\/([\w-]+)$/, async key => {
      const p = await json(`${API}/pages/${key}`);
      put(`<h1>${esc(p.title)}</h1><div class="content">${p.content}</div>`);
    }],
  ]);
})();
