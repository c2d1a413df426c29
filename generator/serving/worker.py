"""A process of its own that answers one question at a time and keeps what it has imported and read.

Gets the function that sets the work up; gives answers, or raises what was raised there. It has one thread, so what
it does may fork; it ends when its owner does, however that ends.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.resource_tracker import ensure_running
from pickle import PicklingError, UnpicklingError
from signal import SIGTERM, signal
from traceback import format_exception
from typing import Any, Final, Generic, Never, TypeVar

from generator.serving.interruption import held_back, let_through

Question = TypeVar("Question")
Answer = TypeVar("Answer")
Setup = Callable[..., AbstractContextManager[Callable[[Question], Answer]]]

_LOOK_AGAIN: Final = 1.0
"""Seconds after which a silent worker is looked at: its own children may hold its end of the pipe open."""
_PATIENCE: Final = 0.2
_MORE_PATIENCE: Final = 10.0
"""Seconds a worker gets to end by itself, and to tidy up when told to end."""


class WorkerLostError(Exception):
    """There is no answer: the process ended and has said why on standard error, or the message says why."""


class Worker(Generic[Question, Answer]):
    """The owner's side: ask, or order now and collect later; then stop."""

    def __init__(self, setup: Setup[Question, Answer], *arguments: Any) -> None:
        context = get_context("spawn")  # fresh modules, and nothing of this process's threads and files
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, setup, arguments))
        ensure_running()  # here, since it would let through what is held back
        with held_back():  # in the worker, too, until it can answer
            self._process.start()
        theirs.close()

    def ask(self, question: Question) -> Answer:
        """The answer to *question*; raises what the work raised, or that the process is lost."""
        self.order(question)
        return self.collect()

    def order(self, question: Question) -> None:
        """Have *question* worked on; the answer is to be collected before the next one."""
        try:
            self._pipe.send(question)
        except OSError as error:
            raise WorkerLostError from error

    def collect(self) -> Answer:
        """The answer to the question ordered before."""
        while not wait([self._pipe, self._process.sentinel], _LOOK_AGAIN):
            if not self._process.is_alive():
                break
        try:
            if not self._pipe.poll():
                raise WorkerLostError
            answered, value = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise WorkerLostError from error
        except (AttributeError, ImportError, TypeError, UnpicklingError) as error:
            # The worker's code is newer than this process's, and its answer of another form.
            raise WorkerLostError(str(error)) from error
        if not answered:
            raise value
        answer: Answer = value
        return answer

    def stop(self) -> None:
        """End the process: by itself where it waits, else told to, else by force."""
        self._pipe.close()
        self._process.join(_PATIENCE)
        if self._process.exitcode is None:
            self._process.terminate()
            self._process.join(_MORE_PATIENCE)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()


def _work(pipe: Connection, setup: Setup[Question, Answer], arguments: tuple[Any, ...]) -> None:
    """In the process: answer until the owner hangs up."""
    signal(SIGTERM, _leave)
    try:
        with let_through(), setup(*arguments) as answer:
            while True:
                try:
                    question = pipe.recv()
                except EOFError:
                    return
                _reply(pipe, answer, question)
    except (KeyboardInterrupt, ConnectionError):
        return


def _leave(*_: object) -> Never:
    raise SystemExit


def _reply(pipe: Connection, answer: Callable[[Question], Answer], question: Question) -> None:
    try:
        value = answer(question)
    except Exception as error:  # noqa: BLE001 - it is the owner's
        trace = "".join(format_exception(error))
        error.add_note(trace)
        try:
            pipe.send((False, error))
        except (PicklingError, TypeError, AttributeError):
            pipe.send((False, RuntimeError(trace)))
        return
    pipe.send((True, value))
