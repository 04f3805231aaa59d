#!/usr/bin/env python3
"""Changes one token of the compiler at a time and asks the tests to notice.

usage: mutants.py [--count N] [--least N] [--seed N] [--only PREFIX] [--jobs N] [--timeout SECONDS] [--work FOLDER] [--list]

Mutants are drawn, by the seed, from all comparisons, arithmetic, && and || of compiler/*/*.c, and from the whole numbers in
conditions. Each is put into a copy of the tree in FOLDER (build/mutants), which is built anew and tested, without the browser
and the PDF validator, until the first test that fails. A mutant that does not build says nothing, and another is drawn.

    killed     a test failed, or did not end within the time
    survived   every test passed: the line has no test, or the mutant does what the original does

Run again, it goes on where it stopped, as long as the tree and the seed are the same. The exit status is 1 where fewer than
--least were killed (27 of 30, unless told), and 2 where the tests fail without any mutant. --only draws from the files whose
path begins so; --list says what could be drawn.
"""
import argparse
import hashlib
import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LINKED = ('fonts/fetched', 'build/test-data')  # fetched, not tracked
NOT_RUN = '^(browser|verapdf)/'
WHOLE = '^golden/|^end-to-end/test_(build|check|findings|prose|data|convert|units|trace|templates)$'  # what most is told by
MOST_MEMORY = 4 << 30  # bytes a process: a loop without end must not take the machine
CHANGES = {
    '<': ('<=', '>='), '<=': ('<', '>'), '>': ('>=', '<='), '>=': ('>', '<'), '==': ('!=',), '!=': ('==',),
    '+': ('-',), '-': ('+',), '*': ('/',), '/': ('*',), '%': ('*',), '&&': ('||',), '||': ('&&',),
}
COMPARISONS = ('<', '<=', '>', '>=', '==', '!=')
TOKEN = re.compile(r'''
    (?P<skip> //[^\n]* | /\*.*?\*/ | "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*' | ^[ ]*\#(?:\\\n|[^\n])* | \s+ )
  | (?P<word> [A-Za-z_]\w* )
  | (?P<number> \d[\w.]* )
  | (?P<mark> <<=|>>=|\.\.\.|->|\+\+|--|&&|\|\||[-+*/%&|^=!<>]=|<<|>>|. )
''', re.X | re.S | re.M)


class Mutant:
    def __init__(self, file, at, old, new, line):
        self.file, self.at, self.old, self.new, self.line = file, at, old, new, line

    def key(self):
        return f'{self.file}:{self.at} {self.old} {self.new}'

    def __str__(self):
        return f'{self.file}:{self.line}  {self.old} → {self.new}'


# ---- what can be drawn

def tokens(text):
    """(kind, text, place) of all that is code."""
    return [(m.lastgroup, m.group(), m.start()) for m in TOKEN.finditer(text) if m.lastgroup != 'skip']


def conditions(found):
    """Of each token, whether it stands in the parentheses of if, while or assert: the word, or None."""
    inside, depth, stack = [], 0, []
    for i, (_, text, _) in enumerate(found):
        if text == '(':
            depth += 1
            if i and found[i - 1][1] in ('if', 'while', 'assert', 'static_assert', '_Static_assert'):
                stack.append((depth, found[i - 1][1]))
        inside.append(stack[-1][1] if stack else None)
        if text == ')':
            if stack and stack[-1][0] == depth:
                stack.pop()
            depth -= 1
    return inside


def choices(text):
    """(place, old, all that may stand for it)."""
    found = tokens(text)
    for i, ((kind, token, at), inside) in enumerate(zip(found, conditions(found))):
        if inside and inside.endswith('ssert'):
            continue  # what must hold anyway
        # The form that clang-format gives tells an operator of two sides from a sign, and a product from a pointer.
        if kind == 'mark' and token in CHANGES and text[at - 1].isspace() and text[at + len(token)].isspace():
            yield at, token, CHANGES[token]
        beside = [found[k][1] for k in (i - 1, i + 1) if 0 <= k < len(found)]
        if kind == 'number' and token.isdigit() and (inside or any(mark in COMPARISONS for mark in beside)):
            yield at, token, tuple(str(n) for n in (int(token) + 1, int(token) - 1) if n >= 0)


def mutants(only):
    found = []
    for path in sorted((ROOT / 'compiler').glob('*/*.c')):
        file = str(path.relative_to(ROOT))
        if file.startswith(only):
            text = path.read_text('utf-8')
            found += [(file, at, old, news, text.count('\n', 0, at) + 1) for at, old, news in choices(text)]
    return found


def drawn(only, seed):
    """All, in the order of the draw, each with one of its changes."""
    chance = random.Random(seed)
    found = mutants(only)
    chance.shuffle(found)
    return [Mutant(file, at, old, chance.choice(news), line) for file, at, old, news, line in found]


# ---- the copy

def tracked():
    out = subprocess.run(['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], cwd=ROOT, check=True,
                         capture_output=True).stdout
    return {name for name in out.decode().split('\0') if name and (ROOT / name).is_file()}


def copy_tree(work):
    """Makes the copy the tree's, touching only what differs; returns the digest of the tree."""
    digest, names = hashlib.sha256(), tracked()
    for name in sorted(names):
        bytes_, target = (ROOT / name).read_bytes(), work / name
        digest.update(name.encode() + b'\0' + hashlib.sha256(bytes_).digest())
        if not target.is_file() or target.read_bytes() != bytes_:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
    for folder in {name.split('/')[0] for name in names if '/' in name} - {'fonts'}:
        for path in (work / folder).rglob('*'):
            if path.is_file() and str(path.relative_to(work)) not in names:
                path.unlink()
    for name in LINKED:
        if (ROOT / name).exists() and not (work / name).exists():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).symlink_to(ROOT / name)
    return digest.hexdigest()


