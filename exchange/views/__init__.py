"""Pages of imports and of what was changed, and the bases of pages that show either."""
