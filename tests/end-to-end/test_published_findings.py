"""gongkai check of a PDF finds what it finds of the project, one change at a time. By hand: test_published_findings.py --many 200 [--seed N]."""
import collections
import pathlib
import random
import re
import shutil
import sys
import tempfile
import unicodedata
import unittest

import test_verify
from harness import GONGKAI, ROOT, SEED, gongkai, tool
from test_verify import ACCOUNTS, change_cell, change_sign, change_word, drop_row, drop_sentence, edit_text

sys.path.insert(0, str(ROOT / 'tests' / 'mutation'))
import mutate

KEPT = re.compile(r'(template|table-set|year|department|title):')
OF_READING = ('published-', 'pdf-', 'intake-')  # how much of it was read
LINE = re.compile(r'(?:\S.*?: )?(?:remark|warning|error|failure): (?P<message>.*?)(?:; .*)? \[(?P<rule>[a-z0-9-]+)\]$')
UNAVAILABLE = '【？】'  # what a figure prints that cannot be made


class Typed(mutate.Prose):
    """A project of what a PDF holds: text with its figures typed, published tables, and what a cover says."""

    def __init__(self, source, work):
        super().__init__(GONGKAI, source, source.name, work)
        manifest = self.folder / 'gongkai.yaml'
        lines = manifest.read_text('utf-8').splitlines()
        manifest.write_text('\n'.join(line for line in lines if KEPT.match(line)) + '\n', 'utf-8')
        for path in self.folder.iterdir():
            if path.is_dir() and path.name not in ('sections', 'tables', 'images'):
                shutil.rmtree(path)
        for name in mutate.UNPUBLISHED:
            (self.folder / 'tables' / f'{name}.csv').unlink(missing_ok=True)
        self.of_kind = collections.defaultdict(list)
        for change in self.changes():
            self.of_kind[change.kind].append(change)

    def strict(self, path):
        return True  # all sections are typed

    def change(self, draw, folder):
        """Changes one thing in a copy; its name."""
        kind = draw.choice([change_cell, change_sign, drop_row, drop_sentence, change_word, type_unit, *self.of_kind])
        if callable(kind):
            kind(draw, folder)
            return kind.__name__
        change = draw.choice(self.of_kind[kind])
        (folder / change.file).write_text(change.texts[0], 'utf-8')
        return kind


def type_unit(draw, folder):
    edit_text(draw, folder, r'(?<=\d)万元', lambda match: '元')


def marked(lines):
    """The words under the carets of a finding's two lines."""
    if len(lines) < 2 or not lines[1].strip().strip('^') == '':
        return ''
    words, at = '', 0
    for character in lines[0]:
        words += character if lines[1][at:at + 1] == '^' else ''
        at += 1 + (unicodedata.east_asian_width(character) in 'WFA')
    return words


def found(path):
    """What is found, by rule and message; of each the words that are marked, where they stand in a text."""
    lines = gongkai('check', path).err.split('\n')
    all_found = collections.defaultdict(list)
    for i, line in enumerate(lines):
        finding = LINE.match(line)
        if finding and not finding['rule'].startswith(OF_READING):
            all_found[finding['rule'], finding['message']].append('' if line.startswith('tables/') else marked(lines[i + 1:i + 3]))
    return all_found


def only(one, other):
    """What the one finds and the other does not, or marks other words of; of a table's row a PDF marks all."""
    return [(*key, marks) for key, marks in one.items()
            if len(marks) != len(other.get(key, ())) or any(mark and mark not in other[key] for mark in marks)]


