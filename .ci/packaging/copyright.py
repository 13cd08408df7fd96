#!/usr/bin/env python3
"""Makes the package's copyright file: whose work is in the program, and under which terms, in Debian's machine-readable form.

What is linked in comes from the linker's list of object files; the licences and notices are read where the build has them: in the checkouts
of the dependencies, in the Swift toolchain, and in the system's packages of the libraries that are linked in.
"""
import argparse
import json
import pathlib
import re
import sys

FORMAT = "https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"
# Words at the head of a file that give it terms of its own.
FOREIGN = r"ermission is (hereby )?granted|edistribution and use|waived all copyright"
# The part of GCC's file that is about its runtime libraries.
GCC = ("GCC is Copyright (C)", "requirements of the license of GCC.")


def paragraph(fields):
    """One paragraph; what follows the first line of a field is indented, and an empty line is a point."""
    out = []
    for name, value in fields:
        rows = [row.rstrip() for row in value.split("\n")]
        out.append(f"{name}: {rows[0]}".rstrip())
        out += [f" {row}" if row else " ." for row in rows[1:]]
    return "\n".join(out) + "\n"


def sources(objects, checkouts):
    """Of each package that has a part in the program, the files of its checkout that were read for it."""
    found = {}
    folders = {parent for row in objects for parent in pathlib.Path(row).parents if parent.suffix == ".build"}
    for folder in sorted(folders):
        read = set()
        swift = folder / "output-file-map.json"
        if swift.is_file():
            read |= set(json.loads(swift.read_text(encoding="utf-8")))
        else:
            for rule in folder.rglob("*.d"):
                read |= set(rule.read_text(encoding="utf-8").replace("\\\n", " ").split()[1:])
        for path in map(pathlib.Path, read):
            if checkouts in path.parents:
                found.setdefault(path.relative_to(checkouts).parts[0], set()).add(path)
    return found


def head(path):
    """The comments before the first line of code, without their marks."""
    rows, is_open = [], False
    for row in path.read_text(encoding="utf-8", errors="replace").splitlines()[:120]:
        bare = row.strip()
        if bare and not is_open and not re.match(r"//|/\*|#|;|@", bare):
            break
        is_open = "*/" not in bare and (is_open or bare.startswith("/*"))
        if not bare.startswith("#"):
            rows.append(re.sub(r"^(//+|/\*+|\*+(?!/)|;+|@) ?|\s*\*+/$", "", row.strip() if bare[:1] in "/*;@" else row))
    return "\n".join(rows)


def holders(texts):
    """Whose copyright the texts say it is, a line each, with the first year and the last."""
    years = {}
    for text in texts:
        for row in re.findall(r"Copyright(?: \([cC]\))? +(\d{4}.*|Amazon.*)$", text, flags=re.M):
            dates, owner = re.fullmatch(r"((?:\d{4}|and|[-, ])*)(.*)", row).groups()
            owner = re.sub(r"(,? All rights reserved)?[. )]*$", "", owner, flags=re.I).strip()
            years.setdefault(re.sub(r"\s+", " ", owner), set()).update(re.findall(r"\d{4}", dates))
    out = []
    for owner, dates in years.items():
        span = "-".join(sorted({min(dates), max(dates)})) if dates else ""
        out.append(f"{span} {owner}".strip())
    return sorted(out)


def terms(text):
    """A name for the licence that a text is."""
    for name, words in [
        ("Apache-2.0-with-Swift-exception", ["Apache License", "Runtime Library Exception"]),
        ("Apache-2.0", ["Apache License", "TERMS AND CONDITIONS"]),
        ("Expat", ["Permission is hereby granted, free of charge"]),
        ("Zlib", ["The origin of this software must not be misrepresented"]),
        ("CC0-1.0", ["creativecommons.org/publicdomain/zero/1.0"]),
    ]:
        if all(word in text for word in words):
            return name
    return "other"


class Licences:
    """Each text once, under a name of its own."""

    def __init__(self):
        self.texts = {}

    def name(self, text, wanted=None):
        key = re.sub(r"\s+", " ", text).strip()
        if key not in self.texts:
            name, count = wanted or terms(text), 1
            taken = {name for name, _ in self.texts.values()}
            while (f"{name}-{count}" if count > 1 else name) in taken:
                count += 1
            self.texts[key] = (f"{name}-{count}" if count > 1 else name, text)
        return self.texts[key][0]

    def paragraphs(self):
        for name, text in sorted(self.texts.values()):
            yield paragraph([("License", f"{name}\n" + text.strip("\n").expandtabs())])


