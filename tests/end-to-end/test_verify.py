"""gongkai verify and diff: what was published against what is built. By hand: test_verify.py --many 200 [--seed N]."""
import json
import pathlib
import random
import re
import shutil
import sys
import tempfile
import unittest

from harness import ROOT, SEED, ProjectTest, gongkai, read_csv, write_csv

ACCOUNTS = ROOT / 'content' / 'yunxi-education-2024'
AMOUNT = re.compile(r'^-?\d[\d,]*(\.\d+)?$')


# ---- changes, one thing at a time


def tables_of(project):
    return [path for path in sorted((project / 'tables').glob('*.csv')) if path.stem not in ('其他数据', '说明')]


def amounts_of(rows):
    return [(r, c) for r, row in enumerate(rows[1:], 1) for c, text in enumerate(row) if AMOUNT.match(text) and '.' in text and float(text.replace(',', ''))]


def change_cell(draw, project, sign=False):
    path = draw.choice([path for path in tables_of(project) if amounts_of(read_csv(path))])
    rows = read_csv(path)
    r, c = draw.choice(amounts_of(rows))
    digits = [i for i, d in enumerate(rows[r][c]) if d.isdigit()]
    at = draw.choice(digits[:2])
    rows[r][c] = '-' + rows[r][c] if sign else rows[r][c][:at] + str((int(rows[r][c][at]) + draw.randint(1, 8)) % 10) + rows[r][c][at + 1:]
    write_csv(path, rows)


def change_sign(draw, project):
    change_cell(draw, project, True)


def drop_row(draw, project):
    path = draw.choice([path for path in tables_of(project) if len(amounts_of(read_csv(path))) > 3])
    rows = read_csv(path)
    rows.pop(draw.choice(sorted({r for r, _ in amounts_of(rows)})))
    write_csv(path, rows)


def edit_text(draw, project, pattern, by):
    places = [(path, match) for path in sorted((project / 'sections').glob('*.md')) for match in re.finditer(pattern, path.read_text('utf-8'))]
    path, match = draw.choice(places)
    text = path.read_text('utf-8')
    path.write_text(text[:match.start()] + by(match) + text[match.end():], 'utf-8')


def drop_sentence(draw, project):
    edit_text(draw, project, r'(?<=。)[^。\n`#|]{6,80}。', lambda match: '')


def change_unit(draw, project):
    edit_text(draw, project, r'(?<=`)万元', lambda match: '元')


def change_word(draw, project):
    edit_text(draw, project, r'(?<=[一-龥])(主要|工作|管理|教育)(?=[一-龥])', lambda match: '其他')


CHANGES = (change_cell, change_sign, drop_row, drop_sentence, change_unit, change_word)


def try_one(seed, work, fault):
    """The PDF of a changed project against the project: what verify finds is what diff finds of the two projects."""
    draw = random.Random(seed)
    source = draw.choice((SEED, ACCOUNTS))
    changed, out = work / 'changed', work / 'out'
    for folder in (changed, out):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, changed, ignore=shutil.ignore_patterns('out', 'out-section', 'out-review'))
    change = draw.choice(CHANGES)
    try:
        change(draw, changed)
    except IndexError:
        return None
    built = gongkai('build', changed, '--to', 'pdf', '--draft', '-o', out)
    if not list(out.glob('*.pdf')):
        return None
    found = gongkai('verify', next(out.glob('*.pdf')), source)
    wanted = json.loads(gongkai('diff', source, changed, '--format', 'json').out)
    words = sorted((one['before'].get('text', ''), one['after'].get('text', '')) for one in wanted['differences'])
    if not words and found.status == 0:  # within a block whose condition does not hold it is not printed
        gongkai('build', source, '--to', 'pdf', '--draft', '-o', work / 'plain')
        if next((work / 'plain').glob('*.pdf')).read_bytes() == next(out.glob('*.pdf')).read_bytes():
            return None
    hung = json.loads(gongkai('diff', source, next(out.glob('*.pdf')), '--format', 'json').out)
    read = sorted((one['before'].get('text', ''), one['after'].get('text', '')) for one in hung['differences'])
    bare = lambda pairs: [tuple(''.join(text.split()) for text in pair) for pair in pairs]
    if found.status != 1 or not words or bare(words) != bare(read):
        fault(f'seed {seed} {change.__name__} of {source.name}: status {found.status}\n  wanted {words}\n  read   {read}')
    return change.__name__


