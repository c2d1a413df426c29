"""Tests of judging brands by the criteria of policies."""
