(async () => {
  const ask = async (path, options) => (await json('/gateway/' + path, options)).result;
  const info = await ask('portal/info');
  document.title = info.portalName;
  $('#app').innerHTML = `<div class="layout"><div class="portal-name">${esc(info.portalName)}</div><div class="menu"><a href="/">Trang chủ</a>${info.menus.map(m => `<a href="${m.menuLink}">${esc(m.menuName)}</a>`).join('')}</div><div id="main"></div></div>`;
  const day = d => d.slice(0, 10).split('-').reverse().join('/');
  const tile = n => `<div class="tile"><a href="/news/${n.newsId}">${esc(n.newsTitle)}</a><div class="when">${day(n.publishDate)}</div><div>${esc(n.brief)}</div></div>`;
  const search = (pageIndex, pageSize) => ask('news/search', post({ pageIndex, pageSize, keyword: '' }));
  async function news() {
    let index = 0;
    put('<h1>Tin tức</h1><div class="tiles"></div><button class="more">Xem thêm</button>');
    const more = async () => {
      const { items } = await search(index += 1, 15);
      $('.tiles').insertAdjacentHTML('beforeend', items.map(tile).join(''));
      if (items.length < 15) $('.more').remove();
    };
    $('.more').onclick = more;
    await more();
  }
  start([
    [/^\/$/, async () => put('<h2>Tin mới nhất</h2>' + (await search(1, 6)).items.map(tile).join(''))],
    [/^\/news$/, news],
    [/^\/news\/(\d+)$/, async id => { const n = await ask('news/detail?id=' + id); put(`<h1>${esc(n.newsTitle)}</h1><div class="when">${day(n.publishDate)}</div>${n.content}`); }],
    [/^\/info\/([\w-]+)$/, async code => { const p = await ask('info/detail?code=' + code); put(`<h1>${esc(p.title)}</h1>${p.content}`); }],
  ]);
})();
