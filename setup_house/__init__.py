"""Sets the house up on a bare machine. Nothing here may need more than Python itself."""
