"""The theory of change (forandringsteorien)."""
