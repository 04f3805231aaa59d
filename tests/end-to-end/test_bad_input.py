"""Bad input: each has its rule, its place and its exit status, and the last good output stays as it was."""
import os
import resource
import shutil
import subprocess
import unittest

from harness import GONGKAI, ProjectTest, ROOT, files_of, gongkai


class BadInput(ProjectTest):
    def setUp(self):
        super().setUp()
        self.out.mkdir()
        result = self.build('--to', 'html')
        self.assertEqual(result.status, 0, result.err)
        self.good = files_of(self.out)

    def assert_refused(self, rule, status=1, file=None, line=None, **environment):
        result = self.build(**environment)
        self.assertIn(rule, result.rules(), result.err)
        self.assertEqual(result.status, status, result.err)
        finding = result.first(rule)
        if file:
            self.assertTrue(finding['file'] and finding['file'].endswith(file), finding)
        if line:
            self.assertEqual(int(finding['line']), line, finding)
        self.assertEqual(files_of(self.out), self.good, 'the last good output changed')
        self.assertEqual([path.name for path in self.work.iterdir() if path.name not in ('project', 'out')], [])
        return result

    def last_line(self, path):
        return len(path.read_text('utf-8').splitlines())

    def append_paragraph(self, text):
        path = self.section(2)
        self.append(path, '\n' + text + '\n')
        return path, self.last_line(path)

    def assert_figure(self, expression, rule):
        path, line = self.append_paragraph(f'共`= {expression}`。')
        return self.assert_refused(rule, file=path.name, line=line)

    def test_manifest_missing(self):
        (self.project / 'gongkai.yaml').unlink()
        self.assert_refused('manifest-missing')

    def test_manifest_broken(self):
        self.append(self.project / 'gongkai.yaml', '\nfigures: [\n')
        result = self.build()
        self.assertEqual(result.status, 1, result.err)
        self.assertIn('yaml-syntax', result.rules(), result.err)

    def test_manifest_unknown_key(self):
        self.append(self.project / 'gongkai.yaml', '\ndepartmnet: 某局\n')
        result = self.assert_refused('key-unknown', file='gongkai.yaml')
        self.assertIn('department', result.err)

    def test_manifest_wrong_type(self):
        self.edit(self.project / 'gongkai.yaml', 'year: 2023', 'year: 二零二三')
        result = self.build()
        self.assertEqual(result.status, 1, result.err)
        self.assertTrue({'value-type', 'value-invalid'} & result.rules(), result.err)

    def test_table_missing(self):
        self.table('部门支出总表').unlink()
        self.assert_refused('table-missing')

    def test_unknown_table(self):
        result = self.assert_figure('部门收支总表格[合计]', 'figure-unknown-table')
        self.assertIn('did you mean “部门收支总表”?', result.err)

    def test_unknown_row(self):
        result = self.assert_figure('部门收支总表[其它收入]', 'figure-unknown-row')
        self.assertIn('其他收入', result.err)

    def test_unknown_column(self):
        self.assert_figure('部门支出总表[合计, 基本支岀]', 'figure-unknown-column')

    def test_ambiguous_row(self):
        table = self.table('部门支出总表')
        last = table.read_text('utf-8').splitlines()[-1]
        self.append(table, last + '\n')
        name = [field for field in last.split(',') if field and not field.replace('.', '').isdigit()][0]
        self.assert_figure(f'部门支出总表[{name}, 合计]', 'figure-ambiguous')

    def test_text_in_amount_cell(self):
        table = self.table('部门支出总表')
        lines = table.read_text('utf-8').splitlines()
        lines[1] = lines[1].rsplit(',', 1)[0] + ',约八万'
        table.write_text('\n'.join(lines) + '\n', 'utf-8')
        self.assert_refused('cell-not-amount', file='部门支出总表.csv', line=2)

    def test_ragged_csv(self):
        self.append(self.table('部门支出总表'), '201,37\n')
        self.assert_refused('csv-ragged', file='部门支出总表.csv', line=self.last_line(self.table('部门支出总表')))

    def test_wrong_encoding(self):
        path = self.section(2)
        path.write_bytes(path.read_bytes() + b'\n\xff\xff\x81\n')
        self.assert_refused('encoding-invalid', file=path.name)

    def test_nul_bytes(self):
        path = self.section(2)
        path.write_bytes(path.read_bytes() + '\n甲\0乙\n'.encode())
        self.assert_refused('nul-byte', file=path.name)

    def test_unclosed_figure(self):
        path, line = self.append_paragraph('收入`= 收入合计万元。')
        self.assert_refused('figure-unclosed', file=path.name, line=line)

    def test_division_by_zero(self):
        self.assert_figure('收入合计 / 0', 'figure-division')

    def test_figures_in_a_circle(self):
        self.edit(self.project / 'gongkai.yaml', 'figures:\n', 'figures:\n  甲数: 乙数 + 1\n  乙数: 甲数 - 1\n')
        result = self.assert_refused('figure-circle', file='gongkai.yaml')
        self.assertIn('甲数', result.err)
        self.assertIn('乙数', result.err)

    def test_wrong_unit(self):
        path, line = self.append_paragraph('收入`= 收入合计`元。')
        self.assert_refused('figure-unit', file=path.name, line=line)

    def test_character_no_font_has(self):
        path, line = self.append_paragraph('甲\U0010fffd乙。')
        self.assert_refused('glyph-missing', file=path.name, line=line)

    def test_font_missing(self):
        empty = self.work / 'project' / 'fonts.conf'
        empty.write_text('<?xml version="1.0"?><fontconfig></fontconfig>', 'utf-8')
        data = self.project / 'data'
        data.mkdir()
        shutil.copytree(ROOT / 'templates', data / 'templates')
        result = self.build(FONTCONFIG_FILE=str(empty), GONGKAI_DATA=str(data))
        self.assertIn('font-missing', result.rules(), result.err)
        self.assertIn(result.status, (1, 3))
        self.assertEqual(files_of(self.out), self.good)

    def test_output_is_a_file_s_child(self):
        blocker = self.project / 'blocker'
        blocker.write_text('x', 'utf-8')
        result = gongkai('build', self.project, '-o', blocker / 'out')
        self.assertEqual(result.status, 3, result.err)

    def test_output_not_ours(self):
        foreign = self.project / 'foreign'
        foreign.mkdir()
        (foreign / 'letter.txt').write_text('keep me', 'utf-8')
        result = gongkai('build', self.project, '-o', foreign)
        self.assertEqual(result.status, 1, result.err)
        self.assertIn('output-foreign', result.rules())
        self.assertEqual(files_of(foreign), {'letter.txt': b'keep me'})

    def refused(self, rule, *names):
        """A second build says why and leaves the output as it is."""
        before = files_of(self.out)
        result = self.build('--to', 'html')
        self.assertEqual((result.status, result.rules()), (1, {rule}), result.err)
        for name in names:
            self.assertIn(name, result.first(rule)['message'])
        self.assertEqual(files_of(self.out), before)
        self.assertEqual(sorted(path.name for path in self.work.iterdir()), ['out', 'project'])
        return result

    def test_a_user_s_files_in_the_output(self):
        (self.out / 'mine').mkdir()
        (self.out / 'mine' / 'letter.txt').write_text('keep me', 'utf-8')
        (self.out / '批复.docx').write_text('keep me', 'utf-8')
        self.refused('output-extra', 'mine/letter.txt, 批复.docx')
        for name in 'abc':
            (self.out / name).write_text('keep me', 'utf-8')
        self.assertTrue(self.refused('output-extra', 'a, b, c …').err.count('letter.txt') == 0)
        for name in ('a', 'b', 'c', '批复.docx', 'mine/letter.txt'):
            (self.out / name).unlink()
        (self.out / '.~lock.tables.xlsx#').write_text('LibreOffice', 'utf-8')
        result = self.build('--to', 'html')
        self.assertEqual((result.status, result.err), (0, ''))

    def test_a_section_over_the_whole(self):
        result = self.build('--to', 'html', '--section', '三')
        self.assertEqual((result.status, result.rules()), (1, {'output-section'}), result.err)
        self.assertEqual(files_of(self.out), self.good)
        shutil.rmtree(self.out)
        for name in ('三', '二'):
            self.assertEqual(self.build('--to', 'html', '--section', name).status, 0)

    def test_two_projects_of_one_name(self):
        other = self.work / 'other' / 'project'
        shutil.copytree(self.project, other)
        result = gongkai('build', self.project, other, '--to', 'html', '-o', self.out)
        self.assertEqual(result.status, 2, result.err)
        self.assertIn(f'{self.project} and {other} ', result.err)
        self.assertEqual(files_of(self.out), self.good)

    def test_disk_full(self):
        # A file-size limit stands for the full disk: writes past it fail as they would there.
        def limit():
            import signal
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        environment = dict(os.environ, LC_ALL='C.UTF-8', XDG_CACHE_HOME=str(self.project / 'cache'))
        process = subprocess.run([str(GONGKAI), 'build', str(self.project), '-o', str(self.out)], env=environment,
                                 preexec_fn=limit, capture_output=True, check=False)
        self.assertEqual(process.returncode, 3, process.stderr.decode())
        self.assertEqual(files_of(self.out), self.good)
        self.assertEqual([path.name for path in self.work.iterdir() if path.name not in ('project', 'out')], [])

    def test_usage(self):
        for arguments in ((), ('bild',), ('build', '--no-such'), ('build', '--to', 'rtf'), ('build', '-o'),
                          ('check', '--draft')):
            result = gongkai(*arguments)
            self.assertEqual(result.status, 2, arguments)
            self.assertIn('gongkai', result.err)


if __name__ == '__main__':
    unittest.main()
