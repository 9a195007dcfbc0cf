(async () => {
  const api = path => json('/cms/api/' + path);
  const cauHinh = (await api('cau-hinh')).data.attributes;
  document.title = cauHinh.tenTruong;
  $('#app').innerHTML = `<header class="sticky"><a class="logo" href="/">${esc(cauHinh.tenTruong)}</a><nav>${cauHinh.menu.map(m => `<a href="${m.lienKet}">${esc(m.nhan)}</a>`).join('')}</nav></header><main id="main"></main>`;
  const ngay = d => d.split('-').reverse().join('/');
  const shown = rows => rows.filter(r => r.attributes.trangThai === 1);
  const card = ({ attributes: a }) => `<section class="card"><a href="/hoat-dong/${a.slug}">${esc(a.tieuDe)}</a><em>${ngay(a.ngayDang)}</em><div>${esc(a.moTa)}</div></section>`;
  const list = (page, size) => api(`bai-viets?pagination[page]=${page}&pagination[pageSize]=${size}&sort=ngayDang:desc`);
  async function all() {
    let page = 0;
    put('<h1>Hoạt động nhà trường</h1><div class="cards"></div><p class="them"><button>Xem thêm bài viết</button></p>');
    const more = async () => {
      const got = await list(page += 1, 12);
      $('.cards').insertAdjacentHTML('beforeend', shown(got.data).map(card).join(''));
      if (page >= got.meta.pagination.pageCount) $('.them').remove();
    };
    $('.them button').onclick = more;
    await more();
  }
  start([
    [/^\/$/, async () => put('<h2>Bài viết mới</h2>' + shown((await list(1, 6)).data).map(card).join(''))],
    [/^\/hoat-dong$/, all],
    [/^\/hoat-dong\/([\w-]+)$/, async slug => {
      const [{ attributes: a }] = (await api('bai-viets?filters[slug][$eq]=' + slug)).data;
      put(`<h1>${esc(a.tieuDe)}</h1><em>Ngày đăng ${ngay(a.ngayDang)}</em>${a.noiDung.map(p => `<p>${p.children.map(c => esc(c.text)).join('')}</p>`).join('')}`);
    }],
    [/^\/trang-tin\/([\w-]+)$/, async slug => {
      const [{ attributes: a }] = (await api('trangs?filters[slug][$eq]=' + slug)).data;
      put(`<h1>${esc(a.tieuDe)}</h1><div class="rich">${a.html}</div>`);
    }],
  ]);
})();
