import { useState } from 'preact/hooks';

const KEY = 'da-doc-thong-bao';

/** Nothing of the portal is shown before the visitor has accepted the notice on cookies, once per browser. */
export function NoticeGate({ children }) {
  const [accepted, setAccepted] = useState(() => localStorage.getItem(KEY) === '1');

  if (accepted) return children;

  function accept() {
    localStorage.setItem(KEY, '1');
    setAccepted(true);
  }

  return (
    <div class="modal" role="dialog" aria-modal="true" aria-labelledby="thong-bao">
      <div class="modal-box">
        <h2 id="thong-bao">Thông báo</h2>
        <p>
          Trang thông tin điện tử sử dụng cookie để ghi nhận lượt truy cập. Vui lòng bấm đồng ý để tiếp tục vào trang.
        </p>
        <button type="button" onClick={accept}>
          Đồng ý và tiếp tục
        </button>
      </div>
    </div>
  );
}
