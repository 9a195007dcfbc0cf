(async () => {
  async function ask(path) {
    for (let tries = 0; ; tries += 1) {
      const answer = await fetch('/portal/' + path);
      if (answer.status === 429 && tries < 5) { await pause(1000 * Number(answer.headers.get('Retry-After') || 1)); continue; }
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    }
  }
  const site = await ask('site');
  document.title = site.n;
  $('#app').innerHTML = `<div class="hd"><a href="/">${esc(site.n)}</a></div><div class="mn">${site.m.map(m => `<a href="${m.h}">${esc(m.n)}</a>`).join('')}</div><div id="main"></div>`;
  // In the visitor's own zone, as such front-ends do it.
  const day = ts => { const t = new Date(ts); return dmy(t.getDate(), t.getMonth() + 1, t.getFullYear()); };
  const row = p => `<div class="it"><a href="/doc/${p.id}">${esc(p.t)}</a><i>${day(p.ts)}</i><p>${esc(p.d)}</p></div>`;
  async function feed() {
    let cursor = '', busy = false;
    put('<h1>Dòng tin</h1><div id="ds"></div><div class="sentinel">&nbsp;</div>');
    const sentinel = $('.sentinel');
    const more = async () => {
      if (busy || cursor === null) return;
      busy = true;
      const got = await ask(`feed?take=12${cursor ? '&cursor=' + encodeURIComponent(cursor) : ''}`);
      cursor = got.nextCursor;
      $('#ds').insertAdjacentHTML('beforeend', got.items.map(row).join(''));
      busy = false;
      if (cursor === null) sentinel.remove();
    };
    await more();
    addEventListener('scroll', () => { if (sentinel.isConnected && sentinel.getBoundingClientRect().top < innerHeight + 200) more(); });
  }
  start([
    [/^\/$/, async () => put('<h2>Mới đăng</h2>' + (await ask('feed?take=6')).items.map(row).join(''))],
    [/^\/dong-tin$/, feed],
    [/^\/doc\/(b\d+)$/, async id => {
      const p = await ask('item/' + id);
      put(`<h1>${esc(p.t)}</h1><i>${day(p.ts)}</i>${p.body.map(x => `<p>${esc(x)}</p>`).join('')}`);
    }],
    [/^\/thong-tin\/([\w-]+)$/, async key => { const p = await ask('page/' + key); put(`<h1>${esc(p.n)}</h1>${p.html}`); }],
  ]);
})();
