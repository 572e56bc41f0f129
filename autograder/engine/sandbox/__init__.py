"""The walls around a notebook's process. They stand on Linux; elsewhere only `survey` and `doctor` are
imported, which say so.

`survey` says what can stand on this machine. `inner` is the wall that a freshly forked process puts
around itself; `bubblewrap` is the one around the zygote. A `witness` beside the first
hears from the kernel which calls it refuses, and `doctor` says what of it all can stand here.
"""