# ---- building and testing

def run(command, work, seconds):
    """(status, what it said); status None where it did not end in time."""
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))

    with subprocess.Popen(command, cwd=work, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace',
                          stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=limit) as child:
        try:
            said = child.communicate(timeout=seconds)[0]
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            return None, child.communicate()[0]
        return child.returncode, said


def build(work, options, *targets):
    """Whether it could be built, and what was said."""
    chosen = ['--target', *targets] if targets else []
    status, said = run(['cmake', '--build', '--preset', 'dev', '-j', str(options.jobs), *chosen], work, 60 * 60)
    return status == 0, said


def test(work, options, chosen):
    """The name of a test that fails; None where all pass."""
    status, said = run(['ctest', '--preset', 'dev', '-E', NOT_RUN, '-R', chosen, '-j', str(options.jobs),
                        '--stop-on-failure', '--timeout', str(options.timeout)], work, 60 * 60)
    failed = re.findall(r'Test +#\d+: (\S+) [. ]*\*\*\*', said)
    return None if status == 0 else next(iter(failed), 'the tests did not end')


def try_mutant(folder, work, options):
    """(outcome, the test that failed): the folder's own tests first, then whole documents, so that few programs are built in vain."""
    own = [f'{folder}_{path.stem}' for path in (work / 'tests' / folder).glob('test_*.c')]
    stages = [(own, f'^{folder}/test_')] if own else []
    for targets, chosen in stages + [(['gongkai', 'golden_test_golden'], WHOLE), ([], '.')]:
        if not build(work, options, *targets)[0]:
            return 'not built', ''
        name = test(work, options, chosen)
        if name:
            return 'killed', name
    return 'survived', ''


def judge(mutant, work, options):
    path = work / mutant.file
    original = path.read_text('utf-8')
    path.write_text(original[:mutant.at] + mutant.new + original[mutant.at + len(mutant.old):], 'utf-8')
    try:
        outcome, name = try_mutant(path.parent.name, work, options)
        return outcome, name or original.split('\n')[mutant.line - 1].strip()
    finally:
        path.write_text(original, 'utf-8')


def prepare(work, options):
    """Builds and tests the copy as it is."""
    # What compilers warn of in a mutant, such as && within || without parentheses, is no test.
    status, said = run(['cmake', '--preset', 'dev', '-DBUILD_TESTING=ON', '-DGONGKAI_WERROR=OFF'], work, 600)
    built = status == 0
    if built:
        built, said = build(work, options)
    if not built:
        print(said[-2000:])
        sys.exit(2)
    name = test(work, options, '.')
    if name:
        print(f'{name} fails without any mutant')
        sys.exit(2)


# ---- results

class Results:
    """What is known of mutants of this tree, kept in the folder of work."""

    def __init__(self, path):
        kept = json.loads(path.read_text('utf-8')) if path.is_file() else {}
        self.path, self.tree, self.known = path, kept.get('tree'), kept.get('mutants', {})
        self.write()

    def of(self, tree):
        """Forgets what is known of another tree."""
        if self.tree != tree:
            self.tree, self.known = tree, {}

    def put(self, key, value):
        self.known[key] = value
        self.write()

    def write(self):
        self.path.write_text(json.dumps({'tree': self.tree, 'mutants': self.known}, indent=1, ensure_ascii=False), 'utf-8')


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('--count', type=int, default=30)
    parser.add_argument('--least', type=int, default=27)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--only', default='compiler/')
    parser.add_argument('--jobs', type=int, default=2)
    parser.add_argument('--timeout', type=int, default=300)
    parser.add_argument('--work', type=pathlib.Path, default=ROOT / 'build' / 'mutants')
    parser.add_argument('--list', action='store_true')
    options = parser.parse_args()
    if options.list:
        print('\n'.join(str(mutant) for mutant in drawn(options.only, options.seed)))
        return
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    if work == ROOT or (any(work.iterdir()) and not (work / 'results.json').is_file()):
        parser.error(f'{work} holds something else: files that are not the tree\'s would go')
    results = Results(work / 'results.json')
    results.of(copy_tree(work))
    if 'original' not in results.known:
        prepare(work, options)
        results.put('original', ['passed', ''])
    counts, survivors = {'killed': 0, 'survived': 0, 'not built': 0}, []
    for mutant in drawn(options.only, options.seed):
        if counts['killed'] + counts['survived'] == options.count:
            break
        if mutant.key() not in results.known:
            results.put(mutant.key(), judge(mutant, work, options))
        outcome, why = results.known[mutant.key()]
        counts[outcome] += 1
        if outcome == 'survived':
            survivors.append(f'{mutant}    {why}')
        print(f'{outcome:9} {mutant}    {why}', flush=True)
    print(f'{counts["killed"]} of {counts["killed"] + counts["survived"]} killed, at least {options.least}; '
          f'{counts["not built"]} did not build')
    for survivor in survivors:
        print(f'survived: {survivor}')
    sys.exit(counts['killed'] < options.least)


if __name__ == '__main__':
    main()
