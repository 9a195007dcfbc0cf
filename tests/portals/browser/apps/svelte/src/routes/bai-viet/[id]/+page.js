import { getArticle } from '$lib/api.js';
import { error } from '@sveltejs/kit';

export async function load({ fetch, params, parent }) {
  const { site } = await parent();
  try {
    return { article: await getArticle(fetch, site.siteId, params.id) };
  } catch (reason) {
    error(reason.status ?? 500, reason.message);
  }
}
