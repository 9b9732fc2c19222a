"""`python -m crawler.fetch.reader FILE`: reads story after story that come over the socket of that number, to its end.

It ends when nobody is at the other end any more: no reader outlives its crawl.
"""

import pickle
import signal
import socket
import sys


def main() -> None:
    """Answer every question with a Reading. Signals are meant for the crawl, which lets its readers finish."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    from crawler.reading import read_pages  # noqa: PLC0415 - takes most of a second, in which a signal may come

    with socket.socket(fileno=int(sys.argv[1])) as line, line.makefile("rb") as questions:
        while True:
            try:
                question = pickle.load(questions)  # noqa: S301 - of the crawl that started us
            except EOFError:
                return
            answer = pickle.dumps(read_pages(*question), pickle.HIGHEST_PROTOCOL)
            line.sendall(len(answer).to_bytes(8) + answer)


if __name__ == "__main__":
    main()
