#!/usr/bin/env python3
"""Fails, naming the calls, when files of one folder of compiler/ need each other in a circle.

usage: circles.py BUILD [--list]

What a file needs is read from the objects of the build folder: the symbols that it leaves open and another file of its folder
defines. Objects whose source is gone are passed over. --list shows every circle, the named ones too.
"""
import argparse
import collections
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Folders that are programs, with their targets; all others are libraries.
PROGRAMS = {'cli': 'gongkai', 'schema': 'generate_schemas'}

# Where the data is within itself, so are the functions that walk it: these circles stay.
RECURSIONS = {
    ('figure', ('evaluate.c', 'functions.c', 'named.c')):
        'a term is made of terms; so are the values of a function, and a named figure is an expression',
}


def symbols(objects):
    """Of each file, what it defines and what it leaves open."""
    files = {path.name.removesuffix('.o'): (set(), set()) for path in objects}
    out = subprocess.run(['nm', '-A', '-P', *map(str, objects)], capture_output=True, text=True, check=True).stdout
    for line in out.splitlines():
        path, _, rest = line.partition('.o: ')
        name, kind = rest.split()[:2]
        if kind == 'U' or kind.isupper():
            files[pathlib.Path(path).name][kind == 'U'].add(name)
    return files


def needs(files):
    """file: {file that it needs: the names}"""
    home = {name: file for file, (defined, _) in files.items() for name in defined}
    graph = {file: collections.defaultdict(list) for file in files}
    for file, (_, wanted) in files.items():
        for name in sorted(wanted):
            if name in home and home[name] != file:
                graph[file][home[name]].append(name)
    return graph


def reach(graph, start):
    """All that a file needs, near or far; itself where it stands in a circle."""
    found, waiting = set(), [start]
    while waiting:
        for file in graph[waiting.pop()]:
            if file not in found:
                found.add(file)
                waiting.append(file)
    return found


def circles(graph):
    """The largest sets of files of which each needs every other."""
    reached = {file: reach(graph, file) for file in graph}
    return sorted({tuple(sorted(other for other in graph if other in reached[file] and file in reached[other]))
                   for file in graph if file in reached[file]})


def show(folder, circle, graph):
    print(f'{folder}: a circle of {len(circle)} files')
    for file in circle:
        for other in circle:
            if other in graph[file]:
                print(f'    {file} needs {other} for {", ".join(graph[file][other])}')


def objects(build):
    """folder: its objects. A stale object has no source any more."""
    found = {}
    for source in sorted((ROOT / 'compiler').glob('*/*.c')):
        folder = source.parent.name
        target = PROGRAMS.get(folder, f'gongkai_{folder}')
        path = build / 'CMakeFiles' / f'{target}.dir' / 'compiler' / folder / f'{source.name}.o'
        if path.is_file():
            found.setdefault(folder, []).append(path)
        else:
            sys.exit(f'{source.relative_to(ROOT)}: the build has no object of it; build first')
    return found


def test_itself():
    """A circle that is made up is found, whatever leads into it and out of it."""
    files = {'a.c': ({'a'}, {'b'}), 'b.c': ({'b'}, {'c', 'printf'}), 'c.c': ({'c'}, {'b', 'd'}), 'd.c': ({'d'}, set())}
    if circles(needs(files)) != [('b.c', 'c.c')]:
        sys.exit('a circle was not found')
    files['c.c'] = ({'c'}, {'d'})
    if circles(needs(files)):
        sys.exit('a circle was found where none is')


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('build', type=pathlib.Path)
    parser.add_argument('--list', action='store_true')
    options = parser.parse_args()
    test_itself()
    bad, named = False, set()
    for folder, paths in objects(options.build.resolve()).items():
        graph = needs(symbols(paths))
        found = circles(graph)
        for circle in found:
            known = (folder, circle) in RECURSIONS
            named |= {(folder, circle)} if known else set()
            if options.list or not known:
                show(folder, circle, graph)
            bad |= not known
    for folder, circle in RECURSIONS.keys() - named:
        print(f'{folder}: {", ".join(circle)} are no circle any more: take them out of RECURSIONS')
        bad = True
    sys.exit(bad)


if __name__ == '__main__':
    main()
