import { getSite } from '$lib/api.js';

export const ssr = false;

export async function load({ fetch, url }) {
  return { site: await getSite(fetch, url.hostname) };
}
