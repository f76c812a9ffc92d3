"""What people need, what was planned for them and what was done."""
