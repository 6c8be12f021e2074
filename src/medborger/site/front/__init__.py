"""The front page of everybody but citizens: what matters first, card by card."""
