"""A plan shared out to processes that know nothing of each other: GNU parallel, Slurm, and what goes wrong with them."""
import json
import os
import pathlib
import secrets
import shutil
import socket
import subprocess
import time

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

    def test_a_shard_is_killed(self):
        """In its midst, or when it ends: gather names what it did not make, and the same shard goes on there."""
        self.plan()
        self.shard(1)
        self.shard(3)
        names = ('部门2', '部门5')
        process = subprocess.Popen([GONGKAI, 'build', '--plan', self.plan_file, '--shard', '2'], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, env=dict(os.environ, GONGKAI_THREADS='1', XDG_CACHE_HOME=CACHE))
        while process.poll() is None and not any((self.out / name).exists() for name in names):
            time.sleep(0.001)
        process.kill()
        process.wait()
        result = self.gather()
        *told, total = result.out.splitlines()
        # One that is in its place and has no note yet of what it was made from may be of before.
        there = [name for name in names if (self.out / name).exists()]
        missing = [f'{name}: missing (shard 2)' for name in names if name not in there]
        self.assertEqual([line for line in told if 'missing' in line], missing)
        self.assertLessEqual(set(told) - set(missing), {f'{name}: older than its project (shard 2)' for name in there})
        self.assertEqual((total, result.status), (f'{6 - len(told)} of 6 whole', 1 if told else 0))
        self.assertIn(f'{len(told)} built, {2 - len(told)} left as they were, 0 failed', self.shard(2).err)
        self.assert_whole()
        self.assertEqual([path.name for path in self.out.iterdir() if path.name[0] == '.'], [])

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

    def test_plan_is_older_than_what_its_inputs_name(self):
        """Last year's project, and the template that one names; not the folder that projects are in, nor what nobody names."""
        for name in ('去年', '模板', '别的'):
            (self.work / name).mkdir()
            (self.work / name / '一.txt').write_text('一\n', 'utf-8')
        (self.work / '去年' / 'gongkai.yaml').write_text('template: "../模板" # 本地\n', 'utf-8')
        self.append(self.projects[0] / 'gongkai.yaml', '\n# ..\nfigures:\n  去年: ../../去年@发布\n')
        self.plan()

        def told():
            return 'the project has changed since the plan was made' in self.shard(1).err

        self.assertFalse(told())
        (self.work / '别的' / '一.txt').write_text('二二\n', 'utf-8')
        self.assertFalse(told())
        for name in ('去年', '模板'):
            self.plan()
            self.assertFalse(told())
            (self.work / name / '一.txt').write_text('二二\n', 'utf-8')
            self.assertTrue(told(), name)

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

    def test_slurm(self):
        with Cluster(self.work / 'slurm') as cluster:
            if cluster.missing:
                self.skipTest(cluster.missing)
            self.plan()
            # Its processes start with the caller's environment.
            result = self.run_shell(f'SLURM_CONF={cluster.conf} sbatch --wait --array=1-{self.SHARDS} -o {self.work}/job-%a.txt '
                                    f'--wrap "{GONGKAI} build --plan {self.plan_file} --shard \\$SLURM_ARRAY_TASK_ID"')
            told = ''.join(path.read_text('utf-8') for path in sorted(self.work.glob('job-*.txt')))
            self.assertEqual(result.returncode, 0, result.stderr.decode() + told)
            self.assertEqual(told.count('2 built, 0 left as they were, 0 failed'), self.SHARDS, told)
        self.assert_whole()


def free_port():
    with socket.socket() as one:
        one.bind(('127.0.0.1', 0))
        return one.getsockname()[1]


class Cluster:
    """Slurm of two nodes on this machine alone: its daemons as this test's processes, on ports of the loopback."""

    def __init__(self, folder):
        self.folder, self.conf, self.processes = folder, folder / 'slurm.conf', []
        needed = ('munged', 'slurmctld', 'slurmd', 'sbatch', 'sinfo')
        path = os.environ['PATH'] + ':/usr/sbin:/sbin'
        self.programs = {name: shutil.which(name, path=path) for name in needed}
        self.missing = ('Slurm is not installed (slurm-wlm)' if not all(self.programs.values())
                        else 'Slurm needs root here' if os.geteuid() != 0 else '')

    def start(self, name, *arguments):
        log = open(self.folder / f'{name}-{len(self.processes)}.txt', 'wb')
        self.processes.append(subprocess.Popen([self.programs[name], *map(str, arguments)], stdout=log, stderr=log,
                                               stdin=subprocess.DEVNULL, env=dict(os.environ, SLURM_CONF=str(self.conf))))
        log.close()

    def __enter__(self):
        if self.missing:
            return self
        self.folder.mkdir()
        for parent in (self.folder, *self.folder.parents):  # munged looks at them
            if parent != pathlib.Path('/') and parent.stat().st_mode & 0o022 and not parent.stat().st_mode & 0o1000:
                self.missing = f'munge does not trust {parent}'
                return self
        host, key = socket.gethostname().split('.')[0], self.folder / 'munge.key'
        key.write_bytes(secrets.token_bytes(1024))
        key.chmod(0o600)
        (self.folder / 'state').mkdir()
        self.conf.write_text(f"""ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={free_port()}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={self.folder}/munge.sock
CredType=cred/munge
StateSaveLocation={self.folder}/state
SlurmdSpoolDir={self.folder}/spool-%n
SlurmctldPidFile={self.folder}/slurmctld.pid
SlurmdPidFile={self.folder}/slurmd-%n.pid
SlurmctldLogFile={self.folder}/slurmctld.log
SlurmdLogFile={self.folder}/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
MpiDefault=none
SwitchType=switch/none
JobAcctGatherType=jobacct_gather/none
NodeName=n1 NodeHostname={host} NodeAddr=127.0.0.1 Port={free_port()} CPUs=1
NodeName=n2 NodeHostname={host} NodeAddr=127.0.0.1 Port={free_port()} CPUs=1
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
""", 'utf-8')
        self.start('munged', '--foreground', '--force', f'--key-file={key}', f'--socket={self.folder}/munge.sock',
                   f'--pid-file={self.folder}/munged.pid', f'--log-file={self.folder}/munged.log', f'--seed-file={self.folder}/munged.seed')
        self.await_ready(lambda: (self.folder / 'munge.sock').exists())
        self.start('slurmctld', '-D')
        for name in ('n1', 'n2'):
            self.start('slurmd', '-D', '-N', name)
        self.await_ready(lambda: '2 idle' in self.nodes())
        if '2 idle' not in self.nodes():
            self.missing = 'Slurm does not start here'
        return self

    def nodes(self):
        process = subprocess.run([self.programs['sinfo'], '-h', '-o', '%D %t'], capture_output=True, check=False,
                                 env=dict(os.environ, SLURM_CONF=str(self.conf)))
        return process.stdout.decode()

    def await_ready(self, ready):
        for _ in range(200):
            if ready() or any(process.poll() is not None for process in self.processes):
                return
            time.sleep(0.1)

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            process.wait()
