(async () => {
  const { token } = await json('/v3/khach', post({}));
  const hoi = path => json('/v3/' + path, { headers: { Authorization: 'Bearer ' + token } });
  const cong = await hoi('cong');
  document.title = cong.ten;
  $('#app').innerHTML = `<header><strong>${esc(cong.ten)}</strong></header><nav><a href="/">Trang chủ</a>${cong.menu.map(m => `<a href="${m.toi}">${esc(m.ten)}</a>`).join('')}</nav><div id="main"></div>`;
  const dong = b => `<p class="tin"><a href="/tin/${b.ma}">${esc(b.tieuDe)}</a></p>`;
  async function list(trang) {
    const n = Number(trang || 1), kq = await hoi('tin?trang=' + n);
    put(`<h1>Tin tức</h1>${kq.ketQua.map(dong).join('')}<p class="trang">${[...Array(Math.ceil(kq.tongSo / 10)).keys()].map(k => k + 1 === n ? `<b>${n}</b>` : `<a href="/tin?trang=${k + 1}">${k + 1}</a>`).join(' ')}</p>`);
  }
  start([
    [/^\/$/, async () => put('<h2>Tin mới</h2>' + (await hoi('tin?trang=1')).ketQua.slice(0, 6).map(dong).join(''))],
    [/^\/tin(?:\?trang=(\d+))?$/, list],
    [/^\/tin\/(\d+)$/, async ma => {
      const b = await hoi('tin/' + ma);
      put(`<h1>${esc(b.tieuDe)}</h1><p class="luc">Đăng lúc ${b.ngayDang.slice(11, 16)} ngày ${b.ngayDang.slice(0, 10).split('-').reverse().join('/')}</p>${b.noiDung}`);
    }],
    [/^\/noi-dung\/([\w-]+)$/, async ma => { const t = await hoi('noi-dung/' + ma); put(`<h1>${esc(t.tieuDe)}</h1>${t.noiDung}`); }],
  ]);
})();
