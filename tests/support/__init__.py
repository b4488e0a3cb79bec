"""What black-box tests share: from a small document to a package that is imported."""
