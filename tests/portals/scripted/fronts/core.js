'use strict';
const esc = s => String(s == null ? '' : s).replace(/[&<>"]/g, c => '&#' + c.charCodeAt(0) + ';');
const two = n => String(n).padStart(2, '0');
const dmy = (d, m, y) => two(d) + '/' + two(m) + '/' + y;
const vn = ms => { const t = new Date(Number(ms) + 25200000); return dmy(t.getUTCDate(), t.getUTCMonth() + 1, t.getUTCFullYear()); };
const $ = s => document.querySelector(s);
const pause = ms => new Promise(done => setTimeout(done, ms));
async function json(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(url + ': ' + answer.status);
  return answer.json();
}
const form = values => ({ method: 'POST', body: new URLSearchParams(values), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
const post = (values, headers) => ({ method: 'POST', body: JSON.stringify(values), headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers } });

// The smallest router that does what those of frameworks do.
const App = { hashed: false, main: '#main', routes: [], missing: '<p>Không tìm thấy trang.</p>' };
const put = markup => { $(App.main).innerHTML = markup; };
const here = () => App.hashed ? decodeURI(location.hash.slice(1)) || '/' : decodeURI(location.pathname) + location.search;
async function show() {
  const at = here();
  for (const [shape, view] of App.routes) {
    const found = at.match(shape);
    if (!found) continue;
    put('<p class="dang-tai">Đang tải...</p>');
    try { await view(...found.slice(1)); } catch (fault) { put('<p class="loi">Không tải được dữ liệu. Vui lòng thử lại sau.</p>'); }
    return;
  }
  put(App.missing);
}
const go = to => { history.pushState(null, '', to); return show(); };
function start(routes, hashed) {
  App.routes = routes;
  App.hashed = Boolean(hashed);
  addEventListener(hashed ? 'hashchange' : 'popstate', show);
  if (!hashed) document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="/"]');
    if (!link || link.target || /\.(pdf|docx?)$/.test(link.pathname)) return;
    event.preventDefault();
    go(link.getAttribute('href'));
  });
  return show();
}
