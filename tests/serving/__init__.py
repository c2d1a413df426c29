"""The preview: its server, its watch, its command, and its pages in a real browser."""
