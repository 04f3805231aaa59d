#!/usr/bin/env python3
"""Makes one thing fail in each command that writes, as sweep.py does in a build.

usage: commands.py GONGKAI FAULTS.so [--command NAME ...] [--sample N] [--seed S] [--only KIND ...] [--at N] [--from N] [--minutes M]

Each command works in a folder of its own, made anew each time. With the status of a run in which nothing fails, the folder and what
was printed are what they are then, and so is what was said, to which more may have been added, of
what is left beside. Any other status is 3, since what the system fails at is no fault of a document or of a command line. Then there is a message, and every file of the folder is what it was, what it is after the command,
one that was begun beside it, under the names of such, or one of the command's that say what was wrong, whole. Where the folder is not as it was, the same
command comes to the same end when it is called again; of one that does something else then (once), since there is something already, to
its end or to that of two calls, or it refuses, with a message, and leaves all as it is. A full memory ends with 3 and its one message.
"""
import csv
import io
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

from sweep import FULL, ROOT, SEED, Faults, files_of, options, sweep

sys.path[:0] = [str(ROOT / 'tests' / 'merge'), str(ROOT / 'tests' / 'end-to-end')]
sys.dont_write_bytecode = True
import edits  # noqa: E402  (the folders are known only now)
import office_fixture  # noqa: E402

DAY = ('--today', '2026-02-10')
# Beside what it will be: an output folder, a file, a project or a template, sections and their report, a marker.
BEGUN = re.compile(r'(^|/)(\.[^/]+\.gongkai-(new|old|\d+)|[^/]*\.new-\d+|\.(sections|convert-report)-\d+|[^/]+\.next)(/|$)')


def project(work, name='project'):
    shutil.copytree(SEED, work / name, ignore=shutil.ignore_patterns('out', 'out-section'))
    return work / name


def section(folder):
    return sorted((folder / 'sections').glob('*.md'))[0]


def changed(work, name='other'):
    """The example with a paragraph more."""
    first = section(project(work, name))
    first.write_text(first.read_text('utf-8') + '\n这一段只在一稿里。\n', 'utf-8')


def for_build(kind):
    def prepare(work, _):
        project(work)
        return ('build', 'project', '--to', kind, '-o', 'out', *(['--draft'] if kind == 'docx' else []))
    return prepare


def for_new(_work, _run):
    return ('new', 'begun')


def for_convert(work, _):
    shutil.rmtree(project(work) / 'sections')
    (work / '旧稿.txt').write_text('第一部分 部门概况\n\n本部门2023年收入预算51.8万元。\n\n第二部分 名词解释\n\n有字。\n', 'utf-8')
    return ('convert', '旧稿.txt', 'project')


def for_report(work, _):
    project(work)
    return ('check', 'project', '--report', 'report.html')


def for_fix(work, _):
    first = section(project(work))
    first.write_text(first.read_text('utf-8') + '\n共有3个 部门,都在此.\n', 'utf-8')
    return ('check', 'project', '--fix')


def for_merge(work, run):
    project(work)
    run('build', 'project', '--to', 'docx', '--draft', '-o', 'review')
    copied = edits.Copy(next((work / 'review').glob('*.docx')))
    edits.edit(copied, random.Random(1), 'word_in')
    edits.edit(copied, random.Random(2), 'add')
    copied.save(work / '改过的.docx')
    shutil.rmtree(work / 'review')
    return ('merge', '改过的.docx', 'project')


def for_verify(work, run):
    project(work)
    changed(work)
    run('build', 'other', '--to', 'html', '-o', 'site')
    return ('verify', 'site/index.html', 'project', '-o', 'differences')


def for_diff(work, _):
    project(work)
    changed(work)
    return ('diff', 'project', 'other', '--report', 'report.html')


def for_plan(work, _):
    project(work)
    return ('plan', 'project', '--shards', '2', '-o', 'out', '--plan', 'plan.json')


