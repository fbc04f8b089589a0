"""The test vectors of docs/draw.md."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

PAGE = (Path(__file__).parents[2] / "docs" / "draw.md").read_text("utf-8")
VECTORS: dict[str, Any] = json.loads(re.findall(r"^```json\n(.*?)^```$", PAGE, re.M | re.S)[0])
SEED = bytes(range(32))
