export default function Failure({ error }) {
  if (error.status === 404) {
    return <p className="failure">Nội dung không tồn tại hoặc đã bị gỡ bỏ.</p>;
  }
  return <p className="failure">Không tải được dữ liệu. Vui lòng thử lại sau.</p>;
}
