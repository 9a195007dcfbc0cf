(async () => {
  const menu = await json('/ajax/menu');
  document.title = menu.title;
  $('#app').innerHTML = `<div class="row"><h2>${esc(menu.title)}</h2></div><ul class="sf-menu"><li><a href="/">Trang chủ</a></li>${menu.items.map(([n, to]) => `<li><a href="${to}">${esc(n)}</a></li>`).join('')}</ul><div class="row" id="main"></div>`;
  let draw = 0;
  const rows = (start, length) => json('/ajax/ds-tin', form({ draw: draw += 1, start, length, 'search[value]': '', 'order[0][column]': 2, 'order[0][dir]': 'desc' }));
  async function table() {
    put('<h1>Tin tức - Sự kiện</h1><table id="bang" class="dataTable display"><thead><tr><th>STT</th><th>Tiêu đề</th><th>Ngày đăng</th><th>Lượt xem</th></tr></thead><tbody></tbody></table><div class="dataTables_info"></div><div class="dataTables_paginate"></div>');
    const length = 25;
    const turn = async start => {
      const got = await rows(start, length);
      $('#bang tbody').innerHTML = got.data.map((r, k) => `<tr class="${k % 2 ? 'even' : 'odd'}">${r.map(c => `<td>${c}</td>`).join('')}</tr>`).join('');
      $('.dataTables_info').textContent = `Hiển thị ${start + 1} đến ${start + got.data.length} trong tổng số ${got.recordsTotal} mục`;
      $('.dataTables_paginate').innerHTML = [...Array(Math.ceil(got.recordsTotal / length)).keys()].map(k => `<a href="#" class="paginate_button${k * length === start ? ' current' : ''}">${k + 1}</a>`).join('');
      document.querySelectorAll('.paginate_button').forEach((a, k) => { a.onclick = event => { event.preventDefault(); turn(k * length); }; });
    };
    await turn(0);
  }
  start([
    [/^\/$/, async () => put(`<h3>Tin mới</h3><ul>${(await rows(0, 6)).data.map(r => `<li>${r[1]} <span>${r[2]}</span></li>`).join('')}</ul>`)],
    [/^\/tin$/, table],
    [/^\/xem\/(\d+)$/, async id => { const t = await json('/ajax/tin?id=' + id); put(`<h1>${esc(t.tieude)}</h1><p>${t.ngay}</p>${t.noidung}`); }],
    [/^\/([\w-]+)\.html$/, async ma => { const t = await json('/ajax/trang?ma=' + ma); put(`<h1>${esc(t.tieude)}</h1>${t.noidung}`); }],
  ]);
})();
