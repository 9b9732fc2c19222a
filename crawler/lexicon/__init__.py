"""What printed Chinese news looks like: its words, names and forms. Knows no web, no page and no article."""
