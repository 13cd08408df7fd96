#!/usr/bin/env python3
"""Makes the man pages: one of each command, from what the program says of itself and from the reference pages.

The program's part is the JSON of `muster --experimental-dump-help`; exit codes, environment and files are tables of the reference.
"""
import argparse
import itertools
import json
import pathlib
import re
import textwrap

WIDTH = 78
# In what a reader may copy: groff would make typographer's signs of them.
LITERAL = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti", '"': "\\(dq"}


def escaped(text, literal=False):
    """`text` as groff prints it unchanged."""
    signs = LITERAL if literal else {"\\": "\\e"}
    return "".join(signs.get(c, c if ord(c) < 128 else f"\\[u{ord(c):04X}]") for c in text)


def inline(text):
    """Markdown within a line: what is code or strong is bold, a link is its text."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    out = []
    for part in re.split(r"(`[^`]+`|\*\*[^*]+\*\*)", text):
        strong = re.fullmatch(r"`(.+)`|\*\*(.+)\*\*", part)
        out.append(f"\\fB{escaped(strong[1] or strong[2], literal=True)}\\fR" if strong else escaped(part))
    return "".join(out)


def lines(text):
    """Wrapped; none is taken for a request."""
    wrapped = textwrap.wrap(inline(text), WIDTH, break_long_words=False, break_on_hyphens=False)
    return ["\\&" + line if line[0] in ".'" else line for line in wrapped]


def example(rows):
    """As it stands, without its indentation."""
    bare = textwrap.dedent("\n".join(rows)).split("\n")
    return [".EX", *["\\&" + escaped(row, literal=True) for row in bare], ".EE"]


def paragraphs(text, between):
    """A text without tables; rows that are indented are an example."""
    out = []
    for block in re.split(r"\n[ \t]*\n", text.strip("\n")):
        out += [between] if out else []
        for is_indented, rows in itertools.groupby(block.split("\n"), lambda row: row.startswith("  ")):
            if is_indented:
                out += [".RS 4", *example(rows), ".RE"]
            else:
                out += lines(" ".join(row.strip() for row in rows))
    return out


def discussion(command):
    """What a command says of itself at length: its description, and its examples apart."""
    blocks = re.split(r"\n[ \t]*\n", command.get("discussion", "").strip("\n"))
    # These have sections of their own, in full.
    blocks = [block for block in blocks if not block.startswith(("Exit codes:", "Environment:"))]
    examples = [block for block in blocks if re.match(r"Examples?:\n", block)]
    text = "\n\n".join(block for block in blocks if block not in examples)
    return text, [row for block in examples for row in block.split("\n")[1:]]


def reference(folder, page):
    """What stands on a page before its first section: its texts and the rows of its table, in order."""
    text = (folder / f"{page}.md").read_text(encoding="utf-8")
    part = re.split(r"^## ", re.sub(r"\A# .*\n", "", text), maxsplit=1, flags=re.M)[0]
    out = []
    for block in re.split(r"\n\s*\n", part.strip("\n")):
        if not block.startswith("|"):
            out += ([".PP"] if out else []) + paragraphs(block, ".PP")
            continue
        for row in block.split("\n")[2:]:
            key, meaning = [cell.strip() for cell in row.strip("|").split("|", 1)]
            out += [".TP", inline(key if "`" in key else f"`{key}`"), *lines(meaning)]
    return out


def names(argument):
    """Of an option, the short before the long: `-v`, `--verbose`."""
    forms = {"short": "-", "long": "--", "longWithSingleDash": "-"}
    found = [forms[n["kind"]] + n["name"] for n in argument.get("names", [])]
    return sorted(found, key=len)


def synopsis(command, title):
    out = [f'.SY "{title}"']
    if command["subcommands"]:
        return out + [".I command", ".RI [ option ...]", ".YS"]
    for argument in command["arguments"]:
        value = escaped(argument["valueName"], True)
        repeated = " ...\\&" if argument["isRepeating"] else ""
        if argument["kind"] == "positional":
            shown = f"\\fI{value}\\fR{repeated}"
        else:
            shown = f"\\fB{escaped(names(argument)[-1], True)}\\fR"
            if argument["kind"] == "option":
                shown += f"\\ \\fI{value}\\fR"
            shown += repeated
        out += [f"[{shown}]" if argument["isOptional"] else shown]
    return out + [".YS"]


def description_of(argument):
    out = lines(argument.get("abstract", ""))
    values = argument.get("allValues") or []
    if values:
        out += lines("One of " + ", ".join(f"`{value}`" for value in values) + ".")
    if argument.get("defaultValue") and "Default" not in argument.get("abstract", ""):
        out += lines(f"Default: `{argument['defaultValue']}`.")
    if argument.get("discussion"):
        out += [".IP", *paragraphs(argument["discussion"], ".IP")]
    return out


def listed(arguments, heading):
    out = [f".SH {heading}"] if arguments else []
    for argument in arguments:
        value = f"\\fI{escaped(argument['valueName'], True)}\\fR"
        shown = ", ".join(f"\\fB{escaped(name, True)}\\fR" for name in names(argument))
        if argument["kind"] != "flag":
            shown = f"{shown} {value}" if shown else value
        out += [".TP", shown, *description_of(argument)]
    return out


def page(command, path, parents, options):
    """The page of one command; `path` is its name in words."""
    title, file = " ".join(path), "-".join(path)
    quoted = escaped(file, True)
    abstract = command["abstract"].rstrip(".")
    out = [
        '.\\" Made from what the program says of itself.',
        f'.TH "{quoted.upper()}" 1 {options.date} "Muster {options.version}" "User Commands"',
        ".SH NAME", f"{quoted} \\- {inline(abstract)}", ".SH SYNOPSIS", *synopsis(command, title)]
    text, examples = discussion(command)
    if text:
        out += [".SH DESCRIPTION", *paragraphs(text, ".PP")]
    shown = [a for a in command["arguments"] if a["shouldDisplay"]]
    out += listed([a for a in shown if a["kind"] == "positional"], "ARGUMENTS")
    if command["subcommands"]:
        out += [".SH COMMANDS"]
        for sub in command["subcommands"]:
            out += [".TP", f".BR {quoted}\\-{escaped(sub['commandName'], True)} (1)", *lines(sub["abstract"])]
    out += listed([a for a in shown if a["kind"] != "positional"], "OPTIONS")
    codes = reference(options.pages, "ExitCodes")
    out += [".SH EXIT STATUS"]
    is_named = re.search(rf"([`|;] ?){path[-1]}[ :]", (options.pages / "ExitCodes.md").read_text(encoding="utf-8"))
    if len(path) == 1 or is_named:
        out += codes
    else:
        out += ["0 when done, 1 after an error.", "The others stand in", ".BR muster (1)."]
    if len(path) == 1:
        out += [".SH ENVIRONMENT", *reference(options.pages, "Environment")]
        out += [".SH FILES", *reference(options.pages, "Files")]
    if examples:
        out += [".SH EXAMPLES", *example(examples)]
    others = [parents[-1]] if parents else []
    others += [file + "-" + sub["commandName"] for sub in command["subcommands"]]
    out += [".SH SEE ALSO"]
    out += [f".BR {escaped(name, True)} (1)," for name in others]
    out += ["and the reference in", ".IR /usr/share/doc/muster/reference ."]
    (options.out / f"{file}.1").write_text("\n".join(out) + "\n", encoding="ascii")
    for sub in command["subcommands"]:
        page(sub, path + [sub["commandName"]], parents + [file], options)


def without_hidden(command):
    command["arguments"] = command.get("arguments") or []
    command["subcommands"] = [
        without_hidden(sub) for sub in command.get("subcommands") or []
        if sub["shouldDisplay"] and sub["commandName"] != "help"]
    return command


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("help", type=pathlib.Path, help="what --experimental-dump-help printed")
    parser.add_argument("--pages", type=pathlib.Path, required=True, help="the folder of the reference pages")
    parser.add_argument("--date", required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    root = without_hidden(json.loads(arguments.help.read_text(encoding="utf-8"))["command"])
    page(root, [root["commandName"]], [], arguments)
