"""A plan shared out to processes that know nothing of each other: GNU parallel, Slurm, and what goes wrong with them."""
import json
import os
import shutil
import subprocess

from harness import CACHE, GONGKAI, ProjectTest, files_of, gongkai
from test_many import published


class ShardsTest(ProjectTest):
    COUNT, SHARDS = 6, 3

    def setUp(self):
        super().setUp()
        self.projects = []
        for number in range(1, self.COUNT + 1):
            copy = self.work / 'projects' / f'部门{number}'
            shutil.copytree(self.project, copy)
            self.edit(copy / 'gongkai.yaml', 'title: 2023', f'title: 第{number}个<部门>2023')
            self.projects.append(copy)
        self.plan_file = self.work / 'plan.json'
        self.out = self.work / 'all'

    def plan(self, *arguments):
        result = gongkai('plan', *self.projects, '--shards', self.SHARDS, '-o', self.out, '--to', 'html,data', '--plan',
                         self.plan_file, *arguments)
        self.assertEqual(result.status, 0, result.err)
        return json.loads(self.plan_file.read_text('utf-8'))

    def shard(self, number, *arguments):
        return gongkai('build', '--plan', self.plan_file, '--shard', number, *arguments)

    def gather(self):
        return gongkai('gather', self.out, '--plan', self.plan_file)

    def whole(self):
        """What one run makes of all."""
        gongkai('build', *self.projects, '--to', 'html,data', '-o', self.work / 'once')
        return published(self.work / 'once')

    def assert_whole(self):
        result = self.gather()
        self.assertEqual((result.status, result.out), (0, f'{self.COUNT} of {self.COUNT} whole\n'), result.err)
        self.assertEqual({name: data for name, data in published(self.out).items() if '/' in name}, self.whole())

    def run_shell(self, command):
        return subprocess.run(['sh', '-c', command], capture_output=True, check=False, stdin=subprocess.DEVNULL,
                              env={'PATH': os.environ['PATH'], 'HOME': str(self.work), 'LC_ALL': 'C.UTF-8', 'XDG_CACHE_HOME': str(CACHE)})


class Plan(ShardsTest):
    def test_each_document_once_and_shards_alike(self):
        plan = self.plan()
        self.assertEqual(sorted(document['name'] for document in plan['documents']), sorted(path.name for path in self.projects))
        shards = [document['shard'] for document in plan['documents']]
        self.assertEqual([shards.count(number) for number in range(1, 4)], [2, 2, 2])

    def test_large_documents_are_shared_out(self):
        for project in self.projects[:2]:
            (project / 'large.txt').write_bytes(b' ' * 3_000_000)
        shards = {document['name']: document['shard'] for document in self.plan()['documents']}
        self.assertNotEqual(shards['部门1'], shards['部门2'])
        self.assertEqual(len({shards[f'部门{number}'] for number in range(3, 7)} | {shards['部门1']}), 2)

    def test_shards_and_index(self):
        self.plan()
        for number in range(1, self.SHARDS + 1):
            self.assertEqual(self.shard(number).status, 0)
        self.assert_whole()
        page = (self.out / 'index.html').read_text('utf-8')
        self.assertEqual(page.count('<tr><td>2023</td>'), self.COUNT)
        self.assertIn('第3个&lt;部门&gt;2023年部门预算公开', page)
        self.assertIn('href="%E9%83%A8%E9%97%A83/index.html"', page)

    def test_wrong_use(self):
        self.plan()
        for arguments in (('--plan', self.plan_file), ('--shard', '1'), ('--plan', self.plan_file, '--shard', '4'),
                          ('--plan', self.plan_file, '--shard', '1', self.projects[0]),
                          ('--plan', self.projects[0] / 'gongkai.yaml', '--shard', '1')):
            self.assertEqual(gongkai('build', *arguments).status, 2, arguments)
        for arguments in (('--shards', '3'), ('-o', self.out), ('--shards', '0', '-o', self.out)):
            self.assertEqual(gongkai('plan', self.projects[0], *arguments).status, 2, arguments)

    def test_plan_of_another_hand(self):
        plan = self.plan()
        for change in ({'generator': 'Gongkai 9.9'}, {'version': 2}, {'output': ''}, {'shards': 0}, {'kinds': 16},
                       {'documents': [dict(plan['documents'][0], name='../elsewhere')]},
                       {'documents': [dict(plan['documents'][0], shard=9)]}, {'documents': [1]}, {'documents': {}}):
            self.plan_file.write_text(json.dumps(dict(plan, **change)), 'utf-8')
            self.assertEqual(self.shard(1).status, 2, change)
        self.assertFalse((self.work / 'elsewhere').exists())


class Wrong(ShardsTest):
    def test_a_shard_dies(self):
        self.plan()
        self.shard(1)
        self.shard(3)
        result = self.gather()
        self.assertEqual(result.status, 1)
        self.assertEqual(result.out.splitlines(), ['部门2: missing (shard 2)', '部门5: missing (shard 2)', '4 of 6 whole'])
        self.assertEqual((self.out / 'index.html').read_text('utf-8').count('<tr><td>2023</td>'), 4)
        self.shard(2)
        self.assert_whole()

    def test_two_do_the_same(self):
        self.plan()
        command = f'{GONGKAI} build --plan {self.plan_file} --shard 2'
        both = self.run_shell(f'{command} & first=$!; {command} && wait $first')
        self.assertEqual(both.returncode, 0, both.stderr.decode())
        self.shard(1)
        self.shard(3)
        self.assert_whole()

    def test_plan_is_older_than_its_inputs(self):
        self.plan()
        self.shard(1)
        before = published(self.out)
        self.append(self.projects[0] / 'sections' / self.section(5).name, '\n又一段。\n')
        result = self.shard(1)
        self.assertEqual(result.status, 1)
        self.assertRegex(result.err, '部门1: not built: the project has changed since the plan was made')
        self.assertEqual(published(self.out), before)
        result = self.gather()
        self.assertIn('部门1: older than its project (shard 1)', result.out)
        self.assertNotIn('%E9%83%A8%E9%97%A81/', (self.out / 'index.html').read_text('utf-8'))
        self.plan()
        for number in range(1, self.SHARDS + 1):
            self.shard(number)
        self.assert_whole()

    def test_damaged_and_draft(self):
        self.plan()
        for number in range(1, self.SHARDS + 1):
            self.shard(number)
        (self.out / '部门1' / 'index.html').unlink()
        gongkai('build', self.projects[1], '--to', 'html,data', '--draft', '-o', self.out / '部门2')
        result = gongkai('gather', self.out)
        self.assertEqual(result.out.splitlines(), ['部门1: damaged', '部门2: a draft, not in the index', '4 of 6 whole'])


class Engines(ShardsTest):
    def test_parallel(self):
        if not shutil.which('parallel'):
            self.skipTest('GNU parallel is not installed')
        self.plan()
        result = self.run_shell(f'parallel --will-cite -j 3 {GONGKAI} build --plan {self.plan_file} --shard {{}} ::: $(seq {self.SHARDS})')
        self.assertEqual(result.returncode, 0, result.stderr.decode())
        self.assert_whole()
