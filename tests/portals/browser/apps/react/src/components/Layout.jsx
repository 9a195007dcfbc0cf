import { NavLink, Outlet } from 'react-router';

import { getMenu, getSite } from '../api.js';
import useData from '../useData.js';
import useTitle from '../useTitle.js';

export default function Layout() {
  const { data: site } = useData(getSite, 'site');
  const { data: menu } = useData(getMenu, 'menu');
  useTitle(site?.name);

  return (
    <>
      <header className="header">
        <div className="container">
          <h1>{site?.name}</h1>
          <p>{site?.address}</p>
        </div>
        <nav className="container menu">
          <NavLink to="/" end>
            Trang chủ
          </NavLink>
          {menu?.map((item) => (
            <NavLink key={item.url} to={item.url}>
              {item.title}
            </NavLink>
          ))}
        </nav>
      </header>
      <main className="container">
        <Outlet context={site} />
      </main>
      <footer className="footer">
        <div className="container">
          <strong>{site?.name}</strong>
          {site && <p>Địa chỉ: {site.address}. Điện thoại: {site.phone}</p>}
        </div>
      </footer>
    </>
  );
}
