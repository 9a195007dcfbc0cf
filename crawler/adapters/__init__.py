"""CMS families, one file each. An adapter knows where a family keeps its posts; it knows no Scrapy."""
