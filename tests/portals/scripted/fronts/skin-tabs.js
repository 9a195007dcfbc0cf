(async () => {
  const svc = path => json('/svc/' + path);
  const cong = await svc('cong');
  document.title = cong.ten;
  $('#app').innerHTML = `<header><b>${esc(cong.ten)}</b></header><nav><a href="/">Trang chủ</a>${cong.menu.map(m => `<a href="${m.toi}">${esc(m.ten)}</a>`).join("")}</nav><main id="main"></main>`;
  const ngay = b => b.luc.slice(0, 10).split('-').reverse().join('/');
  const dong = b => `<div class="bai"><a href="/tin-tuc/${b.ma}">${esc(b.tua)}</a> <span class="ngay">${ngay(b)}</span><p>${esc(b.dan)}</p></div>`;
  const danhSach = async () => {
    const ve = async muc => {
      const kq = await svc(`bai?muc=${muc}&tu=0&so=50`);
      put(`<h1>Tin tức - Sự kiện</h1><div class="tabs" role="tablist">${[['tin', 'Hoạt động'], ['tb', 'Thông báo']].map(([m, ten]) => `<button role="tab" class="${m === muc ? 'active' : ''}" data-muc="${m}">${ten}</button>`).join('')}</div><div class="ds">${kq.bai.map(dong).join('')}</div>`);
      document.querySelectorAll('.tabs button').forEach(b => { b.onclick = () => ve(b.dataset.muc); });
    };
    await ve('tin');
  };
  start([
    [/^\/$/, async () => { const { bai } = await svc('moi'); put('<h2>Tin mới</h2><div class="ds">' + bai.map(dong).join('') + '</div>'); }],
    [/^\/tin-tuc$/, danhSach],
    [/^\/tin-tuc\/(\d+)$/, async ma => { const b = await svc('doc/' + ma); put(`<h1>${esc(b.tua)}</h1><p class="ngay-dang">Ngày đăng: ${ngay(b)}</p><div>${b.noiDung}</div>`); }],
    [/^\/trang\/([\w-]+)$/, async ma => { const t = await svc('trang/' + ma); put(`<h1>${esc(t.tua)}</h1><div>${t.noiDung}</div>`); }],
  ]);
})();
