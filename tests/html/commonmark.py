"""The examples of the CommonMark 0.30 specification through document/ and html/, compared with cmark's own rendering.

Examples with raw HTML are left out: it is shown as text here. Usage: commonmark.py PROGRAM SPEC, where PROGRAM is
tests/html/commonmark.c built. Without the specification (./dev test fetches it) or cmark the test is skipped: status 77.
"""
import difflib
import pathlib
import re
import shutil
import subprocess
import sys

SKIPPED = 77
FENCE = '`' * 32
RAW_HTML = '<!-- raw HTML omitted -->'  # what cmark writes in its place unless it is told otherwise


def examples(spec):
    """Markdown and HTML of each example; → stands for a tab."""
    pattern = rf'^{FENCE} example\n(.*?)^\.\n(.*?)^{FENCE}$'
    for markdown, html in re.findall(pattern, spec, re.M | re.S):
        yield markdown.replace('→', '\t'), html.replace('→', '\t')


def cmark(markdown, *options):
    return subprocess.run(['cmark', *options], input=markdown.encode(), capture_output=True, check=True).stdout.decode()


def main(program, spec):
    if not pathlib.Path(spec).is_file():
        print(f'skipped: there is no {spec}; ./dev test fetches it')
        return SKIPPED
    if not shutil.which('cmark'):
        print('skipped: the program cmark is not installed')
        return SKIPPED
    cases = list(examples(pathlib.Path(spec).read_text('utf-8')))
    sent = ''.join(markdown + '\0' for markdown, _ in cases).encode()
    result = subprocess.run([program], input=sent, capture_output=True, check=False)
    outputs = result.stdout.decode().split('\0')[:-1]
    if result.returncode != 0 or len(outputs) != len(cases):
        print(f'{program} ended with {result.returncode} after {len(outputs)} of {len(cases)} examples')
        print(result.stderr.decode())
        return 1
    passed = excluded = failed = 0
    for number, ((markdown, html), actual) in enumerate(zip(cases, outputs), 1):
        if RAW_HTML in cmark(markdown):
            excluded += 1
            continue
        expected = cmark(markdown, '--unsafe')
        if expected != html:
            print(f'note: cmark renders example {number} in another way than the specification')
        if actual == expected:
            passed += 1
            continue
        failed += 1
        print(f'example {number}: {markdown!r}')
        print('\n'.join(difflib.unified_diff(expected.splitlines(), actual.splitlines(), 'cmark', 'ours', lineterm='')))
    print(f'CommonMark 0.30: {len(cases)} examples, {passed} passed, {failed} failed, {excluded} excluded (raw HTML)')
    return 1 if failed or passed < 500 else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
