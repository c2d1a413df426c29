"""The rule catalogue: every code with its texts in Chinese and English, one module a stage.

The single source of messages; `brands explain` and the rule list of the site are made from it.
Codes name the stage (Y reading, S shape, X between records, N naming, P people, C conditions of policies,
L life of a brand, T theme and configuration) and are never reused.
"""

from typing import Final

from generator.messages.between import BETWEEN
from generator.messages.life import LIFE
from generator.messages.naming import NAMING
from generator.messages.people import PEOPLE
from generator.messages.policies import POLICIES
from generator.messages.publishing import PUBLISHING
from generator.messages.reading import READING
from generator.messages.shape import SHAPE
from generator.messages.site import SITE

RULES: Final = {
    rule.code: rule for rule in (*READING, *SHAPE, *BETWEEN, *NAMING, *PEOPLE, *POLICIES, *LIFE, *SITE, *PUBLISHING)
}
"""Every rule by its code, in the catalogue's order."""
