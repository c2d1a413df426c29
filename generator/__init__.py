"""Static site generator for a public directory of Chinese labour-service brands (劳务品牌)."""

__version__ = "0.1.0"
