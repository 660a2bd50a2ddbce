"""One module per source format; each turns a `Source` into a `Layout` of blocks."""