@unittest.skipUnless(shutil.which('mutool'), 'no mutool')
class Verify(ProjectTest):
    def test_as_built(self):
        """With footnotes, which are numbered on each page anew."""
        for number, words in ((1, '主要职责是'), (3, '主要原因是人员增资')):
            self.edit(self.section(number), words, words + '[^1]')
            self.append(self.section(number), '\n[^1]: 按机构改革方案和工资政策执行，由有关部门核定。\n')
        self.assertEqual(self.build().status, 0)
        for file in (self.pdf(), self.out / 'document.html', self.out / 'fragment.html', *sorted(self.out.glob('*.xlsx'))[:1]):
            result = gongkai('verify', file, self.project)
            self.assertEqual(result.status, 0, result.err)
            self.assertRegex(result.out, r'as built: \d+ sentences, \d+ tables, \d+ cells')

    def test_what_a_content_system_loses(self):
        self.build('--to', 'html')
        page = (self.out / 'fragment.html').read_text('utf-8')
        page = re.sub(r' (class|id|style|scope|headers)="[^"]*"', '', page)
        hangs = self.work / 'hangs.html'
        hangs.write_text('<html><head><meta charset="utf-8"><title>公开</title></head><body>' + page + '</body></html>', 'utf-8')
        result = gongkai('verify', hangs, self.project)
        self.assertEqual(result.status, 0, result.err)
        hangs.write_text(hangs.read_text('utf-8').replace('51.8万元', '51.9万元', 1), 'utf-8')
        result = gongkai('verify', hangs, self.project)
        self.assertEqual((result.status, result.rules()), (1, {'verify-differs'}), result.err)
        self.assertRegex(result.err, r'“51.9” hangs there, “51.8” was built|“9” hangs there, “8” was built')
        self.assertRegex(result.err, r'sections/.*\.md:\d+:\d+: note: it was built of this')

    def test_pages_of_a_site(self):
        """The site's pages as saved, in one folder: its tables hang in two of them, its main figures on the first."""
        self.build('--to', 'html,xlsx')
        hangs = self.work / 'hangs'
        hangs.mkdir()
        for page in self.out.glob('*.*'):
            if page.name not in ('document.html', 'fragment.html') and not page.is_dir():
                shutil.copy(page, hangs)
        result = gongkai('verify', hangs, self.project)
        self.assertEqual(result.status, 0, result.err)
        self.assertRegex(result.out, r'as built: \d+ sentences, 23 tables, \d+ cells')
        self.assertNotIn('hang on further pages', result.out)
        shutil.copy(self.out / 'document.html', hangs)
        result = gongkai('verify', hangs, self.project)
        self.assertEqual(result.status, 0, result.err)
        self.assertGreater(int(re.search(r'(\d+) texts hang on further pages too', result.out)[1]), 30)
        (hangs / 'document.html').unlink()
        for name, old, new in (('index.html', '>51.8<', '>51.9<'), ('section-03.html', '人员增资', '人员减少'),
                               ('table-02.html', '>51.80<', '>51.90<'), ('table-02.html', '单位：', '金额：')):
            with self.subTest(name):
                page = hangs / name
                before = page.read_text('utf-8')
                self.assertIn(old, before)
                page.write_text(before.replace(old, new, 1), 'utf-8')
                result = gongkai('verify', hangs, self.project)
                self.assertEqual(result.status, 1, (name, new))
                self.assertRegex(result.err, rf'hangs:{name}:\d+: error')
                page.write_text(before, 'utf-8')

    def test_a_seal(self):
        self.build('--to', 'pdf')
        sealed = self.work / 'sealed.pdf'
        data = self.pdf().read_bytes()
        last = data.rindex(b'startxref')
        place = data[last:].split()[1]
        sealed.write_bytes(data + b'9999999 0 obj\n<< /Type /Sig /ByteRange [0 1 2 3] >>\nendobj\nstartxref\n' + place + b'\n%%EOF\n')
        result = gongkai('verify', sealed, self.project)
        self.assertEqual(result.status, 0, result.err)
        self.assertIn('as built, with a seal', result.out)

    def test_attached(self):
        """The tables that a PDF has attached are held against the project too, by their own cells."""
        self.assertEqual(self.build('--to', 'pdf', '--attach').status, 0)
        result = gongkai('verify', self.pdf(), self.project)
        self.assertEqual(result.status, 0, result.err)
        self.assertRegex(result.out, r'tables\.xlsx: the attached tables too: 23 tables, \d+ cells')

    def test_list(self):
        self.build('--to', 'pdf,html')
        listed = self.work / 'list.csv'
        listed.write_text(f'文件,项目\n{self.pdf()},{self.project}\n"{self.out / "document.html"}",{self.project}\n', 'utf-8')
        result = gongkai('verify', '--list', listed)
        self.assertEqual(result.status, 0, result.err)
        self.assertIn('2 of 2 files are as built', result.out)
        self.edit(self.section(3), '主要原因是人员增资', '主要原因是增资')
        result = gongkai('verify', '--list', listed)
        self.assertEqual(result.status, 1)
        self.assertIn('0 of 2 files are as built', result.out)
        self.assertRegex(result.err, rf'(?m)^{re.escape(str(self.project))}/sections/3-')
        self.assertNotIn('//', result.err)

    def test_odd_lists(self):
        """Marks of Windows, GB18030, quotes, blanks and tabs; what cannot be compared is said, the first line too."""
        self.build('--to', 'html')
        named = {name: self.work / name for name in ('公开 一.html', '公开,二.html', '公开"三.html', '公开四.html')}
        for path in named.values():
            shutil.copy(self.out / 'document.html', path)
        listed, project = self.work / 'list.csv', str(self.project)
        one, two, three, four = (str(path) for path in named.values())
        good = f' {one} , {project} \r\n"{two}","{project}"\r\n"{three.replace(chr(34), chr(34) * 2)}",{project},备注\r\n\r\n{four}\t{project}\r\n'
        for head, encoding in (('文件,项目\r\n', 'utf-8-sig'), ('', 'utf-8'), ('文件,项目\r\n', 'gb18030')):
            with self.subTest(encoding):
                listed.write_bytes((head + good).encode(encoding))
                result = gongkai('verify', '--list', listed)
                self.assertEqual((result.status, 'verify-list' in result.rules()), (0, False), result.err)
                self.assertIn('4 of 4 files are as built', result.out)
        bad = {f'absent.html,{project}': 'the published file is not there', f'{one},absent': "the project's folder is not there", one: 'a line names',
               f',{project}': 'a line names', f'https://www.gov.cn/a.pdf,{project}': 'what hangs on the web is not fetched'}
        for line, said in bad.items():
            with self.subTest(line):
                listed.write_text(f'{line}\n{one},{project}\n', 'utf-8')
                result = gongkai('verify', '--list', listed)
                self.assertEqual(result.status, 1)
                self.assertIn(said, result.err)
                self.assertIn('1 of 2 files are as built', result.out)
        for text in ('', '文件,项目\n'):
            listed.write_text(text, 'utf-8')
            result = gongkai('verify', '--list', listed)
            self.assertEqual((result.status, result.rules()), (1, {'verify-list'}))

    def test_what_differs_as_files(self):
        self.build('--to', 'pdf,html')
        pairs = ((self.pdf(), self.project), (self.out / 'document.html', self.project), (self.work / 'absent.pdf', self.project))
        (self.work / 'list.csv').write_text(''.join(f'{file},{project}\n' for file, project in pairs), 'utf-8')
        self.edit(self.section(3), '主要原因是人员增资', '主要原因是增资')
        result = gongkai('verify', '--list', self.work / 'list.csv', '-o', self.work / 'differ')
        self.assertEqual(result.status, 1)
        names = sorted(path.name for path in (self.work / 'differ').iterdir())
        self.assertEqual(names, [f'1-{self.pdf().name}.csv', '2-document.html.csv'])
        rows = read_csv(self.work / 'differ' / names[1])
        self.assertEqual((rows[0][0].lstrip('\ufeff'), len(rows[0])), ('what', 8))
        self.assertEqual([(row[0], row[6], row[7]) for row in rows[1:]], [('differs', '人员', '')])
        self.assertIn('document.html', rows[1][1])
        self.assertIn('sections/', rows[1][2])

    def test_diff(self):
        after = self.work / 'after'
        shutil.copytree(self.project, after)
        path = after / 'tables' / '部门收入总表.csv'
        path.write_text(path.read_text('utf-8').replace('51.8', '61.8', 1), 'utf-8')
        page = self.work / 'diff.html'
        result = gongkai('diff', self.project, after, '--format', 'json', '--report', page)
        found = json.loads(result.out)
        self.assertEqual((found['format'], found['version']), ('gongkai-diff', 1))
        cell = next(one for one in found['differences'] if one['kind'] == 'cell')
        self.assertEqual((cell['before']['text'], cell['after']['text'], cell['change'], cell['rate'], cell['table']),
                         ('51.80', '61.80', '10.00', '19.31%', '部门收入总表'))
        self.assertIn('<del>51.80</del>', page.read_text('utf-8'))
        self.assertIn('0 differences', gongkai('diff', self.project, self.project).out)

    def test_last_year_as_tables(self):
        """Of a project whose last year is a folder of tables, tables are compared."""
        found = json.loads(gongkai('diff', ACCOUNTS, '--format', 'json').out)
        self.assertGreater(len(found['differences']), 100)
        self.assertTrue(all(one['kind'].startswith(('cell', 'row', 'table')) for one in found['differences']))
        self.assertTrue(all(one['before'].get('file', '2023-accounts').startswith('2023-accounts') for one in found['differences']))

    def test_changed(self):
        """Of a figure, a row, a sentence, a sign, a unit, a word: each is found, and nothing else."""
        for seed in range(8):
            with self.subTest(seed):
                try_one(seed, self.work, self.fail)


def many(count, seed):
    kinds, faults = {}, []
    with tempfile.TemporaryDirectory() as work:
        for i in range(seed, seed + count):
            kind = try_one(i, pathlib.Path(work), faults.append)
            kinds[kind] = kinds.get(kind, 0) + 1
    print(*faults, sep='\n')
    print(kinds, f'{len(faults)} of {count} wrong')
    return 1 if faults else 0


if __name__ == '__main__':
    if len(sys.argv) > 2 and sys.argv[1] == '--many':
        sys.exit(many(int(sys.argv[2]), int(sys.argv[4]) if len(sys.argv) > 4 else 0))
    unittest.main()
