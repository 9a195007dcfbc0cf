(async () => {
  const ask = path => json('/api/' + path, { headers: { 'X-Requested-With': 'XMLHttpRequest', Accept: 'application/json' } });
  const khoi = (await ask('khoi-tao')).data;
  document.title = khoi.ten;
  $('#app').innerHTML = `<div class="dau-trang"><h2><a href="/">${esc(khoi.ten)}</a></h2></div><div class="thanh-menu"><a href="/">Trang chủ</a> ${khoi.menu.map(m => `<a href="${m.url}">${esc(m.ten)}</a>`).join(' ')}</div>
    <div id="main"></div><div class="chan-trang">Bản quyền thuộc về ${esc(khoi.ten)}</div>`;
  const ngay = t => t.slice(0, 10).split('-').reverse().join('-');
  const dong = bai => `<div class="tin-item"><a class="tieu-de" href="/bai-viet/${bai.slug}.html">${esc(bai.tieu_de)}</a><span class="ngay"> (${ngay(bai.published_at)})</span><div>${esc(bai.tom_tat)}</div></div>`;
  async function muc(slug) {
    const cho = khoi.menu.find(m => m.url === '/chuyen-muc/' + slug);
    let trang = 1;
    const ve = async () => {
      const kq = await ask(`bai-viet?chuyen_muc=${slug}&page=${trang}`);
      put(`<h1>${esc(cho && cho.ten)}</h1><div class="ds-tin">${kq.data.map(dong).join('')}</div><div class="phan-trang"><button class="truoc" ${kq.links.prev ? '' : 'disabled'}>Trang trước</button> ${kq.meta.current_page}/${kq.meta.last_page} <button class="sau" ${kq.next_page_url ? '' : 'disabled'}>Trang sau</button></div>`);
      $('.sau').onclick = () => { trang += 1; ve(); };
      $('.truoc').onclick = () => { trang -= 1; ve(); };
    };
    await ve();
  }
  start([
    [/^\/$/, async () => {
      const [tin, tb] = await Promise.all([ask('bai-viet?chuyen_muc=tin&page=1'), ask('bai-viet?chuyen_muc=tb&page=1')]);
      put(`<h3>Tin tức</h3>${tin.data.slice(0, 4).map(dong).join('')}<h3>Thông báo</h3>${tb.data.slice(0, 3).map(dong).join('')}`);
    }],
    [/^\/chuyen-muc\/(\w+)$/, muc],
    [/^\/bai-viet\/([\w-]+)\.html$/, async slug => {
      const bai = (await ask('bai-viet/' + slug)).data;
      put(`<h1>${esc(bai.tieu_de)}</h1><div class="ngay-dang">Ngày đăng: ${ngay(bai.published_at)}</div><div>${bai.noi_dung}</div>`);
    }],
    [/^\/trang\/([\w-]+)$/, async slug => {
      const trang = (await ask('trang/' + slug)).data;
      put(`<h1>${esc(trang.tieu_de)}</h1>${trang.noi_dung}`);
    }],
  ]);
})();
