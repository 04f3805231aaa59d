"""check --fix: what is certain is mended and nothing else; a second run proposes nothing; the file is whole."""
import json
import os
import random
import re
import shutil
import subprocess
import unittest

from harness import ROOT, ProjectTest, gongkai

CHANGES = re.compile(r'(\d+) changes in (\d+) files')

# What an author wrote, and what it is mended to; None: it is found and left, for it is not certain.
MENDED = [
    ('本部门按规定安排经费,全部用于机关运行。', '本部门按规定安排经费，全部用于机关运行。'),
    ('编报范围如下:本级。', '编报范围如下：本级。'),
    ('按规定安排经费;其余结转。', '按规定安排经费；其余结转。'),
    ('按规定公开预算.', '按规定公开预算。'),
    ('是否公开?按规定公开。', '是否公开？按规定公开。'),
    ('按规定(含附表)公开。', '按规定（含附表）公开。'),
    ('按规定（含附表)公开。', '按规定（含附表）公开。'),
    ('按规定公开，，接受监督。', '按规定公开，接受监督。'),
    ('按规定公开，，，接受监督。。', '按规定公开，接受监督。'),
    ('按规定 公开，接受 监督。', '按规定公开，接受监督。'),
    ('购置电脑3 台。', '购置电脑3台。'),
    ('⾏政运⾏按规定安排。', '行政运行按规定安排。'),
    ('会议⽤于业务⼯作。', '会议用于业务工作。'),
    ('一是公开；三是监督。', '一是公开；二是监督。'),
    ('一是公开；二是监督；四是整改；五是总结。', '一是公开；二是监督；三是整改；四是总结。'),
    ('价值200万以上的设备另行列示。', '价值200万元以上的设备另行列示。'),
    ('50万以下的项目自行采购。', '50万元以下的项目自行采购。'),
    ('按规定安排公务接待经费费。', '按规定安排公务接待经费。'),
    ('按规定编制年度度预算。', '按规定编制年度预算。'),
    ('截止2022年12月31日，本部门无租用的房屋。', '截至2022年12月31日，本部门无租用的房屋。'),
    ('**按规定公开**,接受**监督**。', '**按规定公开**，接受**监督**。'),
    ('三是公开；五是监督。', None),
    ('按规定公开。，接受监督。', None),
    ('按规定公开"预算"文本。', None),
    ('一.概况如下。', None),
    ('**公开：** 接受监督。', None),
    ('由XXX负责。', None),
    ('按规定安排，', None),
    ('2022年部门预算安排购置车辆。', None),
    ('按规定公开（含附表。', None),
]
RIGHT = ['使用 Excel 表格填报。', '详见 https://example.org/a,b 的说明。', '按GB/T 22239-2019执行。', '上午9:30公开。', '比例为1:2。',
         '`a,b`是代码。', '[说明](a.md "甲,乙")。', '第1,2项。']


def places(findings):
    return sorted((f['rule'], f.get('file', ''), f.get('line', 0)) for f in findings)


