const BASE = '/portal-service/open';

async function get(fetch, path, params) {
  const response = await fetch(`${BASE}${path}?${new URLSearchParams(params)}`);
  const body = await response.json();
  if (!body.success) throw Object.assign(new Error(body.message), { status: response.status });
  return body;
}

export const getSite = async (fetch, domain) => (await get(fetch, '/site', { domain })).site;
export const getPage = async (fetch, siteId, code) => (await get(fetch, `/pages/${code}`, { siteId })).page;
export const getArticle = async (fetch, siteId, id) => (await get(fetch, `/articles/${id}`, { siteId })).article;
export const getArticles = (fetch, siteId, { cursor, pageSize = 12, category }) =>
  get(fetch, '/articles', { siteId, pageSize, ...(cursor && { cursor }), ...(category && { category }) });
