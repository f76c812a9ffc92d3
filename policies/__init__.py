"""What rules rest on: policy documents and their clauses, departments and their authority."""
