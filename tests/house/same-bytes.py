#!/usr/bin/env python3
"""Holds the outputs of two builds of gongkai against each other, byte for byte.

usage: same-bytes.py GONGKAI_BEFORE GONGKAI_AFTER [--allow PREFIX…]

Each binary builds, with its own templates (that of the golden projects too, where it stands in a build tree): both projects of content/, every golden and test project, and a new project of every
template and table set; all kinds of output, with attachments once. Of each project it also compares what `check` says as
JSON, and of the seed's published text what `convert` makes. Each path whose bytes differ is printed; the exit status is 1 where
one does. --allow leaves out paths that begin with PREFIX: what a change means to move. JSON is compared without its envelope
(`format`, `version`, `generator`), which tells of the program and not of the document; an output's record (.gongkai), which has the digest
of what was read, templates among it, is left out.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
STARTERS = [('department-budget', 'national'), ('department-budget', 'hunan'), ('department-accounts', 'national'),
            ('department-accounts', 'shanghai'), ('unit-budget', 'national'), ('unit-budget', 'hunan'),
            ('unit-accounts', 'national'), ('unit-accounts', 'shanghai')]


def run(binary, *arguments, cwd):
    environment = {'PATH': os.environ['PATH'], 'HOME': os.environ.get('HOME', '/'), 'LC_ALL': 'C.UTF-8',
                   'SOURCE_DATE_EPOCH': '1700000000', 'GONGKAI_THREADS': '1'}
    return subprocess.run([binary, *map(str, arguments)], capture_output=True, cwd=cwd, env=environment, check=False,
                          stdin=subprocess.DEVNULL)


def projects(binary, work):
    """Copies the repository's projects into work/in and begins a new one of each template beside them."""
    base = work / 'in'
    base.mkdir(parents=True)
    for folder in ('content', 'tests/golden', 'tests/projects'):
        shutil.copytree(ROOT / folder, base / folder, ignore=shutil.ignore_patterns('out', 'out-section'))
    own = pathlib.Path(binary).resolve().parents[2] / 'tests/golden/template'
    if own.is_dir():
        shutil.copytree(own, base / 'tests/golden/template', dirs_exist_ok=True)
    examples = ['--example'] if b'--example' in run(binary, '--help', cwd=base).stdout else []
    for template, table_set in STARTERS:
        run(binary, 'new', *examples, f'starter-{template}-{table_set}', '--template', template, '--table-set', table_set, cwd=base)
    found = sorted(str(path.parent.relative_to(base)) for path in base.rglob('gongkai.yaml'))
    return base, [name for name in found if not name.startswith('tests/golden/template')]


def without_envelope(text):
    try:
        data = json.loads(text)
    except ValueError:
        return text
    if isinstance(data, dict):
        data.pop('format', None)
        data.pop('version', None)
        data.pop('generator', None)
    return json.dumps(data, sort_keys=True, ensure_ascii=False).encode()


def make(binary, work):
    base, names = projects(binary, work)
    made = {}
    for name in names:
        for kinds in ([], ['--attach', '--to', 'pdf,ofd']):
            label = 'attach' if kinds else 'out'
            out = work / label / name
            process = run(binary, 'build', name, '-o', out, '--draft', *kinds, cwd=base)
            made[f'{label}/{name}/stderr'] = process.stderr.replace(str(work).encode(), b'WORK')
            for path in out.rglob('*'):
                if path.is_file() and path.name not in ('.gongkai', '.gongkai-build'):
                    data = path.read_bytes()
                    made[f'{label}/{name}/{path.relative_to(out)}'] = without_envelope(data) if path.suffix == '.json' else data
        process = run(binary, 'check', name, '--format', 'json', cwd=base)
        made[f'check/{name}.json'] = without_envelope(process.stdout)
    seed = base / 'content' / 'shifeng-cac-2023'
    process = run(binary, 'convert', ROOT / 'tests/convert/shifeng-2023.txt', seed, cwd=base)
    made['convert/stderr'] = process.stderr.replace(str(work).encode(), b'WORK')
    for path in (seed / 'sections-converted').rglob('*'):
        if path.is_file():
            made[f'convert/{path.name}'] = path.read_bytes()
    for path in base.rglob('*'):
        if path.is_file() and path.relative_to(base).parts[0].startswith('starter-'):
            made[f'new/{path.relative_to(base)}'] = path.read_bytes()
    return made


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('before')
    parser.add_argument('after')
    parser.add_argument('--allow', nargs='*', default=[])
    arguments = parser.parse_args()
    sides = []
    for binary in (arguments.before, arguments.after):
        with tempfile.TemporaryDirectory() as folder:
            sides.append(make(str(pathlib.Path(binary).resolve()), pathlib.Path(folder)))
    before, after = sides
    names = sorted(set(before) | set(after))
    different = [name for name in names if before.get(name) != after.get(name)
                 and not any(name.startswith(prefix) for prefix in arguments.allow)]
    for name in different:
        how = 'only before' if name not in after else 'only after' if name not in before else 'differs'
        print(f'{how}: {name}')
    print(f'{len(names)} files compared, {len(different)} differ')
    return 1 if different else 0


if __name__ == '__main__':
    sys.exit(main())
