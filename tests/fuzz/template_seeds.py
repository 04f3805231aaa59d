"""Seeds of the template target: what the repository has, its long parts one by one. Usage: template_seeds.py FOLDER"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MOST = 4096  # bytes of a part

out, n = pathlib.Path(sys.argv[1]), 0
for path in sorted((ROOT / 'templates').glob('*/template.yaml')) + sorted((ROOT / 'tests' / 'template').rglob('*.yaml')):
    parts = re.split(r'^(?=[a-z])', path.read_text('utf-8'), flags=re.M)
    head = ''.join(part for part in parts if len(part) < 200 and not part.startswith('#'))
    for part in [''] + [part for part in parts if len(part) >= 200]:
        lines, size = [], 0
        for line in part.splitlines(keepends=True):
            if size + len(line.encode()) > MOST and re.match(r'  \S', line):
                break  # where an item of the part's own begins, the rest can go
            lines.append(line)
            size += len(line.encode())
        (out / f'seed-{n}').write_text(head + ''.join(lines), 'utf-8')
        n += 1
