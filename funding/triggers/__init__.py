"""What the database itself refuses and adds up."""
