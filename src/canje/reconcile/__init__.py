"""From lists to people: how alike two entries are, and who is who, with the reasons."""
