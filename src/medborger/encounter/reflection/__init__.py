"""Reflection (refleksion): a professional's own thoughts, locked for everybody else."""
