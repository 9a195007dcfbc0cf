/** Milliseconds since 1970, as the service gives them, the way Vietnamese read a day. */
export function formatTime(ms) {
  return new Date(ms).toLocaleDateString('vi-VN', { day: '2-digit', month: '2-digit', year: 'numeric' });
}
