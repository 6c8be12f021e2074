"""What can be done in follow-up."""
