import { Link } from 'react-router';

export default function NotFound() {
  return (
    <section>
      <h2>Không tìm thấy trang</h2>
      <Link to="/">Về trang chủ</Link>
    </section>
  );
}
