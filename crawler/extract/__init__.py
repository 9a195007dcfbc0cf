"""HTML in, values out. Knows no Scrapy; a page is parsed once and everything is read from that tree."""
