"""The picture that is derived from the table, and the story its arrows tell."""
