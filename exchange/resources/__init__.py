"""The nouns as files: their columns, what a cell means, and which nouns there are."""
