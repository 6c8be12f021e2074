"""virker and its peers side by side: the same data, each in a process of its own, with limits."""
