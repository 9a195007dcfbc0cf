import { createContext } from 'preact';
import { useEffect } from 'preact/hooks';

import { layCauHinh } from './api.js';
import { useLoad } from './useLoad.js';

export const Settings = createContext(null);

export function Layout({ children }) {
  const { data } = useLoad(layCauHinh, []);

  useEffect(() => {
    if (data) document.title = data.tenTruong;
  }, [data]);

  if (!data) return <p class="loading">Đang tải…</p>;
  return (
    <Settings.Provider value={data}>
      <header>
        <h1>{data.tenTruong}</h1>
        <nav>
          <a href="/">Trang chủ</a>
          {data.menu.map((muc) => (
            <a key={muc.lienKet} href={muc.lienKet}>
              {muc.ten}
            </a>
          ))}
        </nav>
      </header>
      <main>{children}</main>
      <footer>
        {data.tenTruong}, {data.diaChi}. ĐT: {data.dienThoai}
      </footer>
    </Settings.Provider>
  );
}
