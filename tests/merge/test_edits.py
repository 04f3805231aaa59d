"""Copies with random edits, saved by others, merged: what is built then says what the copy says, and figures stay bound.
--many N: by hand, N edits with their counts; --concurrent N: with edits of the sections meanwhile."""
import collections
import difflib
import os
import pathlib
import random
import re
import shutil
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'end-to-end')]

import edits  # noqa: E402
from harness import ROOT, gongkai  # noqa: E402

PROJECTS = [ROOT / 'content' / 'shifeng-cac-2023', ROOT / 'content' / 'yunxi-education-2024']
# Blocks that the projects lack, put where text is free.
MORE = '''
有关安排按照以下顺序办理：

- 第一步，收集各科室的意见并汇总整理；
- 第二步，提交集体研究讨论决定；
- 第三步，按照规定的时间向社会公开。

> 坚持依法公开、真实准确的原则。公开的内容应当便于公众理解和监督。

对外公开的口径，以下列要求为准：

> 依法不公开的内容不得公开；公开的内容不得与已经批复的内容不一致。

> 公开以后发现有误的，应当及时更正并说明更正的情况。

公开以后，**及时回应**社会关切，对*群众意见*逐条研究办理。办理结果按照规定予以反馈；重要事项另行报告。
'''


def build(project, out, *options):
    result = gongkai('build', project, '--to', 'docx', '--draft', '-o', out, *options)
    if result.status != 0:
        raise AssertionError(result.err)
    return next(pathlib.Path(out).glob('*.docx'))


def prepared(source, target):
    shutil.copytree(source, target, ignore=shutil.ignore_patterns('out*'))
    path = sorted((target / 'sections').glob('*部门*.md'))[0]
    path.write_text(path.read_text(encoding='utf-8').rstrip('\n') + '\n' + MORE, encoding='utf-8')
    return target


def told(texts):
    """Blanks as one, and headings without a number: Word counts it, or where the text counts otherwise it is typed."""
    return [re.sub(r'\s+', ' ', re.sub(r'^（[一二三四五六七八九十]+）|^[一二三四五六七八九十]+、', '', text)) for text in texts]


def texts(path):
    return told(edits.Copy(path).texts())


class Case:
    """A copy with some edits, on its way out and back."""

    def __init__(self, seed, work, kinds, road):
        self.rng = random.Random(seed)
        self.seed, self.road, self.work = seed, road, work
        self.project = prepared(PROJECTS[seed % len(PROJECTS)], work / f'project-{seed}')
        self.copy = edits.Copy(build(self.project, work / f'out-{seed}'))
        self.made = []
        for kind in kinds:
            if road == 'pasted' and kind in edits.UNPASTED:
                continue
            done = edits.edit(self.copy, self.rng, kind)
            if done:
                self.made.append((kind, *done))
        self.path = work / f'edited-{seed}.docx'
        self.copy.save(self.path)
        self.wanted = told(self.copy.texts())

    def come_back(self):
        if self.road == 'libreoffice':
            self.path = self.work / 'saved' / self.path.name
        elif self.road == 'pasted':
            pasted = self.work / f'pasted-{self.seed}.docx'
            edits.paste(self.path, pasted)
            self.path = pasted

    def merge(self):
        before = edits.count_figures(self.project)
        self.result = gongkai('merge', self.path, self.project)
        self.figures = edits.count_figures(self.project) - before
        self.built = texts(build(self.project, self.work / f'again-{self.seed}'))

    def faults(self):
        """What went wrong, in words."""
        found = []
        if self.result.status not in (0, 1):
            found.append(f'status {self.result.status}: {self.result.err[-300:]}')
        if self.built != self.wanted:
            diff = [line for line in difflib.unified_diff(self.wanted, self.built, 'wanted', 'built', n=0, lineterm='')][2:]
            found.append('text: ' + '\n'.join(diff[:8]))
        touched = sum(outcome == 'conflict' for _, _, outcome in self.made)
        conflicts = sum(f['rule'] == 'merge-conflict' for f in self.result.findings)
        if conflicts != touched:
            found.append(f'{conflicts} conflicts, {touched} figures touched')
        proposed = sum(outcome == 'proposal' for _, _, outcome in self.made)
        if sum(f['rule'] == 'merge-figure-words' for f in self.result.findings) != proposed:
            found.append(f'proposals are not {proposed}')
        if self.figures != 0:
            found.append(f'figures: {self.figures:+d}')
        return found


def run(seeds, work, edits_each, only=None):
    rng = random.Random(seeds[0])
    names = [only] if only else [*edits.EDITS, 'heading_level', 'heading_level', 'saying', 'passage_text', 'add_item']
    cases = []
    for seed in seeds:
        road = 'pasted' if seed % 5 == 0 else 'libreoffice' if seed % 5 in (1, 3) or seed % 10 == 7 else 'word'
        kinds = [names[(seed * edits_each + i) % len(names)] for i in range(edits_each)]
        rng.shuffle(kinds)
        cases.append(Case(seed, work, kinds, road))
    saved = [case.path for case in cases if case.road == 'libreoffice']
    if saved and shutil.which('soffice'):
        edits.libreoffice(saved, work / 'saved')
    elif saved:
        for case in cases:
            case.road = 'word' if case.road == 'libreoffice' else case.road
    counts, faulty = collections.Counter(), []
    for case in cases:
        case.come_back()
        case.merge()
        for kind, block, outcome in case.made:
            counts[f'edit {kind}'] += 1
            counts[f'block {block}'] += 1
            counts[f'road {case.road}'] += 1
            counts[f'outcome {outcome}'] += 1
        found = case.faults()
        if found:
            faulty.append((case, found))
    return counts, faulty


