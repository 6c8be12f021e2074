"""Learning (læring): evidence on screen."""
