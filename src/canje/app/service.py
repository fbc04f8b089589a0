"""The one imperative shell: files, the clock and the keyboard enter here and nowhere else."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from types import FrameType

from attrs import define

from canje.case.folder import FILES
from canje.clear.plan import Plan
from canje.stage.schedule import Schedule

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None  # type: ignore[assignment]

FOLDERS = ("lists", "reconciled")
"""Folders that a case folder may hold."""

LARGEST_PLAN = 1 << 30
"""Bytes of the largest plan file that is read."""


class NoPlan(Exception):
    """A file that is no plan; its text says why."""


class NoEngine(Exception):
    """An engine that is not there or does not run; its text says what to do."""


class NoCase(Exception):
    """No case folder could be found for a plan; its text says where it was sought."""


class OtherState(Exception):
    """A file made from another state of the case; its text says what changed and what to do."""


@define
class Stopper:
    """Says when long work should stop: at a time, or when the user asks for it."""

    deadline: float | None = None
    asked: bool = False

    def __call__(self) -> bool:
        return self.asked or (self.deadline is not None and time.monotonic() > self.deadline)


@contextmanager
def stoppable(seconds: float | None) -> Iterator[Stopper]:
    """A stopper for some work: the first Ctrl-C asks for the best so far, the next ends it all."""
    stopper = Stopper(None if seconds is None else time.monotonic() + seconds)

    def ask(_number: int, _frame: FrameType | None) -> None:
        if stopper.asked:
            raise KeyboardInterrupt
        stopper.asked = True

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield stopper
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def stopping(seconds: float | None = None) -> Iterator[Stopper]:
    """A stopper for work of which half is worth nothing: after Ctrl-C it ends as interrupted.

    The solver is let come to its end first; whatever it then lacks is no fault of the work.
    """
    with stoppable(seconds) as stopper:
        try:
            yield stopper
        except Exception:
            if not stopper.asked:
                raise
    if stopper.asked:
        raise KeyboardInterrupt


def read_plan(path: Path) -> tuple[Plan, bytes]:
    """A plan file and its bytes; NoPlan where it is none."""
    try:
        if path.stat().st_size > LARGEST_PLAN:
            raise NoPlan(f"{path} is larger than {LARGEST_PLAN // 2**20} MB")
        data = path.read_bytes()
        return Plan.from_bytes(data), data
    except OSError as error:
        raise NoPlan(f"{path}: {error.strerror or 'cannot be read'}") from error
    except ValueError as error:
        raise NoPlan(f"{path} is no plan file of canje: {error}") from error


def stages_bytes(path: Path) -> bytes:
    """The bytes of a stages file, whatever they say; NoPlan where they cannot be had."""
    try:
        if path.stat().st_size > LARGEST_PLAN:
            raise NoPlan(f"{path} is larger than {LARGEST_PLAN // 2**20} MB")
        return path.read_bytes()
    except OSError as error:
        raise NoPlan(f"{path}: {error.strerror or 'cannot be read'}") from error


def read_stages(path: Path) -> Schedule:
    """A stages file; NoPlan where it is none."""
    try:
        return Schedule.from_bytes(stages_bytes(path))
    except ValueError as error:
        raise NoPlan(f"{path} is no stages file of canje: {error}") from error


def write(path: Path, data: bytes) -> None:
    """Put a file in its place whole or not at all; OSError where that fails."""
    write_all({path: data})


def write_all(files: Mapping[Path, bytes], private: Collection[Path] = ()) -> None:
    """Put files in their places, whole and together: what can fail is done before any is in place.

    `private` ones are for their owner alone to read.
    """
    waiting: list[tuple[Path, Path]] = []
    with undisturbed():
        try:
            for path, data in files.items():
                waiting.append((_prepared(path, data), path))
                waiting[-1][0].chmod(0o600 if path in private else 0o644)
            while waiting:
                waiting[0][0].replace(waiting[0][1])
                WRITTEN.append(waiting[0][1])
                del waiting[0]
        finally:
            for made, _ in waiting:
                made.unlink(missing_ok=True)
        for folder in {path.parent for path in files}:
            _settle(folder)


WRITTEN: list[Path] = []
"""What this run has written, for who ends it early to be told."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl-C waits until something is done that must not be left half done."""
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is None:
        yield
        return
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if asked:
            signal.raise_signal(signal.SIGINT)


def see_to_file(path: Path, others: Collection[Path]) -> None:
    """OSError where a file cannot be written, or is one of the others that are read or written.

    A file that a case folder holds is one that is read with the folder, also where no argument
    names the folder: a plan finds its case.
    """
    if path.is_dir():
        raise OSError(errno.EISDIR, "this is a folder; name a file in it", str(path))
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "this is no ordinary file", str(path))
    real, read = path.resolve(), {each.resolve() for each in others}
    if real in read:
        raise OSError(errno.EEXIST, "this file is also read or written here", str(path))
    for folder in real.parents:
        inside = real.relative_to(folder).parts[0]
        if inside in (*FILES, *FOLDERS) and ((folder / "case.yaml").is_file() or folder in read):
            raise OSError(errno.EEXIST, "this is a file of the case folder", str(path))
    _see_to_place(path.absolute().parent)


def see_to_folder(path: Path) -> None:
    """OSError where a folder cannot be written into, or made."""
    if path.exists() and not path.is_dir():
        raise OSError(errno.ENOTDIR, "this is a file; name a folder", str(path))
    _see_to_place(path if path.exists() else path.absolute().parent)


