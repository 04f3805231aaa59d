"""An output folder says whose it is and what is in it, and a build goes by that: it replaces its own, and keeps nothing that was changed."""
import hashlib
import json
import os
import shutil
import unittest

from harness import ProjectTest, files_of, gongkai

PLAIN = 'Gongkai made this folder and replaces it as a whole with every build.\n'


class Outputs(ProjectTest):
    def setUp(self):
        super().setUp()
        self.marker = self.out / '.gongkai'
        self.done('--to', 'html,data')

    def done(self, *arguments):
        result = self.build(*arguments)
        self.assertEqual((result.status, result.err), (0, ''))

    def record(self):
        return json.loads(self.marker.read_text('utf-8'))

    def refused(self, rule, *arguments, mentions=()):
        before = files_of(self.out)
        result = self.build(*arguments)
        self.assertEqual((result.status, result.rules()), (1, {rule}), result.err)
        for text in mentions:
            self.assertIn(text, result.first(rule)['message'])
        self.assertEqual(files_of(self.out), before)
        self.assertEqual(sorted(path.name for path in self.work.iterdir()), ['out', 'project'])

    def test_what_it_says(self):
        record = self.record()
        self.assertEqual((record['format'], record['version'], record['document'], record['year'], record['section'],
                          record['draft']), ('gongkai-output', 1, 'department-budget', 2023, '', False))
        self.assertIn('石峰区', record['department'])
        files = files_of(self.out)
        del files['.gongkai']
        self.assertEqual({file['name']: (file['size'], file['sha256']) for file in record['files']},
                         {name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items()})
        self.assertEqual({file['kind'] for file in record['files']}, {'html', 'data'})
        self.assertNotIn(str(self.work), self.marker.read_text('utf-8'))

    def test_the_same_wherever_it_is_made(self):
        other = self.work / 'elsewhere'
        shutil.copytree(self.project, other)
        self.assertEqual(gongkai('build', other, '-o', other / 'o', '--to', 'html,data').status, 0)
        self.assertEqual(files_of(other / 'o'), files_of(self.out))

    def test_a_kept_file_stays_recorded(self):
        before = {file['name']: file for file in self.record()['files']}
        self.done('--to', 'pdf')
        after = {file['name']: file for file in self.record()['files']}
        self.assertEqual({name: after[name] for name in before}, before)
        self.assertEqual([file['kind'] for file in after.values() if file['name'] not in before], ['pdf'])

    # ---- one of before there were records

    def outdate(self):
        """The output as it was when the marker said nothing and the record stood beside it."""
        record = self.record()
        lines = [f'{record["input"]} final ', *(f'{file["kind"]} {file["name"]}' for file in record['files'])]
        self.marker.write_text(PLAIN, 'utf-8')
        (self.out / '.gongkai-build').write_text('\n'.join(lines) + '\n', 'utf-8')

    def test_an_outdated_record_is_taken_once(self):
        before = self.record()
        self.outdate()
        self.refused('output-section', '--section', '三', '--to', 'html')
        self.done('--to', 'html')
        self.assertFalse((self.out / '.gongkai-build').exists())
        self.assertEqual(self.record(), before)
        self.outdate()
        self.marker.write_text('mine', 'utf-8')
        self.refused('output-record', '--to', 'html')

    def test_an_output_without_its_record(self):
        self.marker.write_text(PLAIN, 'utf-8')
        self.refused('output-extra', '--to', 'html', mentions=['datapackage.json'])
        for path in self.out.rglob('*'):
            if path.is_file() and path != self.marker:
                path.unlink()
        self.done('--to', 'html')

    # ---- another's

    def test_another_document_is_not_replaced(self):
        record = self.record()
        for key, value in (('department', '另一个局'), ('year', 2022), ('document', 'department-accounts')):
            self.marker.write_text(json.dumps({**record, key: value}), 'utf-8')
            told = {**record, key: value}
            self.refused('output-other', '--to', 'html', mentions=[told['department'], str(told['year']), record['title']])
        self.marker.write_text(json.dumps({**record, 'title': '旧的题目', 'later': 1}), 'utf-8')
        self.done('--to', 'html')

    def test_a_record_that_is_not_understood(self):
        record = self.record()
        whole = self.marker.read_text('utf-8')
        bad = [whole[:len(whole) // 2], '{}', '[]', '[' * 100000, json.dumps({**record, 'version': 2}),
               json.dumps({**record, 'format': 'gongkai-check'}), json.dumps({**record, 'files': {}}),
               json.dumps({**record, 'year': -1}), json.dumps({**record, 'department': None}),
               json.dumps({**record, 'files': [{'kind': 'html', 'name': 'index.html', 'size': 1}]}),
               json.dumps({**record, 'files': [{'kind': 'html', 'name': 'index.html', 'size': 1, 'sha256': 'ab' * 31}]})]
        for text in bad:
            self.marker.write_text(text, 'utf-8')
            self.refused('output-record', '--to', 'html')
        os.truncate(self.marker, 1 << 33)  # a hole, that fills no disk
        result = self.build('--to', 'html')
        self.assertEqual((result.status, result.rules()), (1, {'output-record'}), result.err)

    def test_a_linked_default_output(self):
        site = self.work / 'site'
        self.out.rename(site)
        for name, arguments in (('out', ()), ('out-section', ('--section', '三'))):
            (self.project / name).symlink_to(site)
            before = files_of(site)
            result = gongkai('build', self.project, '--to', 'html', *arguments)
            self.assertEqual((result.status, result.rules()), (1, {'output-link'}), result.err)
            self.assertEqual(files_of(site), before)
        result = gongkai('build', self.project, '--to', 'html', '-o', self.project / 'out')
        self.assertEqual((result.status, result.err), (0, ''))
        self.assertTrue((self.project / 'out').is_symlink())

    # ---- what is kept

    def test_a_changed_file_is_not_kept(self):
        table = self.out / 'tables' / 'table-01.csv'
        whole = table.read_bytes()
        for data in (whole[:-1], whole + b'\n', whole.replace(b'0', b'9', 1), b''):
            table.unlink()
            table.write_bytes(data)
            self.refused('output-changed', '--to', 'html', mentions=['tables/table-01.csv'])
        table.unlink()
        self.refused('output-changed', '--to', 'html', mentions=['tables/table-01.csv'])
        for make in (lambda: table.symlink_to('/etc/hostname'), lambda: os.mkfifo(table)):
            make()
            result = self.build('--to', 'html')
            self.assertEqual((result.status, result.rules()), (1, {'output-changed'}), result.err)
            table.unlink()
        self.done('--to', 'html,data')
        self.assertEqual(table.read_bytes(), whole)

    def test_a_kind_that_was_taken_away(self):
        for file in self.record()['files']:
            if file['kind'] == 'data':
                (self.out / file['name']).unlink()
        self.done('--to', 'html')
        self.assertEqual({file['kind'] for file in self.record()['files']}, {'html'})

    def test_of_another_input_nothing_is_kept(self):
        (self.out / 'datapackage.json').write_text('{}', 'utf-8')
        self.append(self.section(2), '\n又一段。\n')
        self.done('--to', 'html')
        self.assertFalse((self.out / 'datapackage.json').exists())


if __name__ == '__main__':
    unittest.main()
