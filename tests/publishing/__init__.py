"""Publishing: releases, gates, what kills leave, turns, web servers."""
