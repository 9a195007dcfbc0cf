const { API_BASE, TENANT } = window.__ENV__;

async function get(path, params = {}) {
  const query = new URLSearchParams({ tenant: TENANT, ...params });
  const response = await fetch(`${API_BASE}${path}?${query}`, { headers: { Accept: 'application/json' } });
  const body = await response.json();
  if (!response.ok || body.code !== 0) {
    throw Object.assign(new Error(body.message), { status: response.status });
  }
  return body.data;
}

export const getSite = () => get('/site');
export const getMenu = () => get('/menus');
export const getCategories = () => get('/categories');
export const getPosts = ({ page, size, category }) => get('/posts', { page, size, ...(category && { category }) });
export const getPost = (slug) => get(`/posts/${encodeURIComponent(slug)}`);
export const getPage = (slug) => get(`/pages/${encodeURIComponent(slug)}`);
