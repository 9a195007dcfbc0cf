(async () => {
  const [site, all] = await Promise.all([json('/data/site.json'), json('/data/tin.json')]);
  const tin = all.filter(t => !t.an).sort((a, b) => b.d - a.d);
  document.title = site.ten;
  $('#app').innerHTML = `<div class="w3-bar"><b>${esc(site.ten)}</b> <a href="/">Trang chủ</a> ${site.menu.map(([n, to]) => `<a class="w3-bar-item" href="${to}">${esc(n)}</a>`).join(' ')}</div><div id="main" class="w3-container"></div>`;
  const dong = t => `<li><a href="/ban-tin/bai/${t.i}">${esc(t.t)}</a> <small>${vn(t.d * 1000)}</small></li>`;
  const list = async page => {
    const n = Number(page || 1), size = 20, pages = Math.ceil(tin.length / size);
    put(`<h1>Bản tin</h1><ul class="w3-ul">${tin.slice((n - 1) * size, n * size).map(dong).join('')}</ul><div class="w3-pagination">${[...Array(pages).keys()].map(k => k + 1 === n ? `<b>${n}</b>` : `<a href="/ban-tin/trang-${k + 1}">${k + 1}</a>`).join(' ')}</div>`);
  };
  start([
    [/^\/$/, async () => put(`<h2>Tin mới</h2><ul>${tin.slice(0, 7).map(dong).join('')}</ul>`)],
    [/^\/ban-tin(?:\/trang-(\d+))?$/, list],
    [/^\/ban-tin\/bai\/(\d+)$/, async i => { const b = await json(`/data/bai/${i}.json`); put(`<h1>${esc(b.t)}</h1><small>${vn(b.d * 1000)}</small>${b.x}`); }],
    [/^\/trang\/([\w-]+)$/, async ma => { const t = await json(`/data/trang/${ma}.json`); put(`<h1>${esc(t.t)}</h1>${t.x}`); }],
  ]);
})();