def for_gather(work, run):
    project(work)
    project(work, 'second')
    run('build', 'project', 'second', '--to', 'data', '-o', 'out')
    return ('gather', 'out')


def office(work):
    office_fixture.make(str(work / 'office'))
    (work / 'office' / '收件').mkdir()
    return work / 'office'


def for_hand_out(work, _):
    office(work)
    return ('office', 'hand-out', 'office', '102', *DAY)


def for_take_in(work, run):
    folder = office(work)
    run('office', 'hand-out', 'office', '102', *DAY)
    copied = edits.Copy(next((folder / '内部').rglob('*.docx')))
    edits.edit(copied, random.Random(1), 'word_in')
    copied.save(folder / '收件' / '送审稿.docx')
    return ('office', 'take-in', 'office', *DAY)


def for_finalize(work, _):
    office(work)
    return ('office', 'finalize', 'office', '102')


def for_record(work, run):
    run(*for_finalize(work, run))
    return ('office', 'record', 'office', '102', 'https://www.example.gov.cn/102.html', '2026-02-11T10:00')


def for_correct(work, run):
    run(*for_record(work, run))
    path = work / 'office' / '共用文字' / '5-名词解释.md'
    path.write_text(path.read_text('utf-8').replace('正常运转', '日常运转'), 'utf-8')
    return ('office', 'correct', 'office', '102', '--reason', '录入有误')


def for_status(work, run):
    run(*for_finalize(work, run))
    return ('office', 'status', 'office', *DAY)


def for_index(work, run):
    run(*for_record(work, run))
    return ('office', 'index', 'office')


def for_archive(work, run):
    run(*for_record(work, run))
    return ('office', 'archive', 'office')


def for_template(work, _):
    shutil.copy(form(work), work / 'form.xlsx')
    return ('template', 'new', 'own', '--from', 'form.xlsx')


def form(work):
    office_fixture.write_book(str(work / 'form.xlsx.made'), [('部门收支总表', [['部门收支总表'], ['单位：万元'], ['项目', '本年预算'], ['收入合计', None]], [])])
    return work / 'form.xlsx.made'


COMMANDS = {
    **{f'build-{kind}': (for_build(kind), False) for kind in ('ofd', 'docx', 'submission', 'data')},
    'new': (for_new, False), 'convert': (for_convert, True), 'report': (for_report, False), 'fix': (for_fix, False), 'merge': (for_merge, False),
    'verify': (for_verify, False), 'diff': (for_diff, False), 'plan': (for_plan, False), 'gather': (for_gather, False),
    'template-new': (for_template, False), 'hand-out': (for_hand_out, False), 'take-in': (for_take_in, False),
    'finalize': (for_finalize, True), 'record': (for_record, True), 'correct': (for_correct, True), 'status': (for_status, False),
    'index': (for_index, False), 'archive': (for_archive, False),
}


# What of a command says, besides, what went wrong.
TELLS = {'convert': r'^project/convert-report\.html$', 'report': r'^report\.html$', 'diff': r'^report\.html$', 'verify': r'^differences/.*\.csv$',
         'take-in': r'/收件清单\.xlsx$|/退回单-第1稿\.docx$'}


def is_whole_file(name, data):
    if name.endswith('.html'):
        return data.endswith(b'</html>\n')
    if name.endswith('.csv'):
        rows = list(csv.reader(io.StringIO(data.decode('utf-8-sig'))))
        return data.endswith(b'\n') and len({len(row) for row in rows}) == 1
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.testzip() is None


