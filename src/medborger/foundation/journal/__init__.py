"""The journal (journalen): what was done in each citizen's case, and a seal on every line."""
