"""The rules, by what they are about: unions, values, constraints, operations, versions."""
