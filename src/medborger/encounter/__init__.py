"""The encounter (mødet)."""
