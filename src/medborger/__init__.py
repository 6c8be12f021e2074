"""Medborger: the citizen's meeting with the municipality, turned round."""
