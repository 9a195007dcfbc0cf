(async () => {
  const ch = await json(MAY_CHU + 'CauHinh');
  document.title = ch.Ten;
  $('#app').innerHTML = `<header><h1 class="site"><a href="/">${esc(ch.Ten)}</a></h1></header><aside><ul class="menu-doc">${ch.Menu.map(m => `<li><a href="${m.DuongDan}">${esc(m.Ten)}</a></li>`).join('')}</ul></aside><div id="main"></div>`;
  const ngay = b => vn(Date.parse(b.NgayXuatBan));
  const the = b => `<div class="bai"><div class="ngay-thang">${ngay(b)}</div><a href="/tin-bai/${b.Id}">${esc(b.TieuDe)}</a><p>${esc(b.MoTa)}</p></div>`;
  async function list(page) {
    const n = Number(page || 1);
    const kq = await json(`${MAY_CHU}BaiViet?$count=true&$orderby=NgayXuatBan desc&$top=10&$skip=${(n - 1) * 10}`);
    const so = Math.ceil(kq['@odata.count'] / 10);
    put(`<h2>Tin bài</h2>${kq.value.map(the).join('')}<div class="pager">${n > 1 ? `<a href="/tin-bai?trang=${n - 1}">« Mới hơn</a>` : ''} Trang ${n}/${so} ${n < so ? `<a href="/tin-bai?trang=${n + 1}">Cũ hơn »</a>` : ''}</div>`);
  }
  start([
    [/^\/$/, async () => put('<h2>Tin bài mới</h2>' + (await json(MAY_CHU + 'BaiViet?$orderby=NgayXuatBan desc&$top=5')).value.map(the).join(''))],
    [/^\/tin-bai(?:\?trang=(\d+))?$/, list],
    [/^\/tin-bai\/(\d+)$/, async id => {
      const b = await json(`${MAY_CHU}BaiViet(${id})`);
      put(`<h2>${esc(b.TieuDe)}</h2><div class="ngay-thang">${ngay(b)}</div><div class="noi-dung">${b.NoiDung}</div>`);
    }],
    [/^\/muc\/([\w-]+)$/, async ma => { const t = await json(`${MAY_CHU}Trang('${ma}')`); put(`<h2>${esc(t.TieuDe)}</h2>${t.NoiDung}`); }],
  ]);
})();
