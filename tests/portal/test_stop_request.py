"""Asked to stop, a process hears it: also while another signal is being heard, also while it waits."""

import signal
import subprocess
import sys
import threading

import pytest

WAITS = """
from portal.embedded.processes import StopRequest
request = StopRequest()
print("listening", flush=True)
for _ in range(20_000):
    request.wait(0.0)
print("heard" if request.wait(0) else "deaf", flush=True)
input()
"""
STORM = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture
def process():
    waits = subprocess.Popen(
        [sys.executable, "-c", WAITS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert waits.stdout.readline() == "listening\n"
    yield waits
    waits.kill()
    waits.communicate()


def _storm(process: "subprocess.Popen[str]", over: threading.Event) -> None:
    while not over.is_set() and process.poll() is None:
        for number in STORM:
            process.send_signal(number)


@pytest.mark.timeout(60)
def test_a_storm_of_signals_is_heard_and_blocks_nothing(process):
    over = threading.Event()
    storms = [threading.Thread(target=_storm, args=[process, over]) for _ in range(2)]
    for storm in storms:
        storm.start()
    heard = process.stdout.readline()
    over.set()
    for storm in storms:
        storm.join()
    assert (heard, process.communicate("\n")[1], process.returncode) == ("heard\n", "", 0)
