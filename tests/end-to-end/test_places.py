"""Findings are at the very character: documents of random Markdown with what is wrong planted at known lines and columns.

As a program, `test_places.py [--many]`: 10,000 documents with --many, else as many as in the test; --seed N begins elsewhere.
"""
import argparse
import collections
import json
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

from harness import SEED, gongkai

DOCUMENTS = 300
MANY = 10000
A_PROJECT = 100  # sections of one project
HAN = '天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏𠮷𬭊'
PLANTED = {'placeholder', 'punctuation-doubled', 'punctuation-half-width', 'personal-data', 'figure-unit'}
Place = collections.namedtuple('Place', 'rule line column')


class Random:
    """Numbers that look random and are the same everywhere."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def one(self, choices):
        return choices[self.below(len(choices))]

    def chance(self, percent):
        return self.below(100) < percent


class Document:
    """A Markdown file in the making, with the line and column that the next character gets."""

    def __init__(self, seed):
        self.random = Random(seed)
        self.text = ''
        self.line, self.column = 1, 1
        self.planted = set()
        self.prefix = ''  # of the lines that a block goes on with
        self.one_line = False
        self.fenced = False  # where the document's definitions are not known

    def put(self, text):
        self.text += text
        self.line += text.count('\n')
        self.column = len(text) - text.rfind('\n') if '\n' in text else self.column + len(text)

    def end_line(self):
        # A line may go on without its containers' marks; blanks before it are nobody's.
        lazy = self.random.chance(20)
        self.put('\n' + ('' if lazy else self.prefix) + ' ' * (self.random.below(4) if self.random.chance(20) else 0))

    # ---- inlines

    def han(self):
        self.put(''.join(self.random.one(HAN) for _ in range(1 + self.random.below(4))))

    def character(self, char):
        """The character as it is, or as one of its entities, or behind a backslash: its column is its own."""
        way = self.random.below(5)
        if way == 0:
            self.put(f'&#{ord(char)};')
        elif way == 1:
            self.put(f'&#x{ord(char):x};')
        elif way == 2 and char == ',':
            self.put('\\')
            self.plant('punctuation-half-width')
            self.put(char)
            return
        else:
            self.put(char)

    def plant(self, rule):
        self.planted.add(Place(rule, self.line, self.column))

    def fault(self):
        kind = self.random.below(5)
        if kind == 0:
            self.plant('placeholder')
            for _ in range(2 + self.random.below(2)):
                self.character('X')
        elif kind == 1:
            self.plant('punctuation-doubled')
            self.character(self.random.one('。；：'))
            if not self.one_line and self.random.chance(30):
                self.end_line()
            self.character(self.random.one('，、'))
        elif kind == 2:
            if not self.random.chance(30):
                self.plant('punctuation-half-width')
                self.put(self.random.one([',', '&#44;', '&comma;']))
            else:
                self.put('\\')
                self.plant('punctuation-half-width')
                self.put(',')
        elif kind == 3:
            self.plant('personal-data')
            for digit in '13812345678':
                self.character(digit)
        else:
            self.put('`=')
            self.plant('figure-unit')
            self.put(' 收入合计`亿元')

    def emphasis(self, depth, links):
        marks = self.random.one(['*', '**', '***'])
        self.put(marks)
        self.words(depth + 1, links)
        self.put(marks)

    def link(self, depth):
        way = self.random.below(3 if self.fenced else 4)
        self.put('[')
        self.words(depth + 1, links=False)
        self.put(['](https://a.example/XX "XX")', '](<b XX>)', '](#XX)', '][词]'][way])

    def passive(self):
        """What stands between and hides nothing: its own XX are not text."""
        self.put(self.random.one([
            '`= 年度`年', '`码`', '``码`码``', '<b title="XX">', '</b>', '&amp;', '&#x4E00;', '&nbsp;', '\\*', '\\#', '\\_',
            '<!-- XX -->', '_', '＊', '`= 收入合计`万元', '<https://a.example/c>', '\\\\', '&ngE;']))

    def words(self, depth=0, links=True):
        """Han first and last, so that marks beside it are what they are meant to be."""
        self.han()
        for _ in range(1 + self.random.below(5 if depth == 0 else 2)):
            kind = self.random.below(9)
            if kind < 3:
                self.fault()
            elif kind == 3 and depth < 3:
                self.emphasis(depth, links)
            elif kind == 4 and links:
                self.link(depth)
            elif kind == 5 and not self.one_line:
                self.end_line()
            elif kind == 6 and not self.one_line:
                self.put(self.random.one(['  ', '\\']))
                self.end_line()
            else:
                self.passive()
            self.han()

    # ---- blocks

    def block(self):
        kind = self.random.below(10)
        if kind == 0:
            self.heading()
        elif kind == 1:
            self.numbered()
        elif kind == 2:
            self.passage('', '~~~each 部门支出总表 level=类')
        elif kind == 4:
            self.passage('天地：\n', '~~~each 部门支出总表 level=项 join=；')
        elif kind == 3:
            self.passage('', '~~~when 收入合计 > 0')
        elif kind < 8:
            first, self.prefix = self.random.one([('> ', '> '), ('>', '> '), ('- ', '  '), ('1. ', '   '), ('> - ', '>   '),
                                                  ('- > ', '  > '), ('> > ', '> > '), ('  - ', '    '), ('-\t', '\t')])
            self.put(first)
            self.words()
        else:
            self.words()
        self.prefix = ''
        self.put('\n\n')

    def heading(self):
        if self.random.chance(50):
            self.words()
            self.put('\n---')
            return
        self.one_line = True
        self.put(self.random.one(['## ', '### ', '##  ']))
        self.words()
        self.put(self.random.one(['', ' ##']))
        self.one_line = False

    def numbered(self):
        for number in '一二三'[self.random.below(3):]:
            self.put(f'（{number}）')
            if self.random.chance(50):
                self.put('**')
                self.words(depth=1)
                self.put('**：')
            self.words()
            self.put('\n')

    def passage(self, before, fence):
        self.put(before + fence + '\n')
        self.fenced = True
        self.words()
        self.put('\n~~~')
        self.fenced = False

    def make(self):
        for _ in range(1 + self.random.below(6)):
            self.block()
        self.put('[词]: https://a.example/XX "XX"\n')
        return self.text


def misplaced(first, count):
    """The differences between what is planted and what is found, a line each, and how much was planted."""
    wrong, planted = [], 0
    for start in range(first, first + count, A_PROJECT):
        documents = {f'sections/{i}-某.md': Document(i) for i in range(start, min(start + A_PROJECT, first + count))}
        with tempfile.TemporaryDirectory(prefix='gongkai-test-') as folder:
            project = Path(folder) / 'project'
            shutil.copytree(SEED, project, ignore=shutil.ignore_patterns('out', 'out-section', 'sections'))
            (project / 'sections').mkdir()
            for name, document in documents.items():
                (project / name).write_text(document.make(), 'utf-8')
            findings = json.loads(gongkai('check', project, '--format', 'json').out)['projects'][0]['findings']
        found = {name: set() for name in documents}
        for finding in findings:
            if finding['rule'] in PLANTED and finding.get('file') in found:
                found[finding['file']].add(Place(finding['rule'], finding['line'], finding['column']))
        for name, document in documents.items():
            planted += len(document.planted)
            wrong += [f'{name}: not found: {place}' for place in sorted(document.planted - found[name])]
            wrong += [f'{name}: not planted: {place}' for place in sorted(found[name] - document.planted)]
    return wrong, planted


class PlacesTest(unittest.TestCase):
    def test_every_finding_is_at_its_character(self):
        wrong, planted = misplaced(1, DOCUMENTS)
        self.assertGreater(planted, DOCUMENTS)
        self.assertEqual(wrong, [])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--many', action='store_true')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--show', action='store_true', help='print the first document and stop')
    options = parser.parse_args()
    if options.show:
        print(Document(options.seed).make())
        return 0
    count = MANY if options.many else DOCUMENTS
    wrong, planted = misplaced(options.seed, count)
    print('\n'.join(wrong[:40]))
    print(f'{count} documents, {planted} faults planted, {len(wrong)} not at their character')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
