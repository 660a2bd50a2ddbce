"""Hand-written Turtle, shipped as package data."""
