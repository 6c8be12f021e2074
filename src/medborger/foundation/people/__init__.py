"""People, roles, teams and who works with whom."""
