(async () => {
  const load = (what, values) => json('/load-' + what, form({ _token: $('meta[name="_token"]').content, ...values }));
  const frame = await load('frame', {});
  document.title = frame.title;
  $('#wrapper').innerHTML = `<div id="top">${esc(frame.title)}</div>${frame.html}<div id="main"></div>`;
  async function list() {
    let page = 0;
    put('<h1>Tin hoạt động</h1><ul id="posts"></ul><a href="javascript:void(0)" id="load-more">Xem thêm...</a>');
    const more = async () => {
      const got = await load('more', { page });
      page += 1;
      $('#posts').insertAdjacentHTML('beforeend', got.html);
      if (!got.more) $('#load-more').remove();
    };
    $('#load-more').onclick = more;
    await more();
  }
  start([
    [/^\/$/, async () => put(`<h2>Tin mới</h2><ul>${(await load('more', { page: 0 })).html}</ul>`)],
    [/^\/tin-hoat-dong$/, list],
    [/^\/tin-hoat-dong\/([\w-]+)\.html$/, async name => put((await load('post', { name })).html)],
    [/^\/([\w-]+)\.html$/, async name => put((await load('page', { name })).html)],
  ]);
})();
