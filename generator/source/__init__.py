"""One YAML file → plain data, and the place of every value in it on demand.

Reading is strict: what YAML would silently turn into something else is a finding, never a guess.
Nothing here knows what a record means.
"""

from generator.source.reading import Source, parse_source, read_source
from generator.source.strict_yaml import Places, locate, parse_yaml

__all__ = ["Places", "Source", "locate", "parse_source", "parse_yaml", "read_source"]
