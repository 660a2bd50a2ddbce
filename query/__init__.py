"""From a question to an answer: understand, seed, walk, compose, render; and back, from an answer to its proof."""
