<?php
/**
 * Must-use plugin: the switches that a "security" or "optimise" plugin would be on a real school's WordPress.
 * Options: kc_rest_closed, kc_no_sitemaps, kc_no_feed (each '1' or '').
 */
if (!function_exists('wp_mail')) {
    function wp_mail() { return true; }
}
add_filter('pre_http_request', function () {
    return new WP_Error('no_network', 'A test portal asks nobody.');
});
add_filter('rest_authentication_errors', function ($result) {
    if (get_option('kc_rest_closed') === '1' && !is_user_logged_in()) {
        return new WP_Error('rest_not_logged_in', 'Bạn chưa đăng nhập.', array('status' => 401));
    }
    return $result;
});
add_filter('wp_sitemaps_enabled', function ($on) {
    return get_option('kc_no_sitemaps') === '1' ? false : $on;
});
if (get_option('kc_no_feed') === '1') {
    remove_action('wp_head', 'feed_links', 2);
    remove_action('wp_head', 'feed_links_extra', 3);
    add_action('template_redirect', function () {
        if (is_feed()) {
            wp_die('Trang này không có nguồn cấp dữ liệu.', '', array('response' => 403));
        }
    }, 1);
}
/** Links between pages that survive a change of permalinks. Before wpautop and blocks, so that it is plain markup then. */
add_filter('the_content', function ($content) {
    return preg_replace_callback('/%%page:([a-z0-9-]+)%%/', function ($found) {
        $pages = get_posts(array('post_type' => 'page', 'name' => $found[1], 'numberposts' => 1));
        return $pages ? esc_url(get_permalink($pages[0])) : '#';
    }, $content);
}, 1);