class FixTest(ProjectTest):
    def setUp(self):
        super().setUp()
        self.file = self.section(4)
        self.was = self.file.read_text('utf-8')

    def put(self, *paragraphs):
        self.file.write_text(self.was + ''.join(f'\n{paragraph}\n' for paragraph in paragraphs), 'utf-8')

    def fix(self, *arguments, project=None):
        result = gongkai('check', '--fix', *arguments, project or self.project)
        return int(CHANGES.search(result.err)[1]), result

    def found(self, project=None):
        findings = json.loads(gongkai('check', '--format', 'json', project or self.project).out)['projects'][0]['findings']
        return places(findings)

    def test_what_is_certain(self):
        """Each in a project of its own, all of them checked and mended together."""
        projects = []
        for wrong, _ in MENDED:
            self.put(wrong)
            projects.append(self.work / f'one-{len(projects)}')
            shutil.copytree(self.project, projects[-1])

        def found_each():
            checked = json.loads(gongkai('check', '--format', 'json', *projects).out)['projects']
            self.assertEqual(len(checked), len(projects))
            return [places(project['findings']) for project in checked]

        def fix_each():
            counts = [int(count) for count, _ in CHANGES.findall(gongkai('check', '--fix', *projects).err)]
            self.assertEqual(len(counts), len(projects))
            return counts

        before, first = found_each(), fix_each()
        texts = [(project / 'sections' / self.file.name).read_text('utf-8') for project in projects]
        second, after = fix_each(), found_each()
        for i, (wrong, right) in enumerate(MENDED):
            with self.subTest(wrong):
                self.assertTrue(before[i], 'nothing is wrong')
                self.assertEqual(first[i] > 0, right is not None)
                self.assertEqual(texts[i], self.was + f'\n{right or wrong}\n')
                self.assertEqual(second[i], 0)
                self.assertLessEqual(set(after[i]), set(before[i]))

    def test_what_is_right(self):
        self.put(*RIGHT)
        before = self.file.read_text('utf-8')
        self.assertEqual(self.fix()[0], 0)
        self.assertEqual(self.file.read_text('utf-8'), before)

    def test_all_at_once(self):
        self.put(*[wrong for wrong, _ in MENDED])
        self.fix()
        self.assertEqual(self.file.read_text('utf-8'), self.was + ''.join(f'\n{right or wrong}\n' for wrong, right in MENDED))

    def test_numbers(self):
        """Those of headings and paragraphs count on; one that begins a list is left, for what comes before it may be missing."""
        project = self.work / 'accounts'
        shutil.copytree(ROOT / 'content' / 'yunxi-education-2024', project)
        path = project / 'sections' / '9-其他.md'
        wrong = ['# 其他情况', '## 一、机关支出', '（一）甲。', '（三）乙。', '（四）丙。', '## 三、学校支出', '1.机关。', '2.学校。', '2.其他。', '4.合计。',
                 '## 四、其他支出', '2.机关。', '3.学校。']
        right = ['# 其他情况', '## 一、机关支出', '（一）甲。', '（二）乙。', '（三）丙。', '## 二、学校支出', '1.机关。', '2.学校。', '3.其他。', '4.合计。',
                 '## 三、其他支出', '2.机关。', '3.学校。']
        path.write_text('\n\n'.join(wrong) + '\n', 'utf-8')
        told = [line for rule, file, line in self.found(project) if rule == 'heading-number']
        self.assertEqual(told, [7, 11, 17, 23])  # of those that follow on a wrong one each is right
        self.fix(project=project)
        self.assertEqual(path.read_text('utf-8'), '\n\n'.join(right) + '\n')
        self.assertEqual(self.fix(project=project)[0], 0)

    def test_amounts(self):
        """What its words and its value name is bound, and prints as it did; what they leave open is not."""
        project = self.work / 'accounts'
        shutil.copytree(ROOT / 'content' / 'yunxi-education-2024', project)
        file = project / 'sections' / '9-其他.md'
        file.write_text('# 其他\n\n2024年度一般公共预算财政拨款支出30594.55万元，其中：基本支出26317.19万元，项目支出4277.36万元。\n\n'
                        '“三公”经费支出决算为14.82万元。\n\n本年收入合计30593.02万元。\n\n共计12.34万元。\n', 'utf-8')
        self.fix('--dry-run', project=project)
        self.assertEqual(self.fix(project=project)[0], 4)
        text = file.read_text('utf-8')
        self.assertIn('支出`= 一般公共预算支出`万元，其中：基本支出`= 基本支出决算`万元', text)
        self.assertIn('经费支出决算为`= 三公决算`万元。', text)
        self.assertIn('30593.02万元', text)
        self.assertIn('12.34万元', text)
        self.assertEqual(self.fix(project=project)[0], 0)

    def test_a_dry_run(self):
        self.put('按规定公开,接受监督。')
        before = self.file.read_bytes()
        changes, result = self.fix('--dry-run')
        self.assertEqual(changes, 1)
        self.assertEqual(self.file.read_bytes(), before)
        self.assertIn('-按规定公开,接受监督。\n+按规定公开，接受监督。\n', result.out)
        self.assertRegex(result.out, r'(?m)^@@ .* @@ punctuation-half-width$')

    @unittest.skipUnless(shutil.which('patch'), 'patch is not there')
    def test_the_diff_is_one(self):
        """patch makes the same of what --fix writes."""
        self.put(*[wrong for wrong, _ in MENDED], '没有行尾 的一行,')
        self.file.write_text(self.file.read_text('utf-8').rstrip('\n'), 'utf-8')
        before = self.file.read_bytes()
        diff = gongkai('check', '--fix', '--dry-run', '.', cwd=self.project).out
        self.fix()
        fixed = self.file.read_bytes()
        self.file.write_bytes(before)
        subprocess.run(['patch', '-p0', '--binary'], input=diff.encode().split(b'\n./')[0], cwd=self.project, check=True, capture_output=True)
        self.assertEqual(self.file.read_bytes(), fixed)

    def test_the_file_stays_what_it_is(self):
        """Its byte-order mark, its line ends, its mode."""
        self.put('按规定公开,接受监督。')
        text = self.file.read_text('utf-8')
        self.file.write_bytes(b'\xef\xbb\xbf' + text.replace('\n', '\r\n').encode())
        self.file.chmod(0o640)
        self.assertEqual(self.fix()[0], 1)
        self.assertEqual(self.file.read_bytes(), b'\xef\xbb\xbf' + text.replace('开,', '开，').replace('\n', '\r\n').encode())
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o640)
        self.assertEqual([path.name for path in self.file.parent.iterdir() if path.name.startswith('.')], [])

    def test_another_encoding_is_left(self):
        self.put('按规定公开,接受监督。')
        self.file.write_bytes(self.file.read_text('utf-8').encode('gb18030'))
        before = self.file.read_bytes()
        _, result = self.fix()
        self.assertEqual(result.status, 3)
        self.assertIn('not in UTF-8', result.err)
        self.assertEqual(self.file.read_bytes(), before)

    def test_a_link_is_left(self):
        self.put('按规定公开,接受监督。')
        target = self.file.parent / '词.txt'
        self.file.rename(target)
        self.file.symlink_to(target.name)
        before = target.read_bytes()
        self.assertEqual(self.fix()[1].status, 3)
        self.assertEqual(target.read_bytes(), before)
        self.assertTrue(self.file.is_symlink())

    def test_nothing_else_is_written(self):
        self.put('按规定公开,接受监督。')
        before = {path: path.read_bytes() for path in self.project.rglob('*') if path.is_file() and path != self.file}
        self.fix()
        self.assertEqual(before, {path: path.read_bytes() for path in self.project.rglob('*') if path.is_file() and path != self.file})

    def test_options(self):
        self.assertEqual(gongkai('check', '--dry-run', self.project).status, 2)
        self.assertEqual(gongkai('check', '--fix', '--format', 'json', self.project).status, 2)
        self.assertEqual(gongkai('build', '--fix', self.project).status, 2)


