"""What reaches a vendor whose link goes down just as a client sends its creating call.

    unshare --net --pid --fork --kill-child --mount-proc \
        python3 severed-link.py END JOURNAL CERTIFICATE KEY COMMAND...

Runs COMMAND, a client of https://vendor.example, beside a vendor in a network of its own. Each read is answered while the client stands
still; then the link goes down and the client goes on. Once what it sends is in its system's queue and JOURNAL tells of an intent, it is
`killed`, `stopped`, or left to give up by itself (`waits`). Then the link comes back, and what arrives is printed as JSON. A client
without any care, which was killed at the same time, shows that something would.

Processes and networks end with this one, whatever happens.
"""
import ctypes, fcntl, json, os, signal, socket, ssl, struct, subprocess, sys, threading, time

end, journal, certificate, key, *command = sys.argv[1:]
OUTAGE = {"killed": 3, "stopped": 40, "waits": 40}[end]
LIMIT = 150
VENDOR, PORT, CONTROL_PORT = "10.9.0.2", 443, 8080


def ip(*words):
    subprocess.run(["ip", *words], check=True)


def until(condition, seconds, what):
    last = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > last:
            raise SystemExit(f"did not come in {seconds} seconds: {what}")
        time.sleep(0.002)


class Vendor:
    """Its own process, which talks to us in lines: each waits for its answer."""

    def __init__(self, pipe):
        self.pipe, self.lock = pipe, threading.Lock()

    def tell(self, **event):
        with self.lock:
            self.pipe.sendall(json.dumps(event).encode() + b"\n")

    def run(self):
        if ctypes.CDLL(None, use_errno=True).unshare(0x40000000) != 0:  # CLONE_NEWNET
            raise OSError(ctypes.get_errno(), "unshare")
        self.tell(event="ready")
        self.orders = self.pipe.makefile()
        self.orders.readline()
        ip("addr", "add", f"{VENDOR}/24", "dev", "to-client")
        ip("link", "set", "to-client", "up")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.listen(CONTROL_PORT, self.control)
        self.listen(PORT, lambda connection: self.serve(context.wrap_socket(connection, server_side=True)))
        self.tell(event="listening")
        self.answer = threading.Semaphore(0)
        for order in self.orders:
            if order == "answer\n":
                self.answer.release()
            else:
                ip("link", "set", "to-client", order.strip())
                self.tell(event="link")

    def listen(self, port, serve):
        listener = socket.create_server((VENDOR, port))

        def accept():
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=serve, args=[connection], daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()

    def control(self, connection):
        while data := connection.recv(100):
            self.tell(event="control", text=data.decode())

    def serve(self, connection):
        received = b""
        try:
            while data := connection.recv(65536):
                received += data
                self.tell(event="read bytes" if received.startswith(b"GET ") else "bytes", count=len(data))
                if not received.startswith(b"GET "):
                    continue
                if received.endswith(b"\r\n\r\n"):
                    self.tell(event="read", line=received.split(b"\r\n")[0].decode())
                    received = b""
                    self.answer.acquire()
                    body = b'{"results":[],"next":null}'
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
                    until(lambda: not unacknowledged(connection), 10, "the client's acknowledgement")
                    self.tell(event="answered")
        except OSError as error:
            self.tell(event="end", error=str(error))


def unacknowledged(connection):
    return struct.unpack("i", fcntl.ioctl(connection, 0x5411, bytes(4)))[0]  # SIOCOUTQ


def queued():
    """The bytes that the client's system holds for the vendor."""
    remote = "%08X:%04X" % (struct.unpack("=I", socket.inet_aton(VENDOR))[0], PORT)
    rows = [line.split() for line in open("/proc/net/tcp")]
    return sum(int(row[4].split(":")[0], 16) for row in rows if row[2] == remote)


