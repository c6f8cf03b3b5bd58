"""An OpenAI-compatible endpoint on loopback that says what it is told to, well or badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ModelServer:
    """Streams `says` line by line; `pause` seconds before each chunk; `status` other than 200 refuses.

    Where no stream is asked for, calls the tools of the next of `calls`, or says nothing when there are none left.
    """

    def __init__(self) -> None:
        self.says: Iterable[str] = ()
        self.pause = 0.0
        self.status = 200
        self.raw: bytes | None = None
        self.asked: list[dict] = []
        self.calls: list[list[tuple[str, dict]]] = []

    def __enter__(self) -> ModelServer:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                outer.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(outer.status)
                stream = outer.status == 200 and outer.asked[-1].get("stream")
                self.send_header("Content-Type", "text/event-stream" if stream else "application/json")
                self.end_headers()
                try:
                    outer.reply(self.wfile)
                except (BrokenPipeError, ConnectionResetError):
                    return

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        return self

    def __exit__(self, *_) -> None:
        self.server.shutdown()
        self.server.server_close()

    def reply(self, out) -> None:
        if self.status != 200:
            out.write(b'{"error": {"message": "no"}}')
            return
        if self.raw is not None:
            out.write(self.raw)
            return
        if not self.asked[-1].get("stream"):
            out.write(self.whole())
            return
        for text in self.says:
            time.sleep(self.pause)
            chunk = {
                "id": "1",
                "object": "chat.completion.chunk",
                "created": 1,
                "model": "test",
                "choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}],
            }
            out.write(f"data: {json.dumps(chunk)}\n\n".encode())
            out.flush()
        out.write(b"data: [DONE]\n\n")

    def whole(self) -> bytes:
        calls = [
            {"id": f"call{i}", "type": "function", "function": {"name": name, "arguments": json.dumps(arguments)}}
            for i, (name, arguments) in enumerate(self.calls.pop(0) if self.calls else [])
        ]
        message = {"role": "assistant", "content": "" if calls else "xong", **({"tool_calls": calls} if calls else {})}
        choice = {"index": 0, "message": message, "finish_reason": "tool_calls" if calls else "stop"}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        reply = {"id": "1", "object": "chat.completion", "created": 1, "model": "test", "choices": [choice]}
        return json.dumps({**reply, "usage": usage}).encode()
