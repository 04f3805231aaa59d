#!/usr/bin/env python3
"""The inputs that the fuzz targets have reached their edges by, kept in tests/fuzz/corpus: one archive for each target.

usage: kept.py keep [NAME ...]     from build/fuzz/corpus into the archives
       kept.py take NAME FOLDER    an archive's inputs into a folder, as run.sh does

Of a corpus those are kept that hold an edge which neither the seeds (run.sh makes them anew) nor a smaller one holds, the smallest
first, as many as an archive of MOST bytes has room for. Archives hold no clock and no user, so that equal inputs are equal bytes.
The target font has none: its inputs are parts of the fonts of whoever ran it.
"""
import argparse
import io
import lzma
import pathlib
import shutil
import subprocess
import tarfile
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT / 'build' / 'fuzz' / 'corpus'
ARCHIVES = ROOT / 'tests' / 'fuzz' / 'corpus'
RUN = ROOT / 'tests' / 'fuzz' / 'run.sh'
MOST = 56 * 1024
NOT_KEPT = {'font'}


def packed(files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w', format=tarfile.USTAR_FORMAT) as archive:
        for path in files:
            entry = tarfile.TarInfo(path.name)
            entry.size = path.stat().st_size
            with open(path, 'rb') as file:
                archive.addfile(entry, file)
    return lzma.compress(out.getvalue(), preset=9 | lzma.PRESET_EXTREME)


def smallest(files):
    """As many of them, the smallest first, as an archive has room for; its bytes."""
    few, many = 0, len(files)
    best = packed(files)
    if len(best) <= MOST:
        return many, best
    while many - few > 1:
        middle = (few + many) // 2
        made = packed(files[:middle])
        if len(made) <= MOST:
            few, best = middle, made
        else:
            many = middle
    return few, best if few else packed([])


def keep(name):
    with tempfile.TemporaryDirectory() as work:
        merged = pathlib.Path(work)
        for seed in (CORPUS / name).glob('seed-*'):
            shutil.copy(seed, merged)
        # Edges alone, not how often each was passed: the fuzzer finds that again soon.
        subprocess.run([ROOT / 'build' / 'fuzz' / 'tests' / 'fuzz' / f'fuzz_{name}', '-merge=1', '-use_counters=0', '-timeout=900', merged,
                        CORPUS / name], check=True, capture_output=True)
        files = sorted((path for path in merged.iterdir() if not path.name.startswith('seed-')), key=lambda path: (path.stat().st_size, path.name))
        count, made = smallest(files)
        ARCHIVES.mkdir(exist_ok=True)
        (ARCHIVES / f'{name}.tar.xz').write_bytes(made)
        print(f'{name}: {count} of {len(files)} inputs, {len(made):,} bytes', flush=True)


def take(name, folder):
    path = ARCHIVES / f'{name}.tar.xz'
    if not path.is_file():
        return
    with tarfile.open(path) as archive:
        for entry in archive:
            (folder / pathlib.Path(entry.name).name).write_bytes(archive.extractfile(entry).read())


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('what', choices=['keep', 'take'])
    parser.add_argument('names', nargs='*')
    options = parser.parse_args()
    if options.what == 'take':
        take(options.names[0], pathlib.Path(options.names[1]))
        return
    for name in options.names or subprocess.run([RUN], capture_output=True, text=True, check=True).stdout.split():
        if name not in NOT_KEPT and (CORPUS / name).is_dir():
            keep(name)


if __name__ == '__main__':
    main()
