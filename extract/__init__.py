"""From a source file to what it says: readers give blocks, one nesting routine gives provisions, then everything found in them."""