def _see_to_place(folder: Path) -> None:
    """OSError where nothing can be written in a folder; it is tried, and leaves no trace."""
    if not folder.exists():
        raise OSError(errno.ENOENT, "there is no such folder", str(folder))
    if not folder.is_dir():
        raise OSError(errno.ENOTDIR, "this is a file and no folder", str(folder))
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        why = f"nothing can be written in this folder ({error.strerror})"
        raise OSError(error.errno, why, str(folder)) from None


def _prepared(path: Path, data: bytes) -> Path:
    """The bytes in a file beside their place, which keep after a power cut."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:  # of the file that was asked for, not of a name that nobody knows
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror, str(path)) from None
        raise
    return Path(name)


def new_folder(path: Path) -> None:
    """OSError where no new folder can be made there: something is in it, or it has no parent."""
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise OSError(errno.EEXIST, "there is a file of that name already", str(path))
    if path.is_dir() and any(path.iterdir()):
        raise OSError(errno.EEXIST, "the folder is there already and not empty", str(path))
    parent = path.absolute().parent
    if not parent.is_dir():
        raise OSError(errno.ENOENT, "there is no such folder to make it in", str(parent))
    if not os.access(parent, os.W_OK):
        raise OSError(errno.EACCES, "nothing can be written there", str(parent))


@contextmanager
def making(path: Path, files: Mapping[str, bytes], private: Collection[str]) -> Iterator[Path]:
    """A folder to fill, which takes its place whole once nothing went wrong, or not at all.

    Nobody else on the machine may open it; `private` files stay unreadable to others even where
    the folder is opened to them. Whoever removes the folder meanwhile leaves nothing.
    """
    parent = path.absolute().parent
    made = Path(tempfile.mkdtemp(dir=parent, prefix=f".{path.name}."))
    before = len(WRITTEN)
    try:
        for name, data in files.items():
            (made / name).parent.mkdir(exist_ok=True)
            write(made / name, data)
            if name in private:
                (made / name).chmod(0o600)
        yield made
        if made.is_dir():  # still as mkdtemp makes it: names in it are for its owner alone
            with undisturbed():
                made.replace(path)
                WRITTEN[before:] = [path]
            _settle(parent)
    except BaseException:
        with undisturbed():
            if made.is_dir():
                del WRITTEN[before:]
                shutil.rmtree(made, ignore_errors=True)
        raise


def write_secret(path: Path, data: bytes) -> None:
    """Put something in a new file that only its owner can read; OSError where one is there."""
    with undisturbed():
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            words = "it is there already, and a secret is never written over anything"
            raise OSError(errno.EEXIST, words, str(path)) from None
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        WRITTEN.append(path)


def take_in(path: Path, data: bytes, index: Path, before: bytes, text: bytes) -> None:
    """Put a new file beside its index, and the index that names it: both or neither.

    OSError where another file of that name is there already, or where the index is no longer as
    it was `before`: someone else was quicker. A file that a power cut left without its index is
    taken for what it is, if it holds the same.
    """
    path.parent.mkdir(exist_ok=True)
    with _alone(path.parent), undisturbed():
        _unchanged(index, before)
        if path.exists() and path.read_bytes() != data:
            raise OSError(errno.EEXIST, "another file of that name is there already", str(path))
        write(path, data)
        try:
            write(index, text)
        except BaseException:
            path.unlink(missing_ok=True)
            WRITTEN.remove(path)
            raise


def add_to(path: Path, before: bytes, data: bytes) -> None:
    """Put something at the end of a file, which is made where there is none: all of it or nothing.

    OSError where the file is no longer as it was `before`: someone else was quicker.
    """
    with _alone(path.parent), undisturbed():
        _unchanged(path, before)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        with os.fdopen(handle, "wb") as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            except BaseException:
                os.ftruncate(handle, len(before))
                raise
        WRITTEN.append(path)
        _settle(path.parent)


def _unchanged(path: Path, before: bytes) -> None:
    if (path.read_bytes() if path.exists() else b"") != before:
        raise OSError(errno.EBUSY, "it was changed meanwhile; try again", str(path))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep every other canje from adding to a folder meanwhile, where the system has such locks."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _settle(folder: Path) -> None:
    """Make a new name in a folder outlast a power cut, where folders can be synced."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def today() -> str:
    """The day by this machine's clock, as YYYY-MM-DD."""
    return time.strftime("%Y-%m-%d")


def now() -> str:
    """This machine's clock in UTC, as YYYY-MM-DDTHH:MM:SSZ."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def secret() -> bytes:
    """32 bytes that nobody can guess, for a party's part in a draw."""
    return secrets.token_bytes(32)


@contextmanager
def shipped_case(case: str) -> Iterator[Path]:
    """The folder of a case that ships with canje; NoCase where there is none of that id."""
    folder = files("canje") / "data" / "cases" / case
    if not case or "/" in case or not folder.is_dir():
        raise NoCase(f"no case {case!r} ships with canje: {', '.join(shipped_cases())}")
    with as_file(folder) as path:
        yield path


def shipped_cases() -> tuple[str, ...]:
    """The ids of the cases that ship with canje."""
    folder = files("canje") / "data" / "cases"
    return tuple(sorted(each.name for each in folder.iterdir() if each.is_dir()))
