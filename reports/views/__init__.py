"""The pages that combine floors, a module a page."""
