import rss from '@astrojs/rss';
import { getCollection } from 'astro:content';
import { FOOTER, SITE_TITLE } from '../consts';

export async function GET(context) {
	const posts = await getCollection('blog');
	return rss({
		title: SITE_TITLE,
		description: FOOTER,
		site: context.site,
		items: posts.map((post) => ({ ...post.data, link: `/bai/${post.id}/` })),
	});
}
