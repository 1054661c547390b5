"""Questions answered aside: the store may be slow, far away, damaged or written to by others, and the screen goes on."""

from datetime import date
from functools import partial
from typing import Protocol

from textual.worker import Worker, WorkerState

from metrics.errors import AimarketError, Refused, StoreUnreadable

from ..aside import Aside, Late
from ..crash import report
from ..messages import Answered, Failed, StoreChanged, Wanted
from ..questions import Answer, Question
from .voice import Voice, later

POLL_S = 2.0
"""How often the store is asked whether somebody else wrote to it."""
PATIENCE_S = 120.0
"""How long one answer may take before it is given up."""


class Answers(Protocol):
    """Whoever knows the market."""

    def version(self) -> int:
        """Return a number that grows when something lands in the store."""

    def answer(self, question: Question) -> Answer:
        """Answer a question."""

    def today(self) -> date:
        """Return the day it is."""

    def renew(self) -> None:
        """Begin again, without what an answer that was given up still holds."""


class Answering(Voice):
    """An app that has questions answered and notices what others store, and that it is another day."""

    answers: Answers
    poll_s: float = POLL_S
    patience_s: float = PATIENCE_S

    def begin_answering(self) -> None:
        """Watch the store from now on."""
        self._aside = Aside("answers")
        self._version: int | None = None
        self._unreadable = False
        self._asked: dict[Worker[None], Wanted] = {}
        self.call_after_refresh(self.watch_store)
        self.set_interval(self.poll_s, self.watch_store)

    @property
    def reading(self) -> bool:
        """Whether the store is being read, for somebody or for nobody any more."""
        return self._aside.busy

    def on_wanted(self, message: Wanted) -> None:
        """Have a question answered; a newer question of the same kind makes the older void."""
        group = f"{type(message.question).__name__} {id(message.asker)}"
        worker = self.run_worker(later(self._answer, message), group=group, exclusive=True, exit_on_error=False)
        self._asked[worker] = message

    async def _answer(self, wanted: Wanted) -> None:
        back: Answered | Failed
        try:
            work = partial(self.answers.answer, wanted.question)
            back = Answered(wanted.question, await self._aside.do(work, self.patience_s))
        except Late:
            self.answers.renew()
            back = Failed(wanted.question, f"the store has not answered within {self.patience_s:g} s. Look whether its "
                          "place can be reached; changing the tab asks again")  # fmt: skip
        except Refused as refused:
            back = Failed(wanted.question, str(refused), refused=True)
        except AimarketError as error:
            back = Failed(wanted.question, str(error))
        wanted.asker.post_message(back)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Report what no worker should raise, to the log folder and to whoever asked."""
        if event.state in {WorkerState.SUCCESS, WorkerState.CANCELLED, WorkerState.ERROR}:
            wanted, error = self._asked.pop(event.worker, None), event.worker.error
            if event.state is WorkerState.ERROR and error is not None:
                reason = f"unexpected {type(error).__name__}: {error}. A report is in {report(error)}"
                if wanted is not None:
                    wanted.asker.post_message(Failed(wanted.question, reason))
                else:
                    self.say(reason, "error")

    def watch_store(self) -> None:
        """Look whether the store has changed, unless somebody is looking already."""
        if not any(worker.group == "watch" and worker.is_running for worker in self.workers):
            self.run_worker(later(self._look_at_version), group="watch", exit_on_error=False)

    async def _look_at_version(self) -> None:
        before = self._version
        try:
            self._version = await self._aside.do(self.answers.version, self.patience_s)
        except Late:
            self.answers.renew()
            return
        except AimarketError as error:
            self._unreadable = self._unreadable or isinstance(error, StoreUnreadable)
            return  # whoever asks for figures is told why
        again, self._unreadable = self._unreadable, False
        if (day := self.answers.today()) != self.look.today:
            self.look.today, again = day, True
        if again or before not in {None, self._version}:
            for screen in self.screen_stack:
                screen.post_message(StoreChanged())
