"""The nouns as rows of files, by noun."""
