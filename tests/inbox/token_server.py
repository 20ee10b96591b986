"""A server of OAuth 2.0 on loopback: tokens by client credentials (RFC 6749, 4.4), and whose they are (RFC 7662)."""

import json
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

CLIENT, SECRET = "medspel", "Hemlighet-for-prov-1"


class TokenServer:
    """`mailbox` is who the tokens given out from now on are for."""

    def __init__(self):
        self.mailbox, self.asked, self._given = "", [], {}
        told = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers["Content-Length"])
                sent = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
                status, answer = told.give(sent) if self.path == "/token" else told.tell(sent)
                content = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/{path}"

    def give(self, sent: dict) -> tuple[int, dict]:
        self.asked.append(sent)
        if (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        if sent.get("grant_type") != "client_credentials" or not sent.get("scope"):
            return 400, {"error": "unsupported_grant_type"}
        token = secrets.token_urlsafe(32)
        self._given[token] = self.mailbox
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 3599}

    def tell(self, sent: dict) -> tuple[int, dict]:
        mailbox = self._given.get(sent.get("token", ""))
        return 200, {"active": mailbox is not None, "username": mailbox or ""}

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
