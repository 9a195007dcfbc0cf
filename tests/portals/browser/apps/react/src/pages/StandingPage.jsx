import { useParams } from 'react-router';

import { getPage } from '../api.js';
import Failure from '../components/Failure.jsx';
import useData from '../useData.js';

export default function StandingPage() {
  const { slug } = useParams();
  const { data: page, error } = useData(() => getPage(slug), slug);

  if (error) return <Failure error={error} />;
  if (!page) return <p>Đang tải...</p>;
  return (
    <article>
      <h2>{page.title}</h2>
      <div dangerouslySetInnerHTML={{ __html: page.content }} />
    </article>
  );
}
