import { Link } from 'react-router';

import { formatDate } from '../format.js';

export default function PostCard({ post }) {
  return (
    <article className="card">
      <h3>
        {post.pinned && <span className="badge">Ghim</span>}
        <Link to={`/tin-tuc/${post.slug}`}>{post.title}</Link>
      </h3>
      <p className="meta">
        <time dateTime={post.publishedAt}>{formatDate(post.publishedAt)}</time>
        {' · '}
        {post.categories.map((category) => category.name).join(', ')}
      </p>
      <p>{post.summary}</p>
    </article>
  );
}
