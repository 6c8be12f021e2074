"""Are like citizens treated alike? Never about one caseworker."""
