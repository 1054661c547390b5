"""How a page becomes one text with blocks and what it says of itself."""
