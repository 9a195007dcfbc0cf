async function get(path, params) {
  const query = params ? `?${new URLSearchParams(params)}` : '';
  const response = await fetch(`/api/public${path}${query}`);
  const body = await response.json();
  if (!body.thanhCong) throw new Error(body.thongBao);
  return body.duLieu;
}

export const layCauHinh = () => get('/cau-hinh');
export const layBaiViet = (ma) => get(`/bai-viet/${ma}`);
export const layTrang = (ma) => get(`/trang/${ma}`);
export const layDanhSach = (trang, soDong, chuyenMuc) =>
  get('/bai-viet', { trang, soDong, ...(chuyenMuc && { chuyenMuc }) });
