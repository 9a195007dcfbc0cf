import { useEffect, useState } from 'react';
import { Link } from 'react-router';

import { getCategories, getPosts } from '../api.js';
import Failure from '../components/Failure.jsx';
import PostCard from '../components/PostCard.jsx';
import useData from '../useData.js';

const PAGE_SIZE = 9;

export default function NewsList({ category }) {
  const { data: categories } = useData(getCategories, 'categories');
  const [page, setPage] = useState(1);
  const [posts, setPosts] = useState([]);
  const [total, setTotal] = useState(0);
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState(null);

  useEffect(() => {
    let current = true;
    setLoading(true);
    getPosts({ page, size: PAGE_SIZE, category })
      .then((data) => {
        if (current) {
          setPosts((shown) => (page === 1 ? data.items : [...shown, ...data.items]));
          setTotal(data.total);
        }
      })
      .catch((reason) => current && setError(reason))
      .finally(() => current && setLoading(false));
    return () => {
      current = false;
    };
  }, [page, category]);

  const title = categories?.find((each) => each.slug === category)?.name ?? 'Tin tức';

  return (
    <section>
      <h2>{title}</h2>
      <p className="chips">
        {categories?.map((each) => (
          <Link key={each.slug} to={`/chuyen-muc/${each.slug}`}>
            {each.name}
          </Link>
        ))}
      </p>
      {error && <Failure error={error} />}
      {posts.map((post) => (
        <PostCard key={post.id} post={post} />
      ))}
      {loading && <p>Đang tải...</p>}
      {!loading && posts.length < total && (
        <button type="button" className="more" onClick={() => setPage(page + 1)}>
          Xem thêm
        </button>
      )}
    </section>
  );
}
