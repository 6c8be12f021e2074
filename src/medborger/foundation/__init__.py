"""The foundation (fundamentet): people, trace, journal, forms, time."""
