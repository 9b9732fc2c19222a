"""What Scrapy's own commands do here otherwise; a file each, by their names. Scrapy finds them by COMMANDS_MODULE."""
