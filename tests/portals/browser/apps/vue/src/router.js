import { createRouter, createWebHashHistory } from 'vue-router';

import ChiTietTin from './views/ChiTietTin.vue';
import DanhSachTin from './views/DanhSachTin.vue';
import KhongTimThay from './views/KhongTimThay.vue';
import TrangChu from './views/TrangChu.vue';
import TrangTinh from './views/TrangTinh.vue';

export default createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', component: TrangChu },
    { path: '/tin-tuc', component: DanhSachTin },
    { path: '/tin-tuc/:id(\\d+)', component: ChiTietTin, props: true },
    { path: '/chuyen-muc/:ma', component: DanhSachTin, props: true },
    { path: '/trang/:ma', component: TrangTinh, props: true },
    { path: '/:khac(.*)*', component: KhongTimThay },
  ],
});
