"""How the tests run: the Hypothesis profiles.

`ci` (the default) tries the same 200 examples every time, so that a red run is red again on the
next machine. `night` tries 5,000 new ones: `make night`.
"""

import os
import signal

from hypothesis import HealthCheck, settings

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # As a shell leaves it to what it starts in the background: the commands that tests interrupt
    # would inherit it, and ignore the interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "ci",
    derandomize=True,
    database=None,
    max_examples=200,
    deadline=None,  # two busy cores: time says little
    suppress_health_check=[HealthCheck.too_slow],  # the same reason
    print_blob=True,
)
settings.register_profile(
    "night", settings.get_profile("ci"), derandomize=False, max_examples=5_000
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
