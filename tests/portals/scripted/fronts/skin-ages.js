(async () => {
  const svc = path => json('/svc/' + path);
  const cong = await svc('cong');
  document.title = cong.ten;
  $('#app').innerHTML = `<header><b>${esc(cong.ten)}</b></header><nav><a href="/">Trang chủ</a>${cong.menu.map(m => `<a href="${m.toi}">${esc(m.ten)}</a>`).join("")}</nav><main id="main"></main>`;
  const ngay = b => {
    const so = [[31536000, 'năm'], [2592000, 'tháng'], [86400, 'ngày'], [3600, 'giờ'], [60, 'phút']], giay = (Date.now() - Date.parse(b.luc)) / 1000;
    const [chia, ten] = so.find(([d]) => giay >= d) || [1, 'giây'];
    return `${Math.floor(giay / chia)} ${ten} trước`;
  };
  const dong = b => `<div class="bai"><a href="/tin-tuc/${b.ma}">${esc(b.tua)}</a> <span class="ngay">${ngay(b)}</span><p>${esc(b.dan)}</p></div>`;
  const danhSach = async trang => {
    const n = Number(trang || 1), size = 10, kq = await svc(`bai?tu=${(n - 1) * size}&so=${size}`);
    put(`<h1>Tin tức - Sự kiện</h1><div class="ds">${kq.bai.map(dong).join('')}</div><div class="trang">${[...Array(Math.ceil(kq.tong / size)).keys()].map(k => k + 1 === n ? `<b>${n}</b>` : `<a href="/tin-tuc?trang=${k + 1}">${k + 1}</a>`).join(' ')}</div>`);
  };
  start([
    [/^\/$/, async () => { const { bai } = await svc('moi'); put('<h2>Tin mới</h2><div class="ds">' + bai.map(dong).join('') + '</div>'); }],
    [/^\/tin-tuc(?:\?trang=(\d+))?$/, danhSach],
    [/^\/tin-tuc\/(\d+)$/, async ma => { const b = await svc('doc/' + ma); put(`<h1>${esc(b.tua)}</h1><p class="ngay-dang">Đăng ngày ${vn(Date.parse(b.luc))}</p><div>${b.noiDung}</div>`); }],
    [/^\/trang\/([\w-]+)$/, async ma => { const t = await svc('trang/' + ma); put(`<h1>${esc(t.tua)}</h1><div>${t.noiDung}</div>`); }],
  ]);
})();
