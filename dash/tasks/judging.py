"""What a person rules in the screen, stored aside; whatever shows it follows at once."""

from functools import partial
from typing import Protocol

from metrics.errors import AimarketError

from ..aside import Late
from ..messages import Judge
from .answering import Answering
from .answering import Answers as Knowing
from .voice import later


class Judges(Knowing, Protocol):
    """Whoever knows the market and stores judgements."""

    def judge(self, observation: str, rank: str | None, reason: str) -> str:
        """Rule on an observation, or undo the last ruling on it, and say what stands."""


class Judging(Answering):
    """An app that stores judgements."""

    answers: Judges

    def on_judge(self, message: Judge) -> None:
        """Store a ruling, one after the other."""
        work = partial(self.answers.judge, message.observation, message.rank, message.reason)
        self.run_worker(later(self._judge, work), group="judge", exit_on_error=False)

    async def _judge(self, work: "partial[str]") -> None:
        try:
            self.say(await self._aside.do(work, self.patience_s))
        except Late:
            self.answers.renew()
            self.say("the store has not taken the ruling in time: look again whether it stands", "error")
        except AimarketError as error:
            self.say(str(error), "error")
        else:
            self.watch_store()
