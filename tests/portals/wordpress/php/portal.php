<?php
/**
 * The tests' own hands inside WordPress, run from the command line (there is no wp-cli in Debian).
 *
 *   php portal.php database-ping|database-create|database-drop HOST PORT NAME
 *   php portal.php install DOCROOT JSON   wp_install() into an empty database, then fill it from the JSON file
 *   php portal.php switch DOCROOT JSON    set the options, theme and permalink structure
 *   php portal.php dress DOCROOT JSON     rewrite rules, menus and footer; a process of its own after `switch`,
 *                                         because WordPress registers categories' addresses when it starts
 *
 * Anything that does not end as the JSON says ends with a message and a status other than 0.
 */
ini_set('display_errors', 'stderr');
error_reporting(E_ALL & ~E_DEPRECATED);
mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);

function fail($message) {
    fwrite(STDERR, $message . "\n");
    exit(1);
}

function sure($value, $what) {
    if (is_wp_error($value)) {
        fail("$what: " . $value->get_error_message());
    }
    if (!$value) {
        fail("$what: nothing was made");
    }
    return $value;
}

$command = $argv[1];
if ($command === 'database-ping' || $command === 'database-create' || $command === 'database-drop') {
    $server = new mysqli($argv[2], 'root', '', '', (int) $argv[3]);
    if ($command === 'database-create') {
        $server->query("CREATE DATABASE `{$argv[4]}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci");
    } elseif ($command === 'database-drop') {
        $server->query("DROP DATABASE IF EXISTS `{$argv[4]}`");
    }
    exit(0);
}

$docroot = $argv[2];
$data = json_decode(file_get_contents($argv[3]), true, 512, JSON_THROW_ON_ERROR);
$_SERVER['HTTP_HOST'] = parse_url($data['url'], PHP_URL_HOST) . ':' . parse_url($data['url'], PHP_URL_PORT);
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['REQUEST_URI'] = '/';
if ($command === 'install') {
    define('WP_INSTALLING', true);
}
require $docroot . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/taxonomy.php';
require_once ABSPATH . 'wp-admin/includes/nav-menu.php';

/** The address of a menu target: home, page:slug, category:slug or an address as it is. */
function address($target) {
    if ($target === 'home') {
        return home_url('/');
    }
    if (strpos($target, 'page:') === 0) {
        return get_permalink(page_of(substr($target, 5)));
    }
    if (strpos($target, 'category:') === 0) {
        return get_category_link(get_category_by_slug(substr($target, 9)));
    }
    return $target;
}

function page_of($slug) {
    $found = get_posts(array('post_type' => 'page', 'name' => $slug, 'numberposts' => 1, 'post_status' => 'publish'));
    return $found ? $found[0] : fail("no page $slug");
}

function blocks_of($items) {
    $out = '';
    foreach ($items as $item) {
        $attributes = wp_json_encode(
            array('label' => $item['label'], 'url' => address($item['target']), 'kind' => 'custom', 'isTopLevelLink' => true),
            JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES
        );
        $out .= $item['children']
            ? "<!-- wp:navigation-submenu $attributes -->\n" . blocks_of($item['children']) . "<!-- /wp:navigation-submenu -->\n"
            : "<!-- wp:navigation-link $attributes /-->\n";
    }
    return $out;
}

/** The menu as classic themes keep it: entries that know what they point at. */
function classic_menu($menu, $items, $parent = 0) {
    foreach ($items as $item) {
        $entry = array('menu-item-title' => $item['label'], 'menu-item-status' => 'publish', 'menu-item-parent-id' => $parent);
        if (strpos($item['target'], 'page:') === 0) {
            $entry += array('menu-item-type' => 'post_type', 'menu-item-object' => 'page',
                'menu-item-object-id' => page_of(substr($item['target'], 5))->ID);
        } elseif (strpos($item['target'], 'category:') === 0) {
            $entry += array('menu-item-type' => 'taxonomy', 'menu-item-object' => 'category',
                'menu-item-object-id' => get_category_by_slug(substr($item['target'], 9))->term_id);
        } else {
            $entry += array('menu-item-type' => 'custom', 'menu-item-url' => address($item['target']));
        }
        $id = sure(wp_update_nav_menu_item($menu, 0, $entry), 'menu item');
        classic_menu($menu, $item['children'], $id);
    }
}

