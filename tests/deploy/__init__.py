"""Tests of what a server of one's own runs: hooks, configuration, set-up, and all of it together."""
