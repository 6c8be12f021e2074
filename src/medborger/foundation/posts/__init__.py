"""Posts (det, der sendes ind): one answer per token, drafts, receipts, and no lost words."""
