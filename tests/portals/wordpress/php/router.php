<?php
/**
 * Router of `php -S`: what Apache with WordPress's .htaccess does. With plain permalinks there is no .htaccess,
 * so an address without a file is the web server's own 404 and never reaches WordPress.
 */
$root = $_SERVER['DOCUMENT_ROOT'];
$path = rawurldecode((string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
if (strpos($path, "\0") !== false || strpos($path, '..') !== false) {
    http_response_code(400);
    return true;
}
if (is_file($root . $path) || (is_dir($root . $path) && is_file(rtrim($root . $path, '/') . '/index.php') && $path !== '/')) {
    return false;
}
if ($path !== '/' && is_file($root . '/../plain')) {
    http_response_code(404);
    header('Content-Type: text/html; charset=iso-8859-1');
    echo "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head>\n<title>404 Not Found</title>\n</head><body>\n"
        . "<h1>Not Found</h1>\n<p>The requested URL was not found on this server.</p>\n</body></html>\n";
    return true;
}
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $root . '/index.php';
chdir($root);
require $root . '/index.php';
return true;
