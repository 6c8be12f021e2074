"""Puts the rooms together: settings, addresses, start pages."""
