(async () => {
  const ht = await json('/ws/he-thong');
  document.title = ht.tenTruong;
  $('#app').innerHTML = `<center><font size="5">${esc(ht.tenTruong)}</font></center><p><a href="/">Trang chủ</a> ${ht.menu.map(m => `• <a href="${m.duongDan}">${esc(m.ten)}</a>`).join(' ')}</p><div id="main"></div>`;
  const dong = t => `<p><a href="/tin/${t.maTin}"><b>${esc(t.tieuDe)}</b></a> (${t.ngayDang})<br>${esc(t.trichYeu)}</p>`;
  async function list(trang) {
    const n = Number(trang || 1), kq = await json('/ws/tin?trang=' + n);
    put(`<h1>Tin tức</h1>${kq.danhSach.map(dong).join('') || '<p>Chưa có bài viết.</p>'}<p>Tổng số: ${kq.tongSo} tin. Trang: ${[...Array(kq.soTrang).keys()].map(k => k + 1 === n ? `[${n}]` : `<a href="/tin?trang=${k + 1}">${k + 1}</a>`).join(' ')}</p>`);
  }
  start([
    [/^\/$/, async () => put('<h2>Tin mới</h2>' + (await json('/ws/tin?trang=1')).danhSach.slice(0, 5).map(dong).join(''))],
    [/^\/tin(?:\?trang=(\d+))?$/, list],
    [/^\/tin\/(\d+)$/, async ma => { const t = await json('/ws/tin/' + ma); put(`<h1>${esc(t.tieuDe)}</h1><p>(${t.ngayDang})</p>${t.noiDung}`); }],
    [/^\/gt\/([\w-]+)$/, async ma => { const t = await json('/ws/gt/' + ma); put(`<h1>${esc(t.tieuDe)}</h1>${t.noiDung}`); }],
  ]);
})();
