"""The system's own clipboard, through whichever of the usual programs is there."""

import os
import shutil
import subprocess
from collections.abc import Mapping

_PROGRAMS = {
    "pbcopy": ("", []),
    "wl-copy": ("WAYLAND_DISPLAY", []),
    "xclip": ("DISPLAY", ["-selection", "clipboard"]),
    "xsel": ("DISPLAY", ["--clipboard", "--input"]),
    "clip.exe": ("", []),
}
"""Each program with the variable that it needs and its arguments."""
_PATIENCE_S = 2.0


def native(text: str, environment: Mapping[str, str] = os.environ) -> str | None:
    """Copy a text and return the program that took it, or ``None`` where there is none that does."""
    for name, (needs, arguments) in _PROGRAMS.items():
        found = shutil.which(name, path=environment.get("PATH"))
        if found is None or (needs and not environment.get(needs)):
            continue
        try:
            subprocess.run([found, *arguments], input=text.encode(), check=True, timeout=_PATIENCE_S,  # noqa: S603 a fixed list
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            continue
        return name
    return None