class Trial:
    """PDFs of a changed project, with its tables attached and without, against the project."""

    def __init__(self, work):
        self.work, self.folder = pathlib.Path(work), pathlib.Path(work) / 'changed'

    def begin(self, source):
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(source, self.folder, ignore=shutil.ignore_patterns('out', 'out-section', 'out-review'))

    def published(self):
        out, bare = self.work / 'out', self.work / 'bare.pdf'
        shutil.rmtree(out, ignore_errors=True)
        gongkai('build', self.folder, '--to', 'pdf,xlsx', '--pdf-attach', '--draft', '-o', out)
        pdf = next(out.glob('*.pdf'))
        tool('qpdf', *(f'--remove-attachment={line.split(" -> ")[0]}' for line in tool('qpdf', '--list-attachments', pdf).splitlines()), pdf, bare)
        return pdf, bare

    def typed(self, draw, project, fault):
        """Whether anything was found; what was changed."""
        self.begin(project.folder)
        name = project.change(draw, self.folder)
        wanted = {key: marks for key, marks in found(self.folder).items() if key[0] != 'figure-unbound'}
        for pdf in self.published():
            self.compare(name, pdf, wanted, found(pdf), fault)
        return name, bool(wanted)

    def bound(self, draw, source, fault):
        """What is found at an expression is no finding of the PDF; where it prints nothing, that is one."""
        self.begin(source)
        change = draw.choice(test_verify.CHANGES)
        change(draw, self.folder)
        all_found = found(self.folder)
        wanted = {key: [''] * len(marks) for key, marks in all_found.items() if not key[0].startswith('figure-')}  # expressions are marked
        for pdf in self.published():
            read = found(pdf)
            blanks = [key for key in read if key[0] == 'placeholder' and UNAVAILABLE in key[1]]
            if (UNAVAILABLE in tool('pdftotext', pdf, '-')) != bool(blanks):
                fault(f'{change.__name__}, {pdf.name}: {UNAVAILABLE} stands there and is not found')
            if blanks:  # what else is said of their sentences is theirs
                read = {key: marks for key, marks in read.items() if key in wanted}
            self.compare(f'{change.__name__} (bound)', pdf, wanted, read, fault)
        return f'{change.__name__} (bound)', bool(all_found)

    @staticmethod
    def compare(name, pdf, wanted, read, fault):
        missing, more = only(wanted, read), [key for key in read if key not in wanted]
        if missing or more:
            fault(f'{name}, {pdf.name}:\n  only of the project {missing}\n  only of the PDF     {more}')


@unittest.skipUnless(shutil.which('mutool') and shutil.which('qpdf'), 'no mutool, or no qpdf')
class PublishedFindings(unittest.TestCase):
    def test_some(self):
        with tempfile.TemporaryDirectory() as work:
            trial, typed = Trial(work), Typed(SEED, work)
            for seed in (2, 5):
                with self.subTest(seed):
                    self.assertTrue(trial.typed(random.Random(seed), typed, self.fail)[1])
            self.assertEqual(trial.bound(random.Random(5), ACCOUNTS, self.fail), ('change_unit (bound)', True))


def many(count, seed):
    kinds, faults = collections.Counter(), []
    with tempfile.TemporaryDirectory() as work:
        trial, projects = Trial(work), [Typed(source, work) for source in (SEED, ACCOUNTS)]
        for i in range(seed, seed + count):
            draw = random.Random(i)

            def fault(text, number=i):
                faults.append(f'seed {number} {text}')

            try:
                kinds[trial.bound(draw, draw.choice((SEED, ACCOUNTS)), fault) if i % 4 == 3 else trial.typed(draw, draw.choice(projects), fault)] += 1
            except IndexError:
                kinds['nothing to change'] += 1
    print(*faults, sep='\n')
    for kind, n in sorted(kinds.items(), key=str):
        print(n, *((kind[0], 'found' if kind[1] else 'nothing found') if isinstance(kind, tuple) else (kind,)))
    print(f'{len(faults)} faults of {count}')
    return 1 if faults else 0


if __name__ == '__main__':
    if len(sys.argv) > 2 and sys.argv[1] == '--many':
        sys.exit(many(int(sys.argv[2]), int(sys.argv[4]) if len(sys.argv) > 4 else 0))
    unittest.main()
