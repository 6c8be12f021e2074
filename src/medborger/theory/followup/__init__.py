"""Follow-up (opfølgning): do we do what we say? Does it lead where we expect? Otherwise we adjust."""
