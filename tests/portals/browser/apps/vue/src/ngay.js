/** "/Date(1640995200000)/" as the .NET service writes it → Date. */
export function docNgay(chuoi) {
  return new Date(Number(/\d+/.exec(chuoi)[0]));
}

const hai = (so) => String(so).padStart(2, '0');

export function hienNgay(chuoi) {
  const ngay = docNgay(chuoi);
  return `${hai(ngay.getDate())}/${hai(ngay.getMonth() + 1)}/${ngay.getFullYear()} ${hai(ngay.getHours())}:${hai(ngay.getMinutes())}`;
}
