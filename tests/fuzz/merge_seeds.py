"""Seeds of the target merge: copies of its project, as they went out and with edits, the parts alone. Usage: merge_seeds.py GONGKAI FOLDER"""
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests' / 'merge'))
import edits

gongkai, folder = sys.argv[1], pathlib.Path(sys.argv[2])


def small(name, part):
    """What merge reads of a part."""
    text = part.decode()
    if name == 'word/document.xml':
        text = re.sub(r'<w:sectPr>.*?</w:sectPr>|<w:tbl>.*?</w:tbl>', '', text, flags=re.S)
    if name == 'word/styles.xml':
        text = re.sub(r'<w:(pPr|rPr)>.*?</w:\1>', '', text, flags=re.S)
    return text.encode()


with tempfile.TemporaryDirectory() as work:
    subprocess.run([gongkai, 'build', ROOT / 'tests/golden/lists', '--to', 'docx', '--draft', '--final', '-o', work + '/out'], check=False,
                   capture_output=True)
    path = next(pathlib.Path(work, 'out').glob('*.docx'))
    for seed, kinds in enumerate(([], ['word_in', 'split'], ['move', 'join'], ['emphasis', 'add'], ['remove', 'word_out'])):
        copied = edits.Copy(path)
        for kind in kinds:
            edits.edit(copied, random.Random(seed), kind)
        copied.save(pathlib.Path(work, 'edited.docx'))
        parts = edits.read_copy(pathlib.Path(work, 'edited.docx'))
        parts['word/comments.xml'] = b'<comments><comment id="0" author="a"><t>b</t></comment></comments>'
        names = ['word/document.xml', 'word/styles.xml', 'word/comments.xml', 'customXml/item1.xml']
        (folder / f'seed-{seed}').write_bytes(b'\0'.join(small(name, parts[name]) for name in names))