class FaultsTest(ProjectTest):
    """Faults drawn into whole documents: mended, they are the documents that they were."""
    FAULTS = [
        (re.compile('(?<=[一-鿿])，(?=[一-鿿])'), ','),
        (re.compile('(?<=[一-鿿])：(?=[一-鿿])'), ':'),
        (re.compile('(?<=[一-鿿])，(?=[一-鿿])'), '，，'),
        (re.compile('(?<=[一-鿿])(?=[一-鿿])'), ' '),
        (re.compile('(?<=[一-鿿])行(?=[一-鿿])'), '⾏'),
        (re.compile('(?<=[一-鿿])用(?=[一-鿿])'), '⽤'),
        (re.compile('经费(?=[，。、])'), '经费费'),
        (re.compile('（(?=[一-鿿])'), '('),
    ]

    def test_drawn(self):
        draw = random.Random(11)
        for name in ('shifeng-cac-2023', 'yunxi-education-2024'):
            sections = sorted((ROOT / 'content' / name / 'sections').glob('*.md'))
            texts = {path.name: path.read_text('utf-8') for path in sections}
            projects = []
            for round_ in range(8):
                projects.append(self.work / f'{name}-{round_}')
                shutil.copytree(ROOT / 'content' / name, projects[-1], ignore=shutil.ignore_patterns('out'))
                for file, text in texts.items():
                    (projects[-1] / 'sections' / file).write_text(self.with_faults(draw, text), 'utf-8')
            gongkai('check', '--fix', *projects)
            for project in projects:
                for file, text in texts.items():
                    self.assertEqual((project / 'sections' / file).read_text('utf-8'), text)

    def with_faults(self, draw, text):
        lines = text.split('\n')
        for _ in range(6):
            i = draw.randrange(len(lines))
            pattern, put = draw.choice(self.FAULTS)
            spots = [m for m in pattern.finditer(lines[i]) if lines[i][:m.start()].count('`') % 2 == 0]
            if lines[i][:1] in '#~`<|-' or lines[i] != text.split('\n')[i] or not spots:
                continue
            place = draw.choice(spots)
            lines[i] = lines[i][:place.start()] + put + lines[i][place.end():]
        return '\n'.join(lines)


if __name__ == '__main__':
    unittest.main()
