"""What cannot be read is one finding with true words; what follows from it alone is not reported again."""
import shutil
import unittest

from harness import ProjectTest, gongkai


class Unreadable(ProjectTest):
    def only(self, rule, file, word=None, status=1):
        result = gongkai('check', self.project)
        self.assertEqual([finding['rule'] for finding in result.findings], [rule], result.err)
        self.assertEqual(result.status, status, result.err)
        finding = result.first(rule)
        self.assertEqual(finding['file'], file)
        if word:
            self.assertIn(word, finding['message'])
        return finding

    def in_the_place_of(self, path, name):
        """Once for a folder, a link to nowhere and a link to itself in the place of a file."""
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        path.mkdir()
        self.only('file-unreadable', name, 'a folder')
        path.rmdir()
        path.symlink_to('nowhere')
        self.only('file-unreadable', name, 'not there')
        path.unlink()
        path.symlink_to(path.name)
        self.only('file-unreadable', name, 'itself')
        path.unlink()

    def test_manifest(self):
        self.in_the_place_of(self.project / 'gongkai.yaml', 'gongkai.yaml')

    def test_year(self):
        manifest = self.project / 'gongkai.yaml'
        self.edit(manifest, 'year: 2023', 'year: abc')
        self.only('value-invalid', 'gongkai.yaml', 'year')
        self.edit(manifest, 'year: abc', '')
        self.only('key-missing', 'gongkai.yaml', 'year')

    def test_table(self):
        self.in_the_place_of(self.table('部门支出总表'), 'tables/部门支出总表.csv')
        self.only('table-missing', 'tables', '部门支出总表')

    def test_table_of_one_s_own(self):
        self.append(self.section(3), '\n共`= 附表[甲, 金额]`万元。\n\n```table 附表\n```\n')
        self.in_the_place_of(self.table('附表'), 'tables/附表.csv')

    def test_facts(self):
        facts = self.table('其他数据')
        facts.write_text('', 'utf-8')
        self.only('table-header-missing', 'tables/其他数据.csv')
        self.in_the_place_of(facts, 'tables/其他数据.csv')

    def test_empty_table(self):
        self.table('部门支出总表').write_text('\n\n', 'utf-8')
        self.only('table-header-missing', 'tables/部门支出总表.csv')

    def test_a_table_with_errors(self):
        table = self.table('部门支出总表')
        whole = table.read_text('utf-8')
        table.write_text(whole.replace('基本支出', '基本支岀', 1), 'utf-8')
        self.only('table-column-unknown', 'tables/部门支出总表.csv')
        table.write_text(whole.replace('科目名称', '摘要', 1), 'utf-8')
        self.only('table-column-unknown', 'tables/部门支出总表.csv')
        table.write_text(whole.split('\n', 1)[1], 'utf-8')
        self.only('table-header-missing', 'tables/部门支出总表.csv')
        table.write_text(whole.replace('33.8', '约33.8万元', 1), 'utf-8')
        self.only('cell-not-amount', 'tables/部门支出总表.csv')
        draft = self.build('--draft', '--to', 'html')
        self.assertEqual(draft.status, 0)
        self.assertIn('约33.8万元', (self.out / 'document.html').read_text('utf-8'))

    def test_a_table_s_file_misnamed(self):
        self.table('部门支出总表').rename(self.project / 'tables' / '3 - 部门 支出总表 (1).csv')
        finding = self.only('table-missing', 'tables')
        self.assertIn('“3 - 部门 支出总表 (1).csv”', finding['message'])

    def test_other_separators(self):
        for name in ('部门支出总表', '其他数据'):
            table = self.table(name)
            whole = table.read_text('utf-8')
            for mark in (';', '\t', '，', '；'):
                table.write_text('某表\n' + whole.replace(',', mark), 'utf-8')
                finding = self.only('csv-separator', f'tables/{name}.csv')
                self.assertEqual(finding['line'], '2')
            table.write_text('说明；表，单位：万元\n' + whole, 'utf-8')
            self.assertEqual(gongkai('check', self.project).err, '')

    def test_data_folder(self):
        result = gongkai('check', self.project, GONGKAI_DATA=str(self.work))
        self.assertEqual((result.status, result.rules()), (1, {'template-unknown'}), result.err)
        self.assertIn(f'there is no folder “{self.work}/templates”', result.err)
        self.assertIn('GONGKAI_DATA', result.err)
        result = gongkai('new', self.work / 'x', GONGKAI_DATA=str(self.work))
        self.assertIn('GONGKAI_DATA', result.err)

    def test_workbooks(self):
        self.assertEqual(self.build('--to', 'xlsx').status, 0)
        whole = (self.out / 'tables.xlsx').read_bytes()
        self.table('部门支出总表').unlink()
        one = self.project / 'tables' / '部门支出总表.xlsx'
        for content, rule in ((b'', 'file-kind'), (whole[:30000], 'zip-broken'), (b'PK\3\4' + bytes(100), 'zip-broken')):
            one.write_bytes(content)
            self.only(rule, 'tables/部门支出总表.xlsx')
        one.unlink()
        for path in (self.project / 'tables').iterdir():
            path.unlink()
        (self.project / 'tables' / 'GK.xlsx').write_bytes(whole[:30000])
        self.only('zip-broken', 'tables/GK.xlsx')

    def test_folders(self):
        shutil.rmtree(self.project / 'sections')
        (self.project / 'sections').write_text('', 'utf-8')
        self.only('section-missing', 'sections')

    def test_folder_of_tables(self):
        shutil.rmtree(self.project / 'tables')
        self.only('table-missing', 'tables', 'has no folder')
        (self.project / 'tables').write_text('', 'utf-8')
        self.only('table-missing', 'tables', 'is no folder')

    def test_section(self):
        section = self.section(2)
        section.write_text('\n \n', 'utf-8')
        self.only('section-empty', 'sections/' + section.name)
        self.in_the_place_of(section, 'sections/' + section.name)

    def test_image(self):
        (self.project / 'images').mkdir()
        image = self.project / 'images' / '图.png'
        self.append(self.section(2), '\n![图](images/图.png)\n')
        self.in_the_place_of(image, 'images/图.png')
        self.only('image-missing', 'sections/' + self.section(2).name)
        image.write_bytes(b'')
        self.only('image-broken', 'sections/' + self.section(2).name, 'empty')

    def test_last_year(self):
        manifest = self.project / 'gongkai.yaml'
        lines = manifest.read_text('utf-8').splitlines(True)
        start = next(i for i, line in enumerate(lines) if line.startswith('last-year:'))
        rest = next(i for i in range(start + 1, len(lines)) if not lines[i].startswith(' '))
        lines[start:rest] = ['last-year: ../去年\n']
        manifest.write_text(''.join(lines), 'utf-8')
        self.only('value-invalid', 'gongkai.yaml', 'no folder')
        last = self.work / '去年'
        last.mkdir()
        (last / 'gongkai.yaml').symlink_to('nowhere')
        self.only('file-unreadable', '../去年/gongkai.yaml', 'not there')

    def test_trace_says_why(self):
        self.table('部门支出总表').unlink()
        result = gongkai('trace', self.project, '部门支出总表[合计, 合计]')
        self.assertEqual((result.status, result.rules()), (1, {'table-missing'}), result.err)


if __name__ == '__main__':
    unittest.main()
