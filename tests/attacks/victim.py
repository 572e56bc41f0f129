"""A process beside the run, of the same user, that holds secrets: started by the stage."""

import ctypes
import os
import sys
import tempfile
import time

secret = os.environ["CANARY_VICTIM"]
held = ctypes.create_string_buffer(secret.encode(), 64)
nameless = tempfile.TemporaryFile()  # noqa: SIM115  # it stays open on purpose
nameless.write(secret.encode())
nameless.flush()
ctypes.CDLL(None).prctl(0x59616D61, -1, 0, 0, 0)  # anybody may trace it, where Yama asks
print(ctypes.addressof(held), nameless.fileno(), flush=True)
sys.stdout.close()
time.sleep(3600)
