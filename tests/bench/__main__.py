"""``script/bench [name] [--json]``: prints ratios of our speed to baselines taken in the same run."""

import argparse
import importlib
import json
import sys

from tests.bench.database import fresh_database, server

NAMES = (
    "catalogue",
    "submission",
    "filing",
    "sync",
    "weight",
    "desk",
    "papers",
    "national",
    "payments",
    "voice",
)
PARTS = {"voice": ("voice_petitions", "voice_ratings", "voice_contest")}
"""A name of several modules, each with a database of its own."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", nargs="?", choices=NAMES)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = []
    with server():
        for name in [options.name] if options.name else NAMES:
            for part in PARTS.get(name, (name,)):
                with fresh_database():
                    results += importlib.import_module(f"tests.bench.{part}").run()
    if options.json:
        print(json.dumps([result.as_json() for result in results], ensure_ascii=False))
        return 0
    print(f"{'name':28}{'ours':>10}{'baseline':>10}  {'unit':12}{'ratio':>7}  aim")
    for result in results:
        aim = f"{result.aimed} {'holds' if result.holds else 'MISSED'}"
        print(f"{result.name:28}{result.ours:10.1f}{result.baseline:10.1f}  {result.unit:12}{result.ratio:7.2f}  {aim}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
