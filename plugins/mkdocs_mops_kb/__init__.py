"""The door to MkDocs and ProperDocs."""