class World:
    """The client's side, and what is known of the vendor's."""

    def __init__(self):
        ours, theirs = socket.socketpair()
        self.vendor_process = os.fork()
        if self.vendor_process == 0:
            ours.close()
            Vendor(theirs).run()
            os._exit(0)
        theirs.close()
        self.pipe, self.events, self.begun = ours, [], time.monotonic()
        threading.Thread(target=self.listen, args=[ours.makefile()], daemon=True).start()
        self.wait("ready")
        ip("link", "set", "lo", "up")
        ip("link", "add", "to-vendor", "type", "veth", "peer", "name", "to-client", "netns", str(self.vendor_process))
        ip("addr", "add", "10.9.0.1/24", "dev", "to-vendor")
        ip("link", "set", "to-vendor", "up")
        self.order("go", "listening")
        # For the client alone: this is a mount namespace of its own.
        with open("hosts", "w") as hosts:
            hosts.write(f"127.0.0.1 localhost\n{VENDOR} vendor.example\n")
        subprocess.run(["mount", "--bind", "hosts", "/etc/hosts"], check=True)

    def listen(self, lines):
        for line in lines:
            self.events.append({"at": time.monotonic(), **json.loads(line)})

    def all(self, name, since=0.0):
        return [event for event in list(self.events) if event["event"] == name and event["at"] >= since]

    def wait(self, name, count=1, seconds=30):
        until(lambda: len(self.all(name)) >= count, seconds, name)

    def order(self, word, answer):
        count = len(self.all(answer))
        self.pipe.sendall(word.encode() + b"\n")
        self.wait(answer, count + 1)

    def link(self, state):
        self.order(state, "link")


def careless():
    """A client that sends when it is told to, and then is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", f"""
import socket, sys
connection = socket.create_connection(("{VENDOR}", {CONTROL_PORT}))
print(flush=True)
sys.stdin.readline()
connection.sendall(b"careless")
print(flush=True)
sys.stdin.readline()
"""], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdout.readline()
    return process


def has_intent():
    try:
        return b'"intended"' in open(journal, "rb").read()
    except FileNotFoundError:
        return False


def main():
    world = World()
    other = careless()
    client = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=open("client.output", "wb"), stderr=subprocess.STDOUT)
    answered = 0
    while True:
        until(lambda: len(world.all("read")) > answered or client.poll() is not None, 30, "a read")
        if client.poll() is not None:
            raise SystemExit(f"the client ended by itself: {open('client.output').read()}")
        client.send_signal(signal.SIGSTOP)
        world.order("answer", "answered")
        answered += 1
        world.link("down")
        client.send_signal(signal.SIGCONT)
        until(lambda: queued() > 0, 30, "something to send")
        if has_intent():
            break
        world.link("up")

    held, down = queued(), time.monotonic()
    other.stdin.write(b"\n")
    other.stdin.flush()
    other.stdout.readline()
    other.kill()
    if end == "killed":
        client.kill()
        client.wait()
    elif end == "stopped":
        client.send_signal(signal.SIGSTOP)
    time.sleep(OUTAGE)
    remaining = queued()
    up = time.monotonic()
    world.link("up")
    until(lambda: world.all("control", up) or time.monotonic() > up + 70, 80, "the careless client's bytes")
    control = [event["at"] - up for event in world.all("control", up)]
    # The system's pauses double each time: what it sends at all it has sent by then.
    time.sleep(5 + 2 * (control or [0])[0])
    late = world.all("bytes", down)
    print(json.dumps({
        "reads": [event["line"] for event in world.all("read")],
        "held": held, "remaining": remaining,
        "arrived": sum(event["count"] for event in late),
        "after": [round(event["at"] - up, 3) for event in late],
        "careless": [round(seconds, 3) for seconds in control],
        "client": client.poll(),
    }), flush=True)


def give_up(*_):
    print("took too long", file=sys.stderr, flush=True)
    os._exit(2)


# The first process of its namespace: no signal ends it by default.
signal.signal(signal.SIGALRM, give_up)
signal.signal(signal.SIGTERM, give_up)
signal.alarm(LIMIT)
main()
