"""Serve a folder to this machine only, at port 8000 or the next free one."""

import functools
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

PORTS = [8000, 0]  # 0: any free port


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *message):
        pass

    def end_headers(self):
        self.send_header("Cache-Control", "no-cache")  # rebuilt pages show
        super().end_headers()


def open_server(folder):
    handler = functools.partial(Quiet, directory=folder)
    for port in PORTS:
        try:
            return ThreadingHTTPServer(("127.0.0.1", port), handler)
        except OSError:
            if port == PORTS[-1]:
                raise
    return None


def main(folder):
    with open_server(folder) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        print(f"The book is at {address} (stop with Ctrl-C)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("\nStopped.")


if __name__ == "__main__":
    main(*sys.argv[1:])
