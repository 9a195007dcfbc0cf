import { getArticles } from '$lib/api.js';

export async function load({ fetch, parent }) {
  const { site } = await parent();
  return { newest: (await getArticles(fetch, site.siteId, { pageSize: 5 })).list };
}
