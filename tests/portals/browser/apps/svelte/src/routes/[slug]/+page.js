import { getPage } from '$lib/api.js';
import { error } from '@sveltejs/kit';

export async function load({ fetch, params, parent }) {
  const { site } = await parent();
  try {
    return { page: await getPage(fetch, site.siteId, params.slug) };
  } catch (reason) {
    error(reason.status ?? 500, reason.message);
  }
}
