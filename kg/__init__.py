"""What legislation is: identifiers, labels, the data model, the graph and the library that keeps it."""

__version__ = "0.1.0"