/** Menus and footer, for block and classic themes alike; addresses in blocks are fixed text, so made anew on each change. */
function dress($data) {
    foreach (get_posts(array('post_type' => array('wp_navigation', 'wp_template_part'), 'numberposts' => -1, 'post_status' => 'any')) as $old) {
        wp_delete_post($old->ID, true);
    }
    sure(wp_insert_post(wp_slash(array('post_type' => 'wp_navigation', 'post_status' => 'publish', 'post_title' => 'Menu chính',
        'post_name' => 'menu-chinh', 'post_content' => blocks_of($data['menu']))), true), 'navigation');
    $footer = '<!-- wp:group {"layout":{"type":"constrained"}} --><div class="wp-block-group">'
        . '<!-- wp:heading {"level":3} --><h3>Bài viết mới</h3><!-- /wp:heading -->'
        . '<!-- wp:latest-posts {"postsToShow":5,"displayPostDate":true} /-->'
        . '<!-- wp:html -->' . $data['footer'] . '<!-- /wp:html --></div><!-- /wp:group -->';
    if (wp_is_block_theme()) {
        $part = sure(wp_insert_post(wp_slash(array('post_type' => 'wp_template_part', 'post_status' => 'publish',
            'post_title' => 'Footer', 'post_name' => 'footer', 'post_content' => $footer)), true), 'footer');
        wp_set_object_terms($part, get_stylesheet(), 'wp_theme');
        wp_set_object_terms($part, 'footer', 'wp_template_part_area');
        return;
    }
    $menu = wp_get_nav_menu_object('Menu chính');
    if ($menu) {
        wp_delete_nav_menu($menu);
    }
    $menu = sure(wp_create_nav_menu('Menu chính'), 'menu');
    classic_menu($menu, $data['menu']);
    set_theme_mod('nav_menu_locations', array('primary' => $menu));
    update_option('widget_block', array(
        2 => array('content' => '<!-- wp:search {"label":"Tìm kiếm"} /-->'),
        3 => array('content' => '<!-- wp:heading --><h2>Bài viết mới</h2><!-- /wp:heading --><!-- wp:latest-posts {"displayPostDate":true} /-->'),
        4 => array('content' => '<!-- wp:latest-comments /-->'),
        5 => array('content' => '<!-- wp:archives /-->'),
        6 => array('content' => '<!-- wp:html -->' . $data['footer'] . '<!-- /wp:html -->'),
        '_multiwidget' => 1,
    ));
    update_option('sidebars_widgets', array('wp_inactive_widgets' => array(),
        'sidebar-1' => array('block-2', 'block-3', 'block-4', 'block-5', 'block-6'), 'array_version' => 3));
}

function switches($data) {
    global $wp_rewrite;
    update_option('kc_rest_closed', $data['rest'] ? '' : '1');
    update_option('kc_no_sitemaps', $data['sitemaps'] ? '' : '1');
    update_option('kc_no_feed', $data['feed'] ? '' : '1');
    update_option('posts_per_page', $data['per_page']);
    update_option('date_format', $data['date_format']);
    update_option('time_format', $data['time_format']);
    if (!wp_get_theme($data['theme'])->exists()) {
        fail("no theme {$data['theme']}");
    }
    if (get_stylesheet() !== $data['theme']) {
        switch_theme($data['theme']);
    }
    update_option('theme_switched', '');
    $wp_rewrite->set_permalink_structure($data['permalinks']);
}

function insert($fields, $what) {
    $id = sure(wp_insert_post(wp_slash($fields), true), $what);
    if ($id !== $fields['import_id']) {
        fail("$what: asked for {$fields['import_id']}, got $id");
    }
    if (get_post_field('post_name', $id) !== $fields['post_name'] && !in_array($fields['post_status'], array('draft', 'pending'), true)) {
        fail("$what: slug " . get_post_field('post_name', $id) . " instead of {$fields['post_name']}");
    }
    return $id;
}

