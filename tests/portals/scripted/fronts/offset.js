(async () => {
  const nav = await json('/_services/nav');
  document.title = nav[0].Text;
  $('#app').innerHTML = `<div id="banner">${esc(nav[0].Text)}</div><ul id="menu"><li><a href="/">Trang chủ</a></li>${nav.slice(1).map(n => `<li><a href="${n.Href}">${esc(n.Text)}</a></li>`).join('')}</ul><div id="main"></div><div id="footer">${esc(nav[0].Text)}</div>`;
  const item = n => `<div class="news-item"><h4><a href="${n.Url}">${esc(n.Title)}</a></h4><small>${esc(n.Ngay)}</small><div class="sapo">${esc(n.Sapo)}</div></div>`;
  async function list() {
    let shown = 0;
    put('<h1>Bản tin nhà trường</h1><div id="news"></div><button id="more" type="button">Xem thêm</button>');
    const more = async () => {
      const answer = await fetch(`/_services/news?offset=${shown}&limit=24`);
      const rows = await answer.json();
      shown += rows.length;
      $('#news').insertAdjacentHTML('beforeend', rows.map(item).join(''));
      if (shown >= Number(answer.headers.get('X-Total-Count'))) $('#more').remove();
    };
    $('#more').onclick = more;
    await more();
  }
  start([
    [/^\/$/, async () => put('<h2>Tin mới</h2>' + (await json('/_services/news?offset=0&limit=5')).map(item).join(''))],
    [/^\/ban-tin$/, list],
    [/^\/ban-tin\/(\d+)$/, async id => {
      const n = await json('/_services/news/' + id);
      put(`<h1>${esc(n.Title)}</h1><small class="date">${esc(n.Ngay)}</small><div class="body">${n.Html}</div>`);
    }],
    [/^\/chuyen-trang\/([\w-]+)$/, async key => {
      const p = await json('/_services/static/' + key);
      put(`<h1>${esc(p.Title)}</h1>${p.Html}`);
    }],
  ]);
})();
