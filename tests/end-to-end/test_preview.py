"""The preview as a browser and as a hostile page meet it: what it serves, to whom, and that edits show what a cold build writes."""
import contextlib
import http.client
import itertools
import json
import os
import random
import re
import select
import shutil
import signal
import socket
import subprocess
import threading
import time
import unittest

from harness import CACHE, GONGKAI, ProjectTest, files_of, gongkai
from test_workbooks import Sheet, write

WAIT = 30
PATIENCE = 20  # of the server, with a client that does nothing


class Preview(ProjectTest):
    options = ()

    def setUp(self):
        super().setUp()
        self.start()

    def start(self):
        environment = {'PATH': os.environ['PATH'], 'HOME': os.environ.get('HOME', '/'), 'LC_ALL': 'C.UTF-8',
                       'XDG_CACHE_HOME': str(CACHE)}
        for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS'):
            if name in os.environ:
                environment[name] = os.environ[name]
        self.log = open(self.work / 'log', 'wb')
        self.addCleanup(self.log.close)
        self.process = subprocess.Popen([str(GONGKAI), 'preview', str(self.project), *self.options], env=environment,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log)
        self.addCleanup(self.process.stdout.close)
        self.addCleanup(self.stop)
        address = self.process.stdout.readline().decode()
        self.assertRegex(address, r'^http://127\.0\.0\.1:\d+/[0-9a-f]{32}/\n$')
        self.port = int(re.search(r':(\d+)/', address)[1])
        self.at = re.search(r'(/[0-9a-f]{32})/', address)[1]  # before every path

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def request(self, path, method='GET', host=None, wait=WAIT):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=wait)
        self.addCleanup(connection.close)
        connection.putrequest(method, self.at + path, skip_host=True)
        connection.putheader('Host', host or f'127.0.0.1:{self.port}')
        connection.endheaders()
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response.status, response.headers, body

    def raw(self, text):
        """The status line's code for bytes as they are."""
        with socket.create_connection(('127.0.0.1', self.port), timeout=WAIT) as client:
            client.sendall(text)
            answer = client.recv(64)
        return int(answer.split()[1]) if answer else 0

    def state(self):
        return json.loads(self.request('/state.json')[2])

    def wait_for(self, wanted):
        """The first state that is as wanted."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            state = self.state()
            if wanted(state):
                return state
            time.sleep(0.01)
        self.fail(f'not within {WAIT} s; last: {json.dumps(state)[:500]}')

    def site(self):
        """All files of the site that the preview serves, by the names that a build writes; it shows pages without their scripts."""
        names = [name for name in files_of(self.out) if not name.startswith('.') and not name.endswith('.js')]
        return {name: self.request(f'/site/{name}')[2] for name in names}

    def assert_as_built(self):
        result = gongkai('build', self.project, '--to', 'html', '-o', self.out)
        self.assertEqual(result.status, 0, result.err)
        built = {name: re.sub(rb'<script src="[a-z]+\.js"[^>]*></script>\n', b'', (self.out / name).read_bytes()) for name in self.site()}
        end = time.monotonic() + WAIT
        while self.site() != built and time.monotonic() < end:  # the last save may not have been built yet
            time.sleep(0.05)
        for name, body in self.site().items():
            self.assertEqual(body, built[name], name)


    def assert_pages_as_built(self):
        self.assertEqual(self.build('--to', 'pdf').status, 0)
        status, headers, body = self.request('/document.pdf')
        self.assertEqual((status, headers['Content-Type']), (200, 'application/pdf'))
        self.assertEqual(body, self.pdf().read_bytes())


class Served(Preview):
    def test_the_site_as_built(self):
        self.assert_as_built()

    def test_the_pdf_as_built(self):
        self.assert_pages_as_built()

    def test_every_page_and_every_entry(self):
        state = self.state()
        self.assertEqual((state['format'], state['version']), ('gongkai-preview', 1))
        self.assertGreater(len(state['pages']), 10)
        for number in range(1, len(state['pages']) + 1):
            status, headers, body = self.request(f'/pages/{number}.svg')
            self.assertEqual((status, headers['Content-Type']), (200, 'image/svg+xml'))
            self.assertIn(b'<svg', body)
        self.assertGreater(len(state['entries']), 10)
        for entry in state['entries']:
            self.assertEqual(self.request(f'/site/{entry["href"]}')[0], 200)
            self.assertLessEqual(entry['first'], entry['last'])
            self.assertLess(entry['last'], len(state['pages']))

    def test_every_link_and_file_of_the_shell(self):
        status, headers, body = self.request('/')
        self.assertEqual(status, 200)
        self.assertNotRegex(body.decode(), r'<script(?! src)|<style|\son[a-z]+=')
        self.assertNotRegex(headers['Content-Security-Policy'], r"unsafe-inline|unsafe-eval|https?:|\*")
        for name in re.findall(r'(?:src|href)="(?!data:)([^"]+)"', body.decode()):
            self.assertEqual(self.request(f'/{name}')[0], 200, name)

    def test_a_connection_is_kept(self):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=WAIT)
        self.addCleanup(connection.close)
        connection.connect()
        first = connection.sock
        for path in ('/', '/state.json', '/site/index.html'):
            connection.request('GET', self.at + path, headers={'Host': f'127.0.0.1:{self.port}'})
            self.assertEqual(connection.getresponse().read()[:0], b'')
            self.assertIs(connection.sock, first, path)

    def test_a_body_is_passed_over(self):
        request = f'GET {self.at}/ HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Length: 3\r\n\r\nabc'
        self.assertEqual(self.raw(request.encode()), 200)

    def test_no_script_in_the_document(self):
        policy = self.request('/site/index.html')[1]['Content-Security-Policy']
        self.assertIn("default-src 'none'", policy)
        self.assertNotIn('script-src', policy)


class Refused(Preview):
    def test_foreign_hosts(self):
        for host in ('example.com', f'example.com:{self.port}', '127.0.0.1', f'127.0.0.1:{self.port + 1}',
                     f'127.0.0.1.example.com:{self.port}', f'localhost.:{self.port}', f'0.0.0.0:{self.port}'):
            self.assertEqual(self.request('/', host=host)[0], 421, host)
        for host in (f'localhost:{self.port}', f'LOCALHOST:{self.port}', f'[::1]:{self.port}'):
            self.assertEqual(self.request('/', host=host)[0], 200, host)

    def test_no_host(self):
        self.assertIn(self.raw(b'GET / HTTP/1.1\r\n\r\n'), (400, 421))
        self.assertEqual(self.raw(b'GET / HTTP/1.0\r\n\r\n'), 421)

    def test_without_the_secret(self):
        """Another user of the machine sees the port, and no more."""
        known, self.at = self.at, ''
        other = '/' + '0' * 32
        for path in ('/', '/state.json', '/events', '/site/index.html', '/document.pdf', '/pages/1.svg', '/preview.js',
                     known, known[:-1] + '/', known + 'x/', known.upper() + '/x', '/' + known + '/', other + '/',
                     other + '/state.json', '/x' + known + '/'):
            self.assertEqual(self.request(path)[0], 404, path)
        self.at = known
        self.assertEqual(self.request('/')[0], 200)

    def test_each_run_has_its_own(self):
        before = self.at
        self.stop()
        self.process.stdout.close()
        self.start()
        self.assertNotEqual(self.at, before)

    def test_what_ends_a_path_or_a_message(self):
        host = f'Host: 127.0.0.1:{self.port}\r\n'
        for path in ('/document.pdf%00.html', '/%00', '/site/index.html%00', '/?x=%00'):
            status = self.raw(f'GET {self.at}{path} HTTP/1.1\r\n{host}\r\n'.encode())
            self.assertEqual(status, 400 if '?' not in path else 200, path)
        for lengths in ('Content-Length: 3\r\nContent-Length: 3\r\n', 'Content-Length: 0\r\ncontent-length: 3\r\n',
                        'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n'):
            with socket.create_connection(('127.0.0.1', self.port), timeout=WAIT) as client:
                client.sendall(f'GET {self.at}/ HTTP/1.1\r\n{host}{lengths}\r\nabc'.encode())
                answer = b''
                while part := client.recv(4096):  # to its end: the connection is not kept
                    answer += part
            self.assertEqual(int(answer.split()[1]), 400, lengths)
            self.assertEqual(answer.count(b'HTTP/1.1 '), 1)

    def test_other_methods(self):
        for method in ('HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'):
            self.assertEqual(self.request('/', method)[0], 405, method)

    def test_other_files(self):
        (self.project / 'sections' / 'link.md').symlink_to('/etc/passwd')
        (self.work / 'secret').write_text('secret')
        for path in ('/site/', '/site', '/site/sections/', '/gongkai.yaml', '/site/gongkai.yaml', '/site/../gongkai.yaml',
                     '/site/../../secret', '/site/%2e%2e/gongkai.yaml', '/site/..%2fgongkai.yaml', '/../../etc/passwd',
                     '//etc/passwd', '/site//etc/passwd', '/site/index.html/', '/site/link.md',
                     '/pages/0.svg', '/pages/01.svg', '/pages/9999.svg', '/pages/-1.svg', '/pages/1.svg.', '/pages/1',
                     '/pages/99999999999999999999.svg', '/templates/preview/preview.js', '/favicon.ico'):
            self.assertEqual(self.request(path)[0], 404, path)

    def test_only_on_the_loopback(self):
        addresses = {}
        for name in ('tcp', 'tcp6'):
            with open(f'/proc/net/{name}', encoding='ascii') as table:
                for line in list(table)[1:]:
                    local, state = line.split()[1], line.split()[3]
                    if state == '0A' and local.endswith(f':{self.port:04X}'):
                        addresses[name] = local.split(':')[0]
        self.assertEqual(addresses.pop('tcp'), '0100007F')
        self.assertIn(addresses.pop('tcp6', None), (None, '00000000000000000000000001000000'))

    def test_many_and_slow_clients(self):
        """Clients that send a byte of their request now and then, for ever, and more of them than there is room for, keep
        out none that asks."""
        ended = threading.Event()
        clients = [socket.create_connection(('127.0.0.1', self.port), timeout=WAIT) for _ in range(200)]
        dripper = threading.Thread(target=self.drip, args=(clients, ended))
        dripper.start()
        try:
            for _ in range(3):
                self.assertEqual(self.request('/')[0], 200)
            open_still = sum(self.is_open(client) for client in clients)
            self.assertLessEqual(open_still, 64)
        finally:
            ended.set()
            dripper.join()
            for client in clients:
                client.close()
        self.wait_for(lambda state: state['good'])

    @staticmethod
    def drip(clients, ended):
        for byte in itertools.chain(b'GET / HTTP/1.1\r\nX: ', itertools.repeat(120)):
            for client in clients:
                with contextlib.suppress(OSError):  # it was turned out
                    client.sendall(bytes((byte,)))
            if ended.wait(0.2):
                return

    @staticmethod
    def is_open(client):
        client.setblocking(False)
        try:
            return client.recv(1) != b''
        except BlockingIOError:
            return True
        except OSError:
            return False

    def test_clients_that_do_not_read(self):
        """Nor do those that ask for much, again and again, and read nothing."""
        ask = f'GET {self.at}/site/document.html HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n'.encode()
        clients = [socket.create_connection(('127.0.0.1', self.port), timeout=WAIT) for _ in range(120)]
        for client in clients:
            self.addCleanup(client.close)
            client.setblocking(False)
            with contextlib.suppress(OSError):
                client.sendall(ask * 100)
        # Sooner than the server gives up on a client that does nothing.
        self.assertEqual(self.request('/', wait=PATIENCE - 5)[0], 200)

    def test_listeners_stay_while_others_come_and_go(self):
        listener = http.client.HTTPConnection('127.0.0.1', self.port, timeout=WAIT)
        self.addCleanup(listener.close)
        listener.request('GET', self.at + '/events')
        events = listener.getresponse()
        self.assertTrue(events.readline())
        for _ in range(100):
            self.addCleanup(socket.create_connection(('127.0.0.1', self.port), timeout=WAIT).close)
        self.assertEqual(self.request('/')[0], 200)
        self.assert_hear([events])

    def test_listeners_without_end_keep_out_none(self):
        """More streams of events than there is room for, that are read by nobody."""
        ask = f'GET {self.at}/events HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n'.encode()
        for _ in range(161):
            client = socket.create_connection(('127.0.0.1', self.port), timeout=WAIT)
            self.addCleanup(client.close)
            client.sendall(ask)
        # Sooner than the server gives up on a client that does nothing.
        self.assertEqual(self.request('/', wait=PATIENCE / 2)[0], 200)
        self.assert_hear([self.hear(self.connection())])

    def connection(self):
        return http.client.HTTPConnection('127.0.0.1', self.port, timeout=WAIT)

    def hear(self, connection):
        """The events of a new listener, which is listed once this returns."""
        self.addCleanup(connection.close)
        connection.request('GET', self.at + '/events')
        events = connection.getresponse()
        self.assertEqual(events.status, 200)
        self.assertTrue(events.readline())
        return events

    def assert_hear(self, listeners):
        """All of them are told of the next build."""
        told = f'data: {self.state()["generation"] + 1}\n'.encode()
        self.append(self.section(3), '\n新的一段。\n')
        for events in listeners:
            lines = itertools.takewhile(lambda line: line != told, iter(events.readline, b''))
            self.assertLess(len(list(itertools.islice(lines, 20))), 20, 'beats, and no build')  # a beat has two
            self.assertFalse(events.isclosed(), 'the events ended')

    def test_the_oldest_of_too_many_listeners_makes_room(self):
        listeners = [self.hear(self.connection()) for _ in range(20)]
        for events in listeners[:4]:
            self.assertTrue(events.read().endswith(b'event: elsewhere\ndata:\n\n'))
        self.assert_hear(listeners[4:])
        self.assertEqual(self.request('/')[0], 200)

    def test_dead_listeners_make_room_before_the_living(self):
        connections = [self.connection() for _ in range(16)]
        listeners = [self.hear(connection) for connection in connections]
        for i in range(5, 9):
            listeners[i].close()
            connections[i].close()
        listeners[5:9] = [self.hear(self.connection()) for _ in range(4)]
        self.assert_hear(listeners)


class Edited(Preview):
    def listen(self):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=WAIT)
        self.addCleanup(connection.close)
        connection.request('GET', self.at + '/events')
        return connection.getresponse()

    def event(self, events):
        lines = []
        while not lines or lines[-1] != b'\n' or not any(line.startswith(b'data:') for line in lines):
            line = events.readline()
            self.assertTrue(line, 'the events ended')
            lines.append(line)
        return next(int(line[5:]) for line in reversed(lines) if line.startswith(b'data:'))

    def test_an_event_for_each_build_to_all(self):
        first, second = self.listen(), self.listen()
        now = self.state()['generation']
        self.assertEqual([self.event(first), self.event(second)], [now, now])
        self.append(self.section(3), '\n新的一段。\n')
        self.assertEqual([self.event(first), self.event(second)], [now + 1, now + 1])
        self.assertIn('新的一段'.encode(), self.request('/site/section-03.html')[2])
        self.assert_as_built()

    def test_an_error_leaves_the_last_good_build(self):
        good = self.request('/site/section-03.html')[2]
        text = self.section(3).read_text('utf-8')
        self.append(self.section(3), '\n`= 部门收支总表[没有这行]`\n')
        state = self.wait_for(lambda state: not state['good'])
        self.assertTrue(state['shown'])
        self.assertEqual(self.request('/site/section-03.html')[2], good)
        finding = next(one for one in state['findings'] if one['severity'] == 'error')
        self.assertEqual(finding['rule'], 'figure-unknown-row')
        self.assertTrue(finding['href'].startswith('section-03.html'), finding)
        self.assertIn('page', finding)
        self.section(3).write_text(text, 'utf-8')
        state = self.wait_for(lambda state: state['good'])
        self.assertEqual(state['findings'], [])
        self.assert_as_built()

    def test_a_finding_in_a_sheet_leads_to_its_table(self):
        """Not to that of a sheet whose name begins alike."""
        def found(state, file):
            return [one['href'] for one in state['findings'] if one['rule'] == 'code-name' and file in one['place']]

        self.edit(self.table('部门支出总表'), '201,37,,网信事务', '201,37,,网信工作')
        own = found(self.wait_for(lambda state: found(state, '部门支出总表.csv')), '.csv')
        names = {'部门收支总表': '总', '部门支出总表': '总支出'}
        paths = [self.table(name) for name in names]
        beside = self.work / 'beside.xlsx'
        write(beside, [Sheet(names[path.stem], path) for path in paths])
        for path in paths:
            path.unlink()
        beside.rename(self.project / 'tables' / '导出.xlsx')
        state = self.wait_for(lambda state: state['good'] and found(state, '导出.xlsx'))
        self.assertEqual(found(state, '导出.xlsx:总支出!'), own)

    def test_manifest_tables_sections_and_saves_by_rename(self):
        self.edit(self.project / 'gongkai.yaml', '2023年部门预算公开', '2023年预算公开')
        self.wait_for(lambda state: state['title'] == '2023年预算公开')
        new = self.project / 'sections' / '9-补充.md'
        beside = self.work / 'saved'
        beside.write_text('# 补充\n\n文。\n', 'utf-8')
        beside.rename(new)
        self.wait_for(lambda state: any('补充' in entry['title'] for entry in state['entries']))
        self.assert_as_built()
        new.unlink()
        self.wait_for(lambda state: not any('补充' in entry['title'] for entry in state['entries']))
        self.assert_as_built()

    def test_links_and_pipes(self):
        (self.project / '附.md').write_text('# 补充\n\n文。\n', 'utf-8')
        generation = self.wait_for(lambda state: state['good'])['generation']
        new = self.project / 'sections' / '9-补充.md'
        new.symlink_to('../附.md')
        self.wait_for(lambda state: any('补充' in entry['title'] for entry in state['entries']))
        new.unlink()
        self.wait_for(lambda state: not any('补充' in entry['title'] for entry in state['entries']))
        os.link(self.project / '附.md', new)
        self.wait_for(lambda state: any('补充' in entry['title'] for entry in state['entries']))
        new.unlink()
        os.mkfifo(new)
        state = self.wait_for(lambda state: not state['good'])
        self.assertIn('file-unreadable', json.dumps(state))
        new.unlink()
        self.assertGreater(self.wait_for(lambda state: state['good'])['generation'], generation)

    def test_removed_and_copied_anew(self):
        kept = self.work / 'kept'
        shutil.copytree(self.project, kept)
        for away in (lambda: shutil.rmtree(self.project), lambda: self.project.rename(self.work / 'moved')):
            away()
            self.wait_for(lambda state: not state['good'])
            time.sleep(0.5)  # longer than the project is waited for at a time
            shutil.copytree(kept, self.project)
            self.wait_for(lambda state: state['good'])
            self.append(self.section(3), '\n又是新的一段。\n')
            end = time.monotonic() + WAIT
            while '又是新的一段'.encode() not in self.request('/site/document.html')[2]:
                self.assertLess(time.monotonic(), end)
                time.sleep(0.05)

    def test_a_build_beside_is_no_change(self):
        before = self.state()['generation']
        self.assertEqual(gongkai('build', self.project, '--to', 'html').status, 0)
        time.sleep(0.5)
        self.assertEqual(self.state()['generation'], before)

    def test_a_hundred_edits(self):
        """What is shown equals a cold build; memory does not grow with the number of edits."""
        dice = random.Random(8)
        paths = sorted((self.project / 'sections').glob('*.md'))
        texts = {path: path.read_text('utf-8') for path in paths}
        sizes = []
        for index in range(100):
            path = dice.choice(paths)
            text = texts[path] + ''.join(f'\n第{index}次。{"文" * dice.randrange(80)}\n' for _ in range(dice.randrange(4)))
            broken = dice.randrange(10) == 0
            generation = self.state()['generation'] + 1
            path.write_text(text + ('\n`= 没有`\n' if broken else f'\n<!-- {index} -->\n'), 'utf-8')
            self.wait_for(lambda state: state['generation'] >= generation)
            if broken:
                path.write_text(text, 'utf-8')
                self.wait_for(lambda state: state['good'])
            sizes.append(self.resident())
            if index % 25 == 24:
                self.wait_for(lambda state: state['good'])
                self.assert_as_built()
                self.assert_pages_as_built()
        if 'asan' not in str(GONGKAI):  # whose quarantine keeps what was freed
            self.assertLess(max(sizes[80:]), max(sizes[10:30]) * 1.2 + 4)

    def test_only_what_changed_is_set(self):
        path = next((self.project / 'sections').glob('3-*.md'))
        generation = self.state()['generation']
        path.write_text(path.read_text('utf-8') + '\n又一段。\n', 'utf-8')
        self.wait_for(lambda state: state['generation'] > generation and path.name in self.said())
        self.assertRegex(self.said(), r'^sections/3-.*\.md: 1 of \d\d+ paragraphs set, \d+ pages in \d+ ms$')

    def test_another_style(self):
        """Fonts and what is set in them are kept while the style is the same, whatever else the manifest says."""
        manifest = self.project / 'gongkai.yaml'
        self.edit(manifest, '2023年部门预算公开', '2023年预算公开')
        self.wait_for(lambda state: state['title'] == '2023年预算公开' and self.said().startswith('gongkai.yaml'))
        self.assertRegex(self.said(), r'^gongkai.yaml: 0 of \d\d+ paragraphs set')
        text = manifest.read_text('utf-8')
        for changed in (text + '\nstyle: book\n', text):
            generation = self.state()['generation']
            manifest.write_text(changed, 'utf-8')
            self.wait_for(lambda state: state['generation'] > generation)
            self.assert_pages_as_built()

    def said(self):
        """The last line in the terminal."""
        return ([''] + (self.work / 'log').read_text('utf-8').splitlines())[-1]

    def resident(self):
        with open(f'/proc/{self.process.pid}/status', encoding='ascii') as status:
            return int(re.search(r'VmRSS:\s+(\d+)', status.read())[1]) / 1024


class Ended(Preview):
    def test_a_restart_is_told_from_the_preview_before(self):
        before = self.state()['generation']
        self.stop()
        self.process.stdout.close()
        self.start()
        self.assertNotEqual(self.state()['generation'], before)

    def test_by_signals_with_a_listener(self):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=WAIT)
        self.addCleanup(connection.close)
        connection.request('GET', self.at + '/events')
        events = connection.getresponse()
        events.readline()
        self.process.send_signal(signal.SIGINT)
        self.assertEqual(self.process.wait(WAIT), 0)
        self.assertTrue(select.select([connection.sock or events.fp], [], [], WAIT)[0])

    def test_the_port_is_taken(self):
        result = gongkai('preview', self.project, '--port', str(self.port))
        self.assertEqual(result.status, 3)
        self.assertEqual(result.rules(), {'preview-port'})

    def test_usage(self):
        for arguments in (('--port', '0'), ('--port', '65536'), ('--port', 'x'), ('--port', '18446744073709551697'),
                          ('-o', 'x'), ('--to', 'pdf'), ('--strict',), (str(self.work),)):
            self.assertEqual(gongkai('preview', str(self.project), *arguments).status, 2, arguments)
        self.assertEqual(gongkai('build', self.project, '--port', '8000').status, 2)


class Section(Preview):
    options = ('--section', '3')

    def test_one_section(self):
        state = self.state()
        self.assertEqual([entry['href'] for entry in state['entries']], ['index.html'])
        whole = gongkai('build', self.project, '--section', '3', '--to', 'html', '-o', self.out)
        self.assertEqual(whole.status, 0, whole.err)
        self.assertEqual(self.request('/site/index.html')[2], (self.out / 'index.html').read_bytes())


class Broken(Preview):
    def start(self):
        self.append(self.project / 'gongkai.yaml', 'no-such-key: 1\n')
        super().start()

    def test_nothing_yet_then_mended(self):
        state = self.state()
        self.assertFalse(state['good'] or state['shown'])
        self.assertEqual(self.request('/site/index.html')[0], 404)
        self.edit(self.project / 'gongkai.yaml', 'no-such-key: 1\n', '')
        self.wait_for(lambda state: state['good'])
        self.assert_as_built()


if __name__ == '__main__':
    unittest.main()
