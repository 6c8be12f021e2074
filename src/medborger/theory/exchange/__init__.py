"""Theories in and out of files, without loss. Nothing here knows the database."""
