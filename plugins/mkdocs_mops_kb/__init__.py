"""The MkDocs door."""
