"""The demo municipality, replayed through the real services."""
