"""Tests: facts about the program, one a function, stated in its docstring."""