def dependency(package, files, checkout, pin, licences):
    """The paragraph of one package that the program was built with."""
    own = sorted(checkout.glob("LICEN[SC]E*"))
    if not own:
        sys.exit(f"{package} has no licence in {checkout}")
    # Foreign code in it has its own, beside it or at the head of its files.
    beside = sorted({licence for file in files for licence in file.parent.glob("LICEN[SC]E*")} - set(own))
    texts = [path.read_text(encoding="utf-8") for path in own + beside]
    notices = [path.read_text(encoding="utf-8").strip("\n") for path in sorted(checkout.glob("NOTICE*"))]
    heads = [head(path) for path in sorted(files)]
    parts = [part.strip("\n") for text in heads for part in re.split(r"\n *-{3,}\n|\n{3,}", text)]
    foreign = [part for part in parts if re.search(FOREIGN, part) and "Apache License" not in part]
    names = dict.fromkeys(licences.name(text) for text in texts + foreign)
    version = pin["state"].get("version", pin["state"]["revision"])
    return paragraph([
        ("Files", f"{package}/*"),
        ("Copyright", "\n".join(holders(texts + notices + heads)) or f"the authors of {package}"),
        ("License", " and ".join(names)),
        ("Comment", "\n\n".join([f"{pin['identity']} {version}, {pin['location']}", *notices]))])


def system(name, file, licences):
    """The paragraph of a library of the toolchain or the system, from the file that has its licence there."""
    text = file.read_text(encoding="utf-8")
    fields = [dict(re.findall(r"^(\S+):[ \t]*(.*(?:\n[ \t].*)*)", part, flags=re.M)) for part in text.split("\n\n")]
    every = next((part for part in fields if part.get("Files") == "*"), None)
    if every:
        # Debian's own form: what is said of all files, and its licence there or in a paragraph of its own.
        named = [part["License"] for part in [every, *fields] if "License" in part]
        short = every["License"].split("\n")[0]
        text = next(row for row in named if row.split("\n")[0] == short and "\n" in row).split("\n", 1)[1]
        text = "\n".join(row[1:] if row != " ." else "" for row in text.split("\n"))
        owners = re.sub(r"\n\s+", "\n", every["Copyright"].strip())
    elif GCC[0] in text:
        text = text[text.index(GCC[0]):text.index(GCC[1]) + len(GCC[1])]
        owners = "Free Software Foundation, Inc."
    else:
        owners = "Apple Inc. and the Swift project authors"
    label = {"icu": "Unicode", "gcc": "GPL-3+-with-GCC-exception"}.get(name)
    comment = f"Linked in. The text is that of {file.parent.name}/{file.name}"
    return paragraph([
        ("Files", f"{name}/*"), ("Copyright", owners), ("License", licences.name(text, label)), ("Comment", comment)])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", type=pathlib.Path, required=True, help="the linker's list of object files")
    parser.add_argument("--resolved", type=pathlib.Path, required=True, help="Package.resolved")
    parser.add_argument("--library", nargs=2, action="append", default=[], metavar=("NAME", "FILE"))
    options = parser.parse_args()
    pins = {pin["identity"]: pin for pin in json.loads(options.resolved.read_text())["pins"]}
    licences = Licences()
    own = licences.name("Muster's sources give no licence: all rights are with their authors.", "none-given")
    out = [
        paragraph([
            ("Format", FORMAT), ("Upstream-Name", "muster"),
            ("Comment", "The program has parts of all that is named here: a paragraph is of the code that was linked in.")]),
        paragraph([("Files", "*"), ("Copyright", "the authors of Muster"), ("License", own)])]
    objects = options.objects.read_text(encoding="utf-8").split()
    # Beside the folder that the objects were built in.
    checkouts = next(above / "checkouts" for above in pathlib.Path(objects[0]).parents if (above / "checkouts").is_dir())
    used = sources(objects, checkouts)
    for package in sorted(used):
        out.append(dependency(package, used[package], checkouts / package, pins[package], licences))
    out += [system(name, pathlib.Path(file), licences) for name, file in options.library]
    sys.stdout.write("\n".join(out + list(licences.paragraphs())))


if __name__ == "__main__":
    main()
