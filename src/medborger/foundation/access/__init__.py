"""Access and trace (adgang og spor): who may open what, for what purpose, and who did."""