# ---- both sides at once

PLAIN = ('word_in', 'word_out', 'word_for_word', 'add', 'remove', 'move', 'split')


def change_sections(project, rng, n):
    """Edits of the sections' own paragraphs, as an author makes them: words at places that no figure is near. Returns what is new there."""
    new = []
    for _ in range(n):
        path = rng.choice(sorted((project / 'sections').glob('*.md')))
        lines = path.read_text(encoding='utf-8').split('\n')
        plain = [i for i, line in enumerate(lines) if len(line) > 20 and not re.match(r'[#~`>|<]|- ', line) and
                 not any(mark in line for mark in ('：`= 行', '主要用于：', '类型:', ': 收入', '`= 行'))]
        if not plain:
            continue
        i = rng.choice(plain)
        word = f'甲{len(new)}乙{rng.randrange(10000)}丙'
        if rng.random() < 0.3:
            lines.insert(i + 1, '')
            lines.insert(i + 2, f'{word}，这一段是科室后来补充的说明。')
        else:
            at = lines[i].rfind('。')
            if at < 0:
                continue
            lines[i] = lines[i][:at] + f'，{word}' + lines[i][at:]
        path.write_text('\n'.join(lines), encoding='utf-8')
        new.append(word)
    return new


def concurrent(seed, work):
    """Whether no edit of either side is lost: each is in the text, or in a finding."""
    rng = random.Random(seed)
    case = Case(seed, work, [rng.choice(PLAIN) for _ in range(5)], 'word')
    original = texts(case.project and next((work / f'out-{seed}').glob('*.docx')))
    theirs = [text for text in case.wanted if text not in original]
    ours = change_sections(case.project, rng, 4)
    case.merge()
    built, said = '\n'.join(case.built), case.result.err
    # In the sections: what stands under a condition that does not hold is not printed.
    kept = b'\n'.join(edits.sections(case.project).values()).decode()
    lost = [word for word in ours if word not in kept]
    for text in theirs:  # whole, or with what the author put in; else told
        around = re.sub('，?甲[0-9]+乙[0-9]+丙', '', built)
        if text not in around and text[:20] not in said and text[-20:] not in said:
            lost.append(text)
    conflicts = sum(f['rule'] == 'merge-conflict' for f in case.result.findings)
    return lost, len(ours) + len(theirs), conflicts


def many_concurrent(n):
    lost_cases, edits_made, conflicts = 0, 0, 0
    for seed in range(1, n + 1):
        with tempfile.TemporaryDirectory() as folder:
            lost, made, met = concurrent(seed, pathlib.Path(folder))
        edits_made += made
        conflicts += met
        if lost:
            lost_cases += 1
            print(seed, lost, flush=True)
    print(f'{n} cases, {edits_made} edits, {conflicts} met, {lost_cases} cases with a loss')


class Concurrent(unittest.TestCase):
    def test_nothing_is_lost(self):
        for seed in range(1, 4):
            with self.subTest(seed=seed), tempfile.TemporaryDirectory() as folder:
                self.assertEqual(concurrent(seed, pathlib.Path(folder))[0], [])


class Edits(unittest.TestCase):
    def test_random(self):
        with tempfile.TemporaryDirectory() as folder:
            counts, faulty = run(range(1, 7), pathlib.Path(folder), 9)
        self.assertEqual([(case.seed, case.road, case.made, found) for case, found in faulty], [])
        self.assertGreaterEqual(sum(n for name, n in counts.items() if name.startswith('edit ')), 35)
        self.assertEqual(sum(name.startswith('edit ') for name in counts), len(edits.EDITS))


def many(n):
    done, seed, counts = 0, 1, collections.Counter()
    while done < n:
        with tempfile.TemporaryDirectory() as folder:
            more, faulty = run(range(seed, seed + 20), pathlib.Path(folder), 9)
        for case, found in faulty:
            print(case.seed, case.road, case.made, *found, sep='\n   ')
        counts += more
        counts['copies'] += 20
        counts['faulty copies'] += len(faulty)
        seed += 20
        done = sum(value for name, value in counts.items() if name.startswith('edit '))
        print(done, 'edits', counts['faulty copies'], 'faulty', flush=True)
    for name, value in sorted(counts.items()):
        print(f'{value:6} {name}')


if __name__ == '__main__':
    if '--many' in sys.argv:
        many(int(sys.argv[sys.argv.index('--many') + 1]))
    elif '--concurrent' in sys.argv:
        many_concurrent(int(sys.argv[sys.argv.index('--concurrent') + 1]))
    else:
        unittest.main()
