(async () => {
  const goi = async (ten, thamSo) => JSON.parse((await json('/Default.aspx/' + ten, post(thamSo || {}))).d);
  const ch = await goi('LayCauHinh');
  document.title = ch.TenDonVi;
  $('#app').innerHTML = `<table width="100%"><tr><td class="banner">${esc(ch.TenDonVi)}</td></tr><tr><td class="menu"><a href="/#/">Trang chủ</a> | ${ch.Menu.map(m => `<a href="${m.Url}">${esc(m.Ten)}</a>`).join(' | ')}</td></tr><tr><td id="main"></td></tr></table>`;
  const ngay = d => vn(/\d+/.exec(d)[0]);
  const dong = r => `<tr><td><a href="#/tin-tuc/${r.ID}">${esc(r.TieuDe)}</a> <span class="ngay">(${ngay(r.NgayDang)})</span></td></tr>`;
  // The database is that of the whole commune.
  const cua = rows => rows.filter(r => r.MaDonVi === ch.MaDonVi && r.TrangThai === 1);
  async function muc(chuyenMuc) {
    const soDong = 15;
    const ten = (ch.Menu.find(m => m.Url === '/#/chuyen-muc/' + chuyenMuc) || {}).Ten;
    const ve = async trang => {
      const kq = await goi('LayTinTuc', { trang, soDong, chuyenMuc });
      const so = Math.ceil(kq.Tong / soDong);
      put(`<h1>${esc(ten)}</h1><table class="ds">${cua(kq.Rows).map(dong).join('')}</table><div class="so">${[...Array(so).keys()].map(k => k + 1 === trang ? `<b>${trang}</b>` : `<a href="javascript:;" data-trang="${k + 1}">${k + 1}</a>`).join(' ')}</div>`);
      document.querySelectorAll('.so a').forEach(a => { a.onclick = () => ve(Number(a.dataset.trang)); });
    };
    await ve(1);
  }
  start([
    [/^\/$/, async () => put(`<h2>Tin mới</h2><table>${cua((await goi('LayTinTuc', { trang: 1, soDong: 8 })).Rows).map(dong).join('')}</table>`)],
    [/^\/chuyen-muc\/(\w+)$/, muc],
    [/^\/tin-tuc\/(\d+)$/, async id => {
      const b = await goi('LayChiTiet', { id });
      put(`<h1>${esc(b.TieuDe)}</h1><div class="ngay">Cập nhật: ${ngay(b.NgayDang)}</div><div class="nd">${b.NoiDung}</div>`);
    }],
    [/^\/trang\/([\w-]+)$/, async ma => { const t = await goi('LayTrang', { ma }); put(`<h1>${esc(t.TieuDe)}</h1>${t.NoiDung}`); }],
  ], true);
})();
