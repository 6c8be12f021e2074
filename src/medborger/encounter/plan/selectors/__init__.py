"""What the plan's pages show: one frozen dataclass per page."""
