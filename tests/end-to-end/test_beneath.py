"""A project reads only itself: no link leads out of it, and what lies elsewhere is read where it is named, and listed."""
import json
import os
import shutil
import unittest

from harness import ProjectTest, ROOT, files_of, gongkai

SECRET = '机密：不得公开的内容'


class Beneath(ProjectTest):
    def setUp(self):
        super().setUp()
        self.elsewhere = self.work / 'elsewhere'
        self.elsewhere.mkdir()
        (self.elsewhere / 'secret.md').write_text(f'# 附\n\n{SECRET}\n', 'utf-8')

    def refused(self, file, *arguments):
        result = self.build(*arguments)
        self.assertEqual(result.status, 1, result.err)
        finding = result.first('file-outside')
        self.assertEqual(finding['file'], file, result.err)
        self.assertNotIn(SECRET, result.err + result.out)
        self.assertFalse(self.out.exists())
        return result

    def test_a_section(self):
        for target in ('/etc/passwd', self.elsewhere / 'secret.md', '../../elsewhere/secret.md'):
            link = self.project / 'sections' / '9-附.md'
            link.symlink_to(target)
            self.refused('sections/9-附.md')
            link.unlink()

    def test_a_link_within_the_project_is_followed(self):
        (self.project / '附').mkdir()
        section = self.section(3)
        section.rename(self.project / '附' / 'text.md')
        section.symlink_to('../附/text.md')
        self.assertEqual(self.build('--to', 'html').status, 0)

    def test_folders(self):
        for name in ('sections', 'tables'):
            (self.project / name).rename(self.elsewhere / name)
            (self.project / name).symlink_to(self.elsewhere / name)
            self.assertEqual(self.refused(name).rules(), {'file-outside'})
            (self.project / name).unlink()
            (self.elsewhere / name).rename(self.project / name)

    def test_tables(self):
        table = self.table('部门支出总表')
        shutil.move(table, self.elsewhere)
        table.symlink_to(self.elsewhere / table.name)
        self.assertEqual(self.refused('tables/部门支出总表.csv').rules(), {'file-outside'})
        table.unlink()
        (self.project / 'tables' / '附表.xlsx').symlink_to('/etc/passwd')
        self.refused('tables/附表.xlsx')

    def test_the_manifest(self):
        shutil.move(self.project / 'gongkai.yaml', self.elsewhere)
        (self.project / 'gongkai.yaml').symlink_to(self.elsewhere / 'gongkai.yaml')
        self.refused('gongkai.yaml')

    def test_images(self):
        picture = ROOT / 'tests' / 'image'
        source = next(picture.rglob('*.png'), None)
        outside = self.elsewhere / 'p.png'
        if source:
            shutil.copy(source, outside)
        else:
            outside.write_bytes(b'\x89PNG\r\n\x1a\n')
        (self.project / 'images').mkdir(exist_ok=True)
        (self.project / 'images' / 'p.png').symlink_to(outside)
        self.append(self.section(3), '\n![图](images/p.png)\n')
        self.refused('images/p.png')
        (self.project / 'images' / 'p.png').unlink()
        (self.project / 'images').rmdir()
        (self.project / 'images').symlink_to(self.elsewhere)
        self.refused('images/p.png')

    def test_fonts(self):
        (self.project / 'fonts').symlink_to(self.elsewhere)
        self.refused('fonts', '--to', 'pdf')
        (self.project / 'fonts').unlink()
        (self.project / 'fonts' / '字').mkdir(parents=True)
        (self.project / 'fonts' / '字' / 'a.ttf').symlink_to('/etc/passwd')
        self.refused('fonts/字/a.ttf', '--to', 'pdf')
        (self.project / 'fonts' / '字' / 'a.ttf').unlink()
        os.mkfifo(self.project / 'fonts' / 'a.ttf')  # must not wait
        self.assertIn('file-unreadable', self.build('--to', 'pdf').rules())

    def test_a_style(self):
        self.append(self.project / 'gongkai.yaml', '\nstyle: /etc/passwd\n')
        result = self.build()
        self.assertEqual((result.status, result.rules()), (1, {'style-unknown'}))
        self.assertNotIn('root:', result.err)
        (self.project / 'our.yaml').symlink_to('/etc/passwd')
        self.edit(self.project / 'gongkai.yaml', 'style: /etc/passwd', 'style: ./our.yaml')
        self.refused('./our.yaml')

    def template(self, folder, more):
        folder.mkdir(parents=True)
        (folder / 'template.yaml').write_text(f'extends: department-budget\nname: own\n{more}', 'utf-8')

    def test_a_template_s_accounts(self):
        self.template(self.project / 'templates' / 'own', 'accounts: /etc\n')
        self.edit(self.project / 'gongkai.yaml', 'template: department-budget', 'template: templates/own')
        self.refused('templates/own/template.yaml')
        (self.project / 'templates' / 'own' / 'accounts').symlink_to('/etc')
        self.edit(self.project / 'templates' / 'own' / 'template.yaml', '/etc', './accounts')
        result = self.build()
        self.assertEqual((result.status, result.rules()), (1, {'file-outside'}), result.err)

    def test_a_template_s_page(self):
        self.template(self.project / 'templates' / 'own', '')
        (self.project / 'templates' / 'own' / 'page.html').symlink_to('/etc/passwd')
        self.edit(self.project / 'gongkai.yaml', 'template: department-budget', 'template: templates/own')
        self.refused('templates/own/page.html', '--to', 'html')

    def test_a_template_that_links_out(self):
        self.template(self.elsewhere / 'own', '')
        (self.project / 'templates').symlink_to(self.elsewhere)
        self.edit(self.project / 'gongkai.yaml', 'template: department-budget', 'template: templates/own')
        result = self.build()
        self.assertEqual((result.status, result.rules()), (1, {'file-outside'}), result.err)

    def test_a_starter(self):
        self.template(self.elsewhere / 'own', '')
        starter = self.elsewhere / 'own' / 'starter' / 'sections'
        starter.mkdir(parents=True)
        (starter / '1-附.md').symlink_to('/etc/passwd')
        result = gongkai('new', self.work / 'begun', '--example', '--template', self.elsewhere / 'own')
        self.assertIn('file-outside', result.rules())
        self.assertFalse((self.work / 'begun').exists())

    def test_a_budget_that_links_out(self):
        shutil.copytree(self.project, self.work / '2023')
        (self.project / '2023').symlink_to('../2023')
        self.append(self.project / 'gongkai.yaml', '\nbudget: 2023\n')
        self.refused('2023')
        self.edit(self.project / 'gongkai.yaml', 'budget: 2023', 'budget: 2023/tables')
        self.refused('2023/tables')

    def test_a_unit_that_links_out(self):
        shutil.copytree(self.project, self.work / 'unit')
        (self.project / 'unit').symlink_to('../unit')
        self.append(self.project / 'gongkai.yaml', '\nunits: [unit]\n')
        self.assertIn('file-outside', self.build().rules())

    def test_names_are_no_commands(self):
        self.append(self.table('部门支出总表'), '坏,\x1b[2J\u202e\n')
        (self.project / 'tables' / 'a\x1b[2J\u202evsc.csv').write_bytes(b'\xff\xfe\xff')
        (self.project / 'tables' / 'b\nc.csv').write_bytes(b'\xff\xfe\xff')
        result = gongkai('check', self.project)
        self.assertFalse({'\x1b', '\u202e'} & set(result.err))
        self.assertIn('a<U+001B>[2J<U+202E>vsc.csv', result.err)
        self.assertIn('b<U+000A>c.csv', result.err)

    def test_traces_are_no_commands(self):
        section = self.section(3)
        section.rename(section.with_name('3-\x1b[2J部门收支.md'))
        result = gongkai('trace', self.project, '收入合计')
        self.assertEqual(result.status, 0, result.err)
        self.assertNotIn('\x1b', result.out)
        self.assertIn('<U+001B>[2J', result.out)

    def test_what_is_named_is_listed(self):
        other = self.work / '2022'
        shutil.copytree(self.project, other)
        self.edit(other / 'gongkai.yaml', 'year: 2023', 'year: 2022')
        self.template(self.work / 'templates' / 'own', '')
        manifest = self.project / 'gongkai.yaml'
        self.edit(manifest, 'template: department-budget', 'template: ../templates/own')
        self.append(manifest, '\nbudget: ../2022/tables\n')
        plain = gongkai('check', self.project)
        self.assertNotIn('../2022', plain.err)
        verbose = gongkai('check', '--verbose', '--report', self.work / 'r.html', self.project)
        self.assertNotIn('file-outside', verbose.rules())
        for text in (verbose.err, (self.work / 'r.html').read_text('utf-8'),
                     self.build('--verbose', '--draft', '--to', 'html').err):
            self.assertIn('../2022/tables', text)
            self.assertIn('../templates/own', text)
        found = json.loads(gongkai('check', '--format', 'json', self.project).out)['projects'][0]
        self.assertEqual(found['outside'], [{'key': 'template', 'path': '../templates/own'},
                                            {'key': 'budget', 'path': '../2022/tables'}])

    def test_a_project_of_its_own_lists_nothing(self):
        found = json.loads(gongkai('check', '--format', 'json', self.project).out)['projects'][0]
        self.assertEqual(found['outside'], [])


if __name__ == '__main__':
    unittest.main()
