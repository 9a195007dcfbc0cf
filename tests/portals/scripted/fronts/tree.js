(async () => {
  const { truong, cay } = await json('/dv/cay');
  document.title = truong;
  const nhanh = n => n.con ? `<li><span>${esc(n.ten)}</span><ul>${n.con.map(nhanh).join('')}</ul></li>` : `<li><a href="${n.trang ? '/trang-' + n.trang : '/dm-' + n.id}">${esc(n.ten)}</a></li>`;
  $('#app').innerHTML = `<div id="head">${esc(truong)}</div><ul id="cay"><li><a href="/">Trang chủ</a></li>${cay.map(nhanh).join('')}</ul><div id="main"></div>`;
  const dong = b => `<dt><a href="/bv-${b.ma}">${esc(b.ten)}</a></dt><dd>${dmy(b.ngay, b.thang, b.nam)} ${b.gio}</dd>`;
  const muc = cay.flatMap(n => n.con || []);
  async function danhMuc(id, trang) {
    const n = Number(trang || 0), kq = await json(`/dv/danh-muc/${id}/${n}`);
    put(`<h1>${esc((muc.find(m => String(m.id) === id) || {}).ten)}</h1><dl>${kq.ds.map(dong).join('')}</dl>${n ? `<a href="/dm-${id}?t=${n - 1}">Trước</a> ` : ''}${kq.con ? `<a href="/dm-${id}?t=${n + 1}">Sau</a>` : ''}`);
  }
  start([
    [/^\/$/, async () => {
      const lists = await Promise.all(muc.map(m => json(`/dv/danh-muc/${m.id}/0`)));
      put(muc.map((m, k) => `<h3><a href="/dm-${m.id}">${esc(m.ten)}</a></h3><dl>${lists[k].ds.slice(0, 3).map(dong).join('')}</dl>`).join(''));
    }],
    [/^\/dm-(\d+)(?:\?t=(\d+))?$/, danhMuc],
    [/^\/bv-(\d+)$/, async ma => {
      const b = await json('/dv/bai/' + ma);
      put(`<h1>${esc(b.ten)}</h1><p>Ngày ${b.ngay} tháng ${b.thang} năm ${b.nam}, ${b.gio}</p>${b.doan.map(d => `<p>${esc(d)}</p>`).join('')}${b.nguon ? `<p><i>Nguồn: ${esc(b.nguon)}</i></p>` : ''}`);
    }],
    [/^\/trang-([\w-]+)$/, async ma => {
      const t = await json('/dv/trang/' + ma);
      put(`<h1>${esc(t.ten)}</h1>${t.doan.map(d => `<p>${esc(d)}</p>`).join('')}${t.nhom.map(g => `${g.ten ? `<h3>${esc(g.ten)}</h3>` : ''}<ul>${g.tep.map(f => `<li><a href="${f.duongDan}">${esc(f.ten)}</a>${f.banHanh ? ` (ban hành ${f.banHanh})` : ''}</li>`).join('')}</ul>`).join('')}${t.lienKet.map(l => `<p><a href="${l.toi}">${esc(l.ten)}</a></p>`).join('')}`);
    }],
  ]);
})();
