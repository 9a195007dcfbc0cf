import { useContext, useEffect, useState } from 'preact/hooks';

import { layBaiViet, layDanhSach, layTrang } from './api.js';
import { Settings } from './Layout.jsx';
import { useLoad } from './useLoad.js';

function Teaser({ bai }) {
  return (
    <div class="teaser">
      <a href={bai.duongDan}>{bai.tieuDe}</a>
      <em>{bai.ngayDang}</em>
      <p>{bai.tomTat}</p>
    </div>
  );
}

export function HomePage() {
  const { data } = useLoad(() => layDanhSach(1, 5), []);
  return (
    <section>
      <h2>Tin mới đăng</h2>
      {data?.danhSach.map((bai) => <Teaser key={bai.ma} bai={bai} />)}
    </section>
  );
}

export function ListPage({ ma }) {
  const { chuyenMuc } = useContext(Settings);
  const [trang, setTrang] = useState(1);
  const { data, error } = useLoad(() => layDanhSach(trang, 12, ma), [trang, ma]);

  useEffect(() => setTrang(1), [ma]);

  return (
    <section>
      <h2>{chuyenMuc.find((muc) => muc.ma === ma)?.ten ?? 'Tin tức'}</h2>
      <p class="chips">
        {chuyenMuc.map((muc) => (
          <a key={muc.ma} href={`/chuyen-muc/${muc.ma}`}>
            {muc.ten}
          </a>
        ))}
      </p>
      {error && <p>{error.message}</p>}
      {data?.danhSach.map((bai) => <Teaser key={bai.ma} bai={bai} />)}
      {data && (
        <p class="pager">
          <button type="button" disabled={trang <= 1} onClick={() => setTrang(trang - 1)}>
            Trang trước
          </button>
          <span>
            Trang {trang}/{data.tongSoTrang}
          </span>
          <button type="button" disabled={trang >= data.tongSoTrang} onClick={() => setTrang(trang + 1)}>
            Trang sau
          </button>
        </p>
      )}
    </section>
  );
}

export function ArticlePage({ ten }) {
  // "ten-bai-viet-123.html": the number is the article's code.
  const ma = ten.match(/-(\d+)\.html$/)?.[1] ?? '0';
  const { data, error } = useLoad(() => layBaiViet(ma), [ma]);
  if (error) return <p>{error.message}</p>;
  if (!data) return <p class="loading">Đang tải…</p>;
  return (
    <article>
      <h2>{data.tieuDe}</h2>
      <p class="meta">
        {data.ngayDang} | {data.chuyenMuc.join(', ')}
      </p>
      <div dangerouslySetInnerHTML={{ __html: data.noiDung }} />
    </article>
  );
}

export function StandingPage({ ma }) {
  const { data, error } = useLoad(() => layTrang(ma), [ma]);
  if (error) return <p>{error.message}</p>;
  if (!data) return <p class="loading">Đang tải…</p>;
  return (
    <article>
      <h2>{data.tieuDe}</h2>
      <div dangerouslySetInnerHTML={{ __html: data.noiDung }} />
    </article>
  );
}

export function MissingPage() {
  return (
    <section>
      <h2>Không tìm thấy trang</h2>
      <a href="/">Về trang chủ</a>
    </section>
  );
}