class Command(Faults):
    def __init__(self, gongkai, library, work, name):
        super().__init__(gongkai, library, work)
        self.folder, self.kept, self.tells = work / 'folder', work / 'kept', TELLS.get(name)
        prepare, self.once = COMMANDS[name]
        self.folder.mkdir()
        self.arguments = prepare(self.folder, self.prepared)
        shutil.copytree(self.folder, self.kept)
        self.before = files_of(self.kept)
        self.status, self.said, self.printed = self.run()
        if self.status not in (0, 1):
            sys.exit(f'{" ".join(self.arguments)}: {self.status}\n{self.said}')
        self.after = files_of(self.folder)
        self.run()
        self.after_two = files_of(self.folder)
        self.restore()
        if self.run() != (self.status, self.said, self.printed) or files_of(self.folder) != self.after:
            sys.exit(f'{" ".join(self.arguments)}: not twice the same')

    def prepared(self, *arguments):
        process = self.run_it(arguments, cwd=self.folder)
        if process.returncode != 0:
            sys.exit(f'{" ".join(arguments)}: {process.returncode}\n{process.stderr.decode("utf-8")}')

    def run(self, fault=None, counted=False):
        process = self.run_it(self.arguments, fault, counted, self.folder)
        return process.returncode, process.stderr.decode('utf-8', 'replace'), process.stdout

    def restore(self):
        shutil.rmtree(self.folder)
        shutil.copytree(self.kept, self.folder)

    def count(self):
        self.restore()
        self.run(counted=True)
        return self.counted()

    def strange(self, files):
        """A file that is neither what it was nor what it will be."""
        for name, data in files.items():
            # The ledger grows by whole lines.
            if name.endswith('.jsonl') and self.after.get(name, b'').startswith(data) and (not data or data.endswith(b'\n')):
                continue
            if data in (self.before.get(name), self.after.get(name)) or BEGUN.search(name):
                continue
            if not (self.tells and re.search(self.tells, name) and is_whole_file(name, data)):
                return name
        return next((name for name in self.before if name not in files and name in self.after), None)

    def one(self, kind, n):
        self.restore()
        try:
            status, said, printed = self.run((kind, n))
        except subprocess.TimeoutExpired:
            return 'hang', False, ''
        files, killed = files_of(self.folder), kind == 'kill' and status == -9
        if status < 0 and not killed:
            return f'crash {-status}', False, said
        if status == self.status and said == self.said:
            return f'{status} done', files == self.after and printed == self.printed, said
        stands = 'before' if files == self.before else 'after' if files == self.after else 'between'
        right = killed or (said != '' and status == 3)
        if status == self.status:  # and something more to say, of what was left beside
            right = stands != 'before' and (stands == 'after' or self.is_whole(files)) and printed == self.printed and set(self.said.splitlines()) < set(said.splitlines())
        elif kind in ('memory', 'memory+'):
            right = right and (said == FULL or (stands == 'after' and said.endswith(FULL)))
        strange = self.strange(files) if stands == 'between' else None
        if strange:
            return f'{status} {strange} is another', False, said
        if stands != 'before' and not self.is_whole(files):
            status_again, said_again, _ = self.run()
            now = files_of(self.folder)
            refused = self.once and status_again not in (0, -9) and said_again != '' and now == files
            if not self.is_whole(now) and not refused:
                return f'{status} {stands}, again {status_again} other', False, said + said_again
            stands += f', again {status_again}' if refused else ''
        return f'{status} {stands}', right, said

    def is_whole(self, files):
        """The end is the same, whatever was begun beside it; what a letter says of the second of two calls is its own."""
        files = {name: data for name, data in files.items() if name in self.after or not BEGUN.search(name)}
        ends = [self.after, self.after_two] if self.once else [self.after]
        lettered = {name: self.after.get(name) if '退回单' in name and is_whole_file(name, data) else data for name, data in files.items()}
        return files in ends or lettered == self.after


def main():
    parser = options(__doc__)
    parser.add_argument('--command', choices=list(COMMANDS), action='append', dest='commands')
    arguments, wrong = parser.parse_args(), 0
    for name in arguments.commands or COMMANDS:
        work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-faults-'))
        try:
            wrong += sweep(Command(arguments.gongkai.resolve(), arguments.library.resolve(), work, name), arguments, f'{name}: ')
        finally:
            shutil.rmtree(work)
    sys.exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
