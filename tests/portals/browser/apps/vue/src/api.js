const BASE = '/gateway/portal';

async function get(path, params = {}) {
  const query = new URLSearchParams(params).toString();
  const response = await fetch(BASE + path + (query ? `?${query}` : ''), {
    headers: { 'X-Requested-With': 'XMLHttpRequest', Accept: 'application/json' },
  });
  const body = await response.json();
  if (body.Status !== 1) throw new Error(body.Message);
  return body.Result;
}

export const layDonVi = () => get('/don-vi');
export const layMenu = () => get('/menu');
export const layChuyenMuc = () => get('/chuyen-muc');
export const layDanhSachTin = ({ offset, limit, chuyenMuc }) =>
  get('/tin-tuc', { offset, limit, ...(chuyenMuc ? { chuyenMuc } : {}) });
export const layTin = (id) => get(`/tin-tuc/${id}`);
export const layTrang = (ma) => get(`/trang/${ma}`);
