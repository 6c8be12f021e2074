"""The design: DKFDS components as template partials, icons and charts."""
