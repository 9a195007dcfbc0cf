(async () => {
  const svc = path => json('/svc/' + path);
  const cong = await svc('cong');
  document.title = cong.ten;
  $('#app').innerHTML = `<header><b>${esc(cong.ten)}</b></header><nav><a href="/">Trang chủ</a>${cong.menu.map(m => `<a href="${m.toi}">${esc(m.ten)}</a>`).join("")}</nav><main id="main"></main>`;
  const ngay = b => b.luc.slice(0, 10).split('-').reverse().join('/');
  const dong = b => `<div class="bai"><a href="/tin-tuc/${b.ma}">${esc(b.tua)}</a> <span class="ngay">${ngay(b)}</span></div>`;
  const danhSach = async () => {
    const cao = 80, co = [];
    let tong = (await svc('bai?tu=0&so=20')).tong;
    put(`<h1>Tin tức - Sự kiện</h1><div id="khung" style="position:relative;height:${tong * cao}px"></div>`);
    const khung = $('#khung');
    const ve = async () => {
      if (!khung.isConnected) return;
      const dau = Math.max(0, Math.min(tong - 1, Math.floor((scrollY - khung.offsetTop) / cao))), cuoi = Math.min(tong, dau + 20);
      for (let k = dau - dau % 20; k < cuoi; k += 20) {
        if (co[k]) continue;
        khung.classList.add('dang-tai');
        (await svc(`bai?tu=${k}&so=20`)).bai.forEach((b, i) => { co[k + i] = b; });
        khung.classList.remove('dang-tai');
      }
      khung.innerHTML = co.slice(dau, cuoi).map((b, i) => `<div style="position:absolute;top:${(dau + i) * cao}px;height:${cao}px">${dong(b)}</div>`).join('');
    };
    addEventListener('scroll', ve);
    await ve();
  };
  start([
    [/^\/$/, async () => { const { bai } = await svc('moi'); put('<h2>Tin mới</h2><div class="ds">' + bai.map(dong).join('') + '</div>'); }],
    [/^\/tin-tuc$/, danhSach],
    [/^\/tin-tuc\/(\d+)$/, async ma => { const b = await svc('doc/' + ma); put(`<h1>${esc(b.tua)}</h1><p class="ngay-dang">Ngày đăng: ${ngay(b)}</p><div>${b.noiDung}</div>`); }],
    [/^\/trang\/([\w-]+)$/, async ma => { const t = await svc('trang/' + ma); put(`<h1>${esc(t.tua)}</h1><div>${t.noiDung}</div>`); }],
  ]);
})();
