"""What a change of a document breaks: compares meaning, on the normal form, and says each fact once."""
