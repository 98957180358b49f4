"""What all tests begin with."""

import signal

# A shell ignores interrupts for what it starts in the background, and so would every process that a test starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
