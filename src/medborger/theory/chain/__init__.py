"""The chain (kæden): challenge, goal, mechanism, trial action, sign, and the arrows between."""