function fill($data) {
    global $wpdb;
    foreach (array(1, 2, 3) as $shipped) {
        wp_delete_post($shipped, true);
    }
    foreach ($data['categories'] as $category) {
        $parent = $category['parent'] ? get_category_by_slug($category['parent'])->term_id : 0;
        $made = $category['number'] === 1
            ? wp_update_term(1, 'category', array('name' => $category['name'], 'slug' => $category['slug']))
            : wp_insert_term($category['name'], 'category', array('slug' => $category['slug'], 'parent' => $parent));
        if (sure($made, $category['slug'])['term_id'] !== $category['number']) {
            fail("category {$category['slug']}: got term {$made['term_id']}");
        }
    }
    $ids = array();
    foreach ($data['pages'] as $page) {
        $ids[$page['slug']] = insert(array('import_id' => $page['number'], 'post_type' => 'page', 'post_status' => 'publish',
            'post_title' => $page['title'], 'post_name' => $page['slug'], 'post_content' => $page['body'], 'post_author' => 1,
            'post_parent' => $page['parent'] ? $ids[$page['parent']] : 0, 'post_date' => $page['published'],
            'comment_status' => 'closed', 'ping_status' => 'closed'), $page['slug']);
    }
    foreach ($data['files'] as $file) {
        if ($file['attachment']) {
            $id = insert(array('import_id' => $file['attachment'], 'post_type' => 'attachment', 'post_status' => 'inherit',
                'post_title' => $file['label'], 'post_name' => 'tep-' . $file['attachment'], 'post_mime_type' => $file['media_type'],
                'post_author' => 1, 'guid' => $data['url'] . $file['url_path'], 'post_date' => '2021-09-06 08:00:00'), $file['path']);
            update_post_meta($id, '_wp_attached_file', $file['path']);
        }
    }
    $sticky = array();
    foreach ($data['posts'] as $post) {
        $categories = array_map(function ($slug) { return get_category_by_slug($slug)->term_id; }, $post['categories']);
        insert(array('import_id' => $post['number'], 'post_type' => 'post', 'post_status' => $post['status'],
            'post_title' => $post['title'], 'post_name' => $post['slug'], 'post_content' => $post['body'], 'post_author' => 1,
            'post_excerpt' => $post['excerpt'], 'post_category' => $categories, 'post_date' => $post['published'],
            'post_password' => $post['access'] === 'password' ? 'phu-huynh' : ''), $post['slug']);
        if ($post['modified']) {
            $wpdb->update($wpdb->posts, array('post_modified' => $post['modified'],
                'post_modified_gmt' => get_gmt_from_date($post['modified'])), array('ID' => $post['number']));
        }
        if ($post['sticky']) {
            $sticky[] = $post['number'];
        }
        foreach ($post['comments'] as $comment) {
            wp_insert_comment(array('comment_post_ID' => $post['number'], 'comment_author' => $comment[0],
                'comment_date' => $comment[1], 'comment_content' => $comment[2], 'comment_approved' => 1));
        }
    }
    update_option('sticky_posts', $sticky);
    if ($data['front'] === 'page') {
        update_option('show_on_front', 'page');
        update_option('page_on_front', $ids[$data['front_page']]);
        update_option('page_for_posts', $ids[$data['posts_page']]);
    }
}

if ($command === 'install') {
    // One commit at the end instead of thousands.
    wp_install($data['name'], 'quan-tri', 'quan-tri@example.edu.vn', true, '', 'mat-khau-thu-nghiem', 'vi');
    $wpdb->query('SET autocommit = 0');
    update_option('timezone_string', 'Asia/Ho_Chi_Minh');
    update_option('gmt_offset', '');
    update_option('blogdescription', 'Dạy tốt - Học tốt');
    update_option('show_avatars', '0');
    update_option('default_pingback_flag', 0);
    wp_update_user(array('ID' => 1, 'display_name' => 'Ban biên tập'));
    wp_defer_term_counting(true);
    wp_defer_comment_counting(true);
    fill($data);
    wp_defer_comment_counting(false);
    wp_defer_term_counting(false);
    switches($data);
    $wpdb->query('COMMIT');
} elseif ($command === 'switch') {
    switches($data);
} elseif ($command === 'dress') {
    flush_rewrite_rules(false);
    dress($data);
} else {
    fail("unknown command $command");
}
