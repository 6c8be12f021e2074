"""Sparring: a colleague helps to wonder, and learns nothing about who the citizen is."""
