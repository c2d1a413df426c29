"""Builds that go on from the last one give the site a build from nothing gives, whatever was edited and killed."""
