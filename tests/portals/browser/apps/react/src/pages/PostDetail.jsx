import { Link, useParams } from 'react-router';

import { getPost } from '../api.js';
import Failure from '../components/Failure.jsx';
import { formatDate } from '../format.js';
import useData from '../useData.js';

export default function PostDetail() {
  const { slug } = useParams();
  const { data: post, error } = useData(() => getPost(slug), slug);

  if (error) return <Failure error={error} />;
  if (!post) return <p>Đang tải...</p>;
  return (
    <article>
      <p className="chips">
        {post.categories.map((category) => (
          <Link key={category.slug} to={`/chuyen-muc/${category.slug}`}>
            {category.name}
          </Link>
        ))}
      </p>
      <h2>{post.title}</h2>
      <p className="meta">
        <time dateTime={post.publishedAt}>{formatDate(post.publishedAt)}</time>
      </p>
      <div dangerouslySetInnerHTML={{ __html: post.content }} />
    </article>
  );
}
