(async () => {
  const menu = await json('/api/menu');
  document.title = menu.school;
  $('#app').innerHTML = `<h2 id="name">${esc(menu.school)}</h2><ol id="nav"><li><a href="/">Trang chủ</a></li>${menu.rows.map(r => `<li><a href="${r.href}">${esc(r.title)}</a></li>`).join('')}</ol><div id="main"></div>`;
  const row = r => `<div class="row"><span class="d">${r.date}</span> <a href="/tin/${r.id}">${esc(r.title)}</a></div>`;
  const list = p => json('/api/list?p=' + p);
  async function page(p) {
    const n = Number(p || 1), [now, next] = await Promise.all([list(n), list(n + 1)]);
    const last = now.rows[0].id === next.rows[0].id;
    put(`<h1>Tin tức</h1>${now.rows.map(row).join('')}<p>${last ? '' : `<a class="next" href="/tin?p=${n + 1}">Trang sau →</a>`}</p>`);
  }
  start([
    [/^\/$/, async () => put('<h3>Tin mới</h3>' + (await list(1)).rows.slice(0, 5).map(row).join(''))],
    [/^\/tin(?:\?p=(\d+))?$/, page],
    [/^\/tin\/(\d+)$/, async id => { const b = await json('/api/post/' + id); put(`<h1>${esc(b.title)}</h1><span class="d">${b.date}</span><div>${b.body}</div>`); }],
    [/^\/trang\/([\w-]+)$/, async key => { const b = await json('/api/page/' + key); put(`<h1>${esc(b.title)}</h1><div>${b.body}</div>`); }],
  ]);
})();
