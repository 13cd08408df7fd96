#!/bin/sh
# Feeds hostile input to what Muster reads, with libFuzzer and the address sanitizer. By hand; no part of Tests/run.sh.
#
#   Tests/Fuzzing/run.sh yaml|json|journal|manifest [libFuzzer options]
#   Tests/Fuzzing/run.sh yaml -runs=10000000         so many inputs; without it, until Ctrl-C
#   Tests/Fuzzing/run.sh yaml .build-fuzz/found/yaml-crash-...    one input again
#   Tests/Fuzzing/run.sh yaml -minimize_crash=1 -runs=100000 .build-fuzz/found/yaml-crash-...
#
# yaml      YAMLReader: nodes, places, faults, limits          Targets/YAMLTarget.swift
# json      readers and writers of JSON                        Targets/JSONTarget.swift
# journal   state, its journal, the events and their folding   Targets/JournalTarget.swift
# manifest  campaigns and muster.yaml, down to the calls       Targets/ManifestTarget.swift
#
# A target does more than not crash: it stops the run when something does not hold, such as that a fault's place is
# within the text. What is found lies in .build-fuzz/found; mend it with a test beside the module. Inputs that reach new
# code gather in .build-fuzz/corpus, which the next run begins with; Corpus has the seeds. Needs Linux, swiftc, libyaml.
set -eu
cd "$(dirname "$0")/../.."

# The modules in the order of their imports. New code counts as a discovery only in those that the target is about: in the
# others it would cost time and lead astray, as would that of the checks.
case "${1:-}" in
    yaml) modules="Diagnostics YAML" guides="YAML" main=YAMLTarget parts="Checks Places" ;;
    json) modules="JSON" guides="JSON" main=JSONTarget parts="Checks CanonicalCheck" ;;
    journal)
        modules="Crypto Diagnostics JSON Calendars Campaigns State" guides="Calendars Campaigns State"
        main=JournalTarget parts="Checks Sealing StateCheck" ;;
    manifest)
        modules="Crypto Diagnostics JSON YAML Calendars Campaigns Vendors Manifests"
        guides="Calendars Campaigns Vendors Manifests" main=ManifestTarget parts="Checks Places" ;;
    *) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p;}' "$0" >&2; exit 64 ;;
esac
target=$1
shift

fuzzing=Tests/Fuzzing
build=.build-fuzz
built=$build/$target.modules
mkdir -p "$built" "$build/corpus/$target" "$build/found"

yaml_flags=$(pkg-config --cflags yaml-0.1 2>/dev/null || true)
yaml_libraries=$(pkg-config --libs yaml-0.1 2>/dev/null || echo -lyaml)
clang_flags=
for flag in $yaml_flags; do clang_flags="$clang_flags -Xcc $flag"; done

compile() {
    sanitizers=$1
    shift
    swiftc -O -wmo -parse-as-library -swift-version 6 -sanitize="$sanitizers" -package-name muster -enable-testing \
        -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
        -enable-upcoming-feature MemberImportVisibility -I "$built" -I Sources/CLibYAML $clang_flags "$@"
}

# Whether $1 is missing or older than any of the other files.
is_stale() {
    [ -e "$1" ] && [ -z "$(find "$@" -newer "$1")" ] || return 0
    return 1
}

# Each module is compiled when it, or one that it may import, has changed.
objects=
for module in $modules; do
    case $module in
        # Checksums stand between a fuzzer and what lies behind them: real ones would only cost time.
        Crypto) sources=$fuzzing/StandIns/Crypto.swift ;;
        *) sources=$(find "Sources/$module" -name '*.swift') ;;
    esac
    case " $guides " in
        *" $module "*) sanitizers=fuzzer,address ;;
        *) sanitizers=address ;;
    esac
    object=$built/$module.o
    if is_stale "$object" $sources $objects "$fuzzing/run.sh"; then
        echo "compiling $module" >&2
        rm -f "$object"
        compile $sanitizers -module-name "$module" -emit-module -emit-module-path "$built/$module.swiftmodule" \
            -c $sources -o "$object.new"
        mv "$object.new" "$object"
    fi
    objects="$objects $object"
done

sources=$fuzzing/Targets/$main.swift
for part in $parts; do sources="$sources $fuzzing/Targets/$part.swift"; done
if is_stale "$build/$target" $sources $objects; then
    echo "linking $target" >&2
    compile address -module-name "$main" -c $sources -o "$built/$main.o"
    swiftc -sanitize=fuzzer,address "$built/$main.o" $objects $yaml_libraries -o "$build/$target.new"
    mv "$build/$target.new" "$build/$target"
fi

# Where a file is given, libFuzzer runs that alone.
folders="$build/corpus/$target $fuzzing/Corpus/$target"
for argument in "$@"; do if [ -f "$argument" ]; then folders=; fi; done

# libFuzzer keeps the input that crashes; Swift's own backtracer would come first, and may wait for ever.
export SWIFT_BACKTRACE=enable=no
# For speed; with ASAN_OPTIONS=malloc_context_size=30 a report says who allocated.
export ASAN_OPTIONS="detect_leaks=0:quarantine_size_mb=16:malloc_context_size=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
exec "$build/$target" -timeout=5 -max_len=4096 \
    -dict="$fuzzing/Dictionaries/$target.dict" -artifact_prefix="$build/found/$target-" "$@" $folders
