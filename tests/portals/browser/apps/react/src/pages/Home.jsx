import { Link } from 'react-router';

import { getPosts } from '../api.js';
import Failure from '../components/Failure.jsx';
import PostCard from '../components/PostCard.jsx';
import useData from '../useData.js';

export default function Home() {
  const { data, error } = useData(() => getPosts({ page: 1, size: 6 }), 'home');

  return (
    <section>
      <h2>Tin mới</h2>
      {error && <Failure error={error} />}
      {data?.items.map((post) => <PostCard key={post.id} post={post} />)}
      <Link to="/tin-tuc">Xem tất cả tin tức</Link>
    </section>
  );
}
