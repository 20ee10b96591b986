"""Outlook .msg files (compound file format) written sector by sector: valid ones, and hostile ones."""

import struct
from collections.abc import Callable

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT, DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
BEGINS = bytes.fromhex("d0cf11e0a1b11ae1")
PROPERTIES = "__properties_version1.0"
MEGABYTE = 1024 * 1024

Tree = dict[str, "bytes | Tree"]


def properties(fixed: dict[int, tuple[int, bytes]], *, head: int) -> bytes:
    """The stream of fixed-length properties: (type, eight bytes) by property number."""
    return bytes(head) + b"".join(
        struct.pack("<HHI8s", kind, number, 6, value.ljust(8, b"\0")) for number, (kind, value) in fixed.items()
    )


def text(number: str, value: str) -> dict[str, bytes]:
    return {f"__substg1.0_{number}001F": value.encode("utf-16-le")}


def letter(
    *, head: Tree | None = None, people: tuple[Tree, ...] = (), files: tuple[Tree, ...] = (), fixed=None
) -> Tree:
    """A message; `head` replaces its default subject, sender and body."""
    content = text("0037", "Hej") | text("0C1A", "Kim Karlsson") | text("5D01", "kim@akeriet.example")
    content = content | text("1000", "Vi säger ja.") if head is None else head
    folders = {f"__recip_version1.0_#{number:08X}": person for number, person in enumerate(people)}
    folders |= {f"__attach_version1.0_#{number:08X}": file for number, file in enumerate(files)}
    return {PROPERTIES: properties(fixed or {}, head=32)} | content | folders


def recipient(name: str, address: str, *, kind: int = 1) -> Tree:
    fixed = {0x0C15: (0x0003, struct.pack("<I", kind))}
    return {PROPERTIES: properties(fixed, head=8)} | text("3001", name) | text("39FE", address)


def attached(name: str, content: bytes, *, content_id: str = "", hidden: bool = False) -> Tree:
    fixed = {0x7FFE: (0x000B, b"\1")} if hidden else {}
    inline = text("3712", content_id) if content_id else {}
    return {PROPERTIES: properties(fixed, head=8), "__substg1.0_37010102": content} | text("3707", name) | inline


def within(message: Tree) -> Tree:
    """An e-mail attached to another."""
    inner = message | {PROPERTIES: message[PROPERTIES][8:]}
    return {PROPERTIES: properties({}, head=8), "__substg1.0_3701000D": inner}


def _in_itself(number: int) -> Tree:
    message = letter()
    for _each in range(number):
        message = letter(files=(within(message),))
    return message


