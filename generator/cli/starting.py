"""`brands new`: ask for a brand step by step, write its record, check it, say what comes next."""

import sys
from pathlib import Path

import click

from generator.build import survey
from generator.cli.asking import Complaint, ask_yes, complain, read_answer
from generator.cli.interview import (
    Fact,
    ask_description,
    ask_division,
    ask_facts,
    ask_name,
    ask_sources,
    known,
    same_name,
)
from generator.cli.options import EXIT_FINDINGS, day_option, root_option
from generator.diagnostics import has_errors
from generator.records import Records, read_records
from generator.records.canonical import emit_record
from generator.records.drafting import folder_for, name_of, propose_id
from generator.records.rewriting import prove, write_whole
from generator.report import as_text
from generator.schema_text import field_at