class Writer:
    """Writes a tree as a compound file; entries may be altered before writing."""

    def __init__(self, tree: Tree):
        self.sectors: list[bytes] = []
        self.fat: list[int] = []
        self.mini, self.minifat = bytearray(), []
        self.entries: list[list] = []  # name, kind, left, right, child, first sector, size
        self._folder("Root Entry", 5, tree)

    def _folder(self, name: str, kind: int, tree: Tree) -> int:
        place = len(self.entries)
        self.entries.append([name, kind, FREE, FREE, FREE, 0, 0])
        made = []
        for each, content in sorted(tree.items(), key=lambda item: (len(item[0]), item[0].upper())):
            made.append(self._folder(each, 1, content) if isinstance(content, dict) else self._stream(each, content))
        self.entries[place][4] = self._balanced(made)
        return place

    def _stream(self, name: str, content: bytes) -> int:
        first = self.put(content) if len(content) >= CUTOFF else self._put_small(content)
        self.entries.append([name, 2, FREE, FREE, FREE, first, len(content)])
        return len(self.entries) - 1

    def _balanced(self, keys: list[int]) -> int:
        if not keys:
            return FREE
        middle = len(keys) // 2
        self.entries[keys[middle]][2] = self._balanced(keys[:middle])
        self.entries[keys[middle]][3] = self._balanced(keys[middle + 1 :])
        return keys[middle]

    def put(self, content: bytes) -> int:
        first, number = len(self.sectors), -(-len(content) // SECTOR)
        self.sectors += [content[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(content), SECTOR)]
        self.fat += [*range(first + 1, first + number), END] if number else []
        return first if number else END

    def _put_small(self, content: bytes) -> int:
        if not content:
            return END
        first, number = len(self.minifat), -(-len(content) // MINI)
        self.mini += content.ljust(number * MINI, b"\0")
        self.minifat += [*range(first + 1, first + number), END]
        return first

    def content(self, **overrides: int) -> bytes:
        """The file's bytes; `overrides` replaces fields of its header."""
        root = self.entries[0]
        root[5], root[6] = self.put(bytes(self.mini)), len(self.mini)
        minis = struct.pack(f"<{len(self.minifat)}I", *self.minifat)
        minis += b"\xff" * (-len(minis) % SECTOR)
        first_mini = self.put(minis)
        first_directory = self.put(b"".join(map(_entry, self.entries)))
        fats, more = 1, 0
        while fats * (SECTOR // 4) < len(self.fat) + fats + more:
            fats, more = fats + 1, -(-max(0, fats + 1 - 109) // 127)
        places = [len(self.sectors) + number for number in range(fats)]
        table = [*self.fat, *[FAT] * fats, *[DIFAT] * more]
        table += [FREE] * (fats * (SECTOR // 4) - len(table))
        self.sectors += [struct.pack("<128I", *table[at : at + 128]) for at in range(0, len(table), 128)]
        first_more = len(self.sectors) if more else END
        for number in range(more):
            part = places[109 + 127 * number :][:127]
            following = END if number == more - 1 else len(self.sectors) + 1
            self.sectors.append(struct.pack("<128I", *part, *[FREE] * (127 - len(part)), following))
        fields = {"fats": fats, "directory": first_directory, "first_mini": first_mini, "minis": len(minis) // SECTOR}
        fields |= overrides
        head = BEGINS + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
        head += struct.pack("<III", fields["fats"], fields["directory"], 0)
        head += struct.pack("<IIIII", CUTOFF, fields["first_mini"], fields["minis"], first_more, more)
        places = places[:109] + [FREE] * (109 - len(places[:109]))
        return head + struct.pack("<109I", *places) + b"".join(self.sectors)


def _entry(entry: list) -> bytes:
    name, kind, left, right, child, first, size = entry
    written = name.encode("utf-16-le")[:62] + b"\0\0"
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    return head + struct.pack("<III", left, right, child) + bytes(36) + struct.pack("<IQ", first, size)


def msg(tree: Tree | None = None) -> bytes:
    return Writer(letter() if tree is None else tree).content()


def _cycle() -> bytes:
    """A body whose sector chain is a cycle, and whose declared size is the largest allowed."""
    writer = Writer(letter(head={"__substg1.0_1000001F": b"a\0" * 4096}))
    body = next(entry for entry in writer.entries if entry[0].endswith("1000001F"))
    writer.fat[body[5] + body[6] // SECTOR - 1] = body[5]
    body[6] = 0xFFFFFFF0
    return writer.content()


def _same_file_many_times(number: int = 3000, size: int = 4 * MEGABYTE) -> bytes:
    """Many attachments that share the same sectors."""
    shared = attached("fil.bin", bytes(CUTOFF))
    writer = Writer(letter(files=(attached("fil.bin", bytes(size)), *[shared] * number)))
    files = [entry for entry in writer.entries if entry[0].endswith("37010102")]
    large = max(files, key=lambda entry: entry[6])
    for entry in files:
        entry[5:] = large[5:]
    return writer.content()


def _one_long_branch(number: int = 7000) -> bytes:
    writer = Writer(letter(head=text("1000", "Hej") | {f"x{place}": b"" for place in range(number)}))
    streams = list(range(1, len(writer.entries)))
    for one, following in zip(streams, [*streams[1:], FREE], strict=True):
        writer.entries[one][2:4] = FREE, following
    writer.entries[0][4] = streams[0]
    return writer.content()


def _directory_in_a_circle() -> bytes:
    writer = Writer(letter())
    writer.entries[1][2] = writer.entries[1][3] = 0
    return writer.content()


OUTLOOK: dict[str, Callable[[], bytes]] = {
    ".msg with a body in a circle": _cycle,
    ".msg with one file 3,000 times": _same_file_many_times,
    ".msg of 24 MB of plain text": lambda: msg(
        letter(head={"__substg1.0_1000001F": "å ".encode("utf-16-le") * 6 * MEGABYTE})
    ),
    ".msg of 24 MB of '<' as html": lambda: msg(letter(head={"__substg1.0_10130102": b"<" * 24 * MEGABYTE})),
    ".msg with a file of 24 MB": lambda: msg(letter(files=(attached("stor.bin", bytes(24 * MEGABYTE)),))),
    ".msg of 200,000 streams": lambda: msg(letter(head={f"s{number}": b"" for number in range(200_000)})),
    ".msg with streams in one long branch": _one_long_branch,
    ".msg whose folder is in itself": _directory_in_a_circle,
    ".msg with 2,000 recipients": lambda: msg(letter(people=(recipient("Kim", "kim@akeriet.example"),) * 2000)),
    ".msg with headers of 4 MB of ';'": lambda: msg(letter(head=text("007D", "From: " + ";" * 2 * MEGABYTE))),
    ".msg with a subject of 4 MB": lambda: msg(letter(head=text("0037", "=?utf-8?b?" * 200_000))),
    ".msg that says 4 billion FAT sectors": lambda: Writer(letter()).content(fats=0xFFFFFFFF),
    ".msg that says 4 billion mini FAT sectors": lambda: Writer(letter()).content(minis=0xFFFFFFFF),
    ".msg whose FAT is 24 MB": lambda: Writer(letter(head={"x": bytes(24 * MEGABYTE)})).content(fats=40_000),
    ".msg whose directory is its file": lambda: Writer(letter(head={"x": bytes(8 * MEGABYTE)})).content(directory=0),
    ".msg in a .msg, 200 deep": lambda: msg(_in_itself(200)),
    ".msg with 100 e-mails of 100 files": lambda: msg(
        letter(files=(within(letter(files=(attached("a.txt", b"a"),) * 60)),) * 60)
    ),
    ".msg cut off": lambda: msg(letter(files=(attached("a.bin", bytes(MEGABYTE)),)))[: MEGABYTE // 2],
    ".msg of nothing but its first bytes": lambda: BEGINS + bytes(24 * MEGABYTE),
    ".msg of ones": lambda: BEGINS + b"\xff" * 24 * MEGABYTE,
}
