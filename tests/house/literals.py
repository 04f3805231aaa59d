"""Fails, listing them, when C holds Chinese words that are none of what may stand there: documents' words stand in templates/words.yaml or in
a template. --list prints what is left, by file and class.

The classes: messages (inside `_()` and `N_()`), marks (no letter among them), dates (年, 月, 日 after a number), and those of whole files
below, each with its reason."""
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HAN = re.compile('[〇㐀-鿿豈-﫿\U00020000-\U0003ffff]')
STRING = re.compile(r'''U?"(?:[^"\\\n]|\\.)*"|U?'(?:[^'\\\n]|\\.)+\'''')
COMMENT = re.compile(r'''("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+')|//[^\n]*|/\*.*?\*/''', re.S)
MESSAGE = re.compile(r'\bN?_\(\s*(?:/\*.*?\*/\s*)?((?:"(?:[^"\\]|\\.)*"\s*)+)\)', re.S)
DATE = re.compile(r'%l?d[年月日]|^"(年|年度|度)"$|^U\'[年月日]\'$')

# What may stand in a file, or in a folder's files.
ALLOWED = {
    'text/': 'Chinese itself: numerals, units, counters, dates, numbering',
    'figure/keywords.h': 'keywords of the language of figures',
    'figure/keywords.c': 'functions, keywords and fields of the language of figures',
    'meaning/amounts.c': 'expressions of the language of figures, as proposals write them',
    'meaning/said-cells.c': 'expressions of the language of figures, as proposals write them',
    'intake/number-format.c': 'numerals of lists',
    'intake/odt-styles.c': 'numerals by which OpenDocument names the numbering of a list',
    'intake/docx-styles.c': 'the name that Word gives its heading styles in Chinese',
    'convert/amount.c': 'expressions of the language of figures, as convert writes them',
    'convert/bind.c': 'expressions of the language of figures, as convert writes them',
    'convert/bind-reader.c': 'expressions of the language of figures, as convert writes them',
    'convert/each.c': 'expressions of the language of figures, and the table of reasons that it names',
    'convert/changes.c': 'expressions of the language of figures, as convert writes them',
    'convert/rates.c': 'expressions of the language of figures, as convert writes them',
    'convert/equal.c': 'expressions of the language of figures',
    'compile/copy.c': 'expressions of the language of figures',
    'document/comparison.c': 'expressions of the language of figures',
    'compile/template-check.c': 'prefixes of the language of figures',
    'compile/template-reasons.c': 'prefixes of the language of figures',
    'prose/kinds.c': 'ids of what amounts mean',
    'prose/costs.c': 'ids of what amounts mean, in expressions of the language of figures',
    'check/formulas.c': 'keywords of the language of figures',
    'check/derivable.c': 'a claim of the language of figures',
    'project/typed-years.c': 'expressions of the language of figures, as a typed year becomes one',
    'project/book.c': 'tables that the language of figures names: 其他数据, 说明',
    'project/match.c': 'tables that the language of figures names',
    'template/starter.c': 'tables that the language of figures names',
    'template/starter-texts.c': 'expressions of the language of figures, as the marks of names become them',
    'project/units.c': 'the table that `each 单位` names',
    'project/project.c': 'values of unit-kind, which 单位性质 is compared with',
    'document/charts.c': 'keywords of a chart\'s block',
    'document/directives.c': 'examples of blocks, in hints',
    'docx/numbering.c': 'the numeral that a pattern of numbering is written with',
    'document/numbering.c': 'the numeral that a pattern of numbering is written with',
    'paragraph/numbers.c': 'units of time that are not parted',
    'table/unit.c': 'the name of a ratio',
    'spreadsheet/body.c': 'units of dates',
    'template/fill.c': 'marks of patterns',
    'template/table-spec.c': 'marks of patterns',
    'template/template.c': 'marks of patterns',
    'template/accounts.c': 'the name of the classification, in findings',
    'template/before.c': 'titles of templates in the form of the version before',
    'template/style-length.c': 'sizes of type',
    'office/fill-amounts.c': 'expressions of the language of figures',
    'office/fill-rows.c': 'fields and tables that the language of figures names',
    'office/fill-take.c': 'a column of the table of reasons, as the language of figures names it',
    'office/internal-fill.h': 'tables that the language of figures names',
    'data/styles.c': 'the name of a font',
    'prose/marks.c': 'the range of Chinese characters',
}


def blanked(match):
    return re.sub(r'[^\n]', ' ', match[0])


def without_comments(text):
    return COMMENT.sub(lambda match: match[1] or blanked(match), text)


def class_of(name, literal, in_message):
    if in_message:
        return 'messages'
    if not HAN.search(literal):
        return 'marks' if re.search(r'[^\x00-\x7f]', literal) else None
    if not HAN.search(DATE.sub('', literal)):
        return 'dates'
    return next((reason for place, reason in ALLOWED.items() if name == place or (place.endswith('/') and name.startswith(place))), '')


def literals():
    """(file, line, class, literal) of each that has a character past ASCII; class '': it may not stand there."""
    for path in sorted((ROOT / 'compiler').rglob('*.[ch]')):
        name = path.relative_to(ROOT / 'compiler').as_posix()
        text = without_comments(path.read_text('utf-8'))
        messages = [(match.start(), match.end()) for match in MESSAGE.finditer(text)]
        for match in STRING.finditer(text):
            in_message = any(start <= match.start() < end for start, end in messages)
            kind = class_of(name, match[0], in_message)
            if kind is not None and re.search(r'[^\x00-\x7f]', match[0]):
                yield name, text.count('\n', 0, match.start()) + 1, kind, match[0]


def main():
    found = list(literals())
    if '--list' in sys.argv:
        for (kind, name), n in sorted(collections.Counter((kind, name) for name, _, kind, _ in found).items()):
            print(f'{kind or "NOT ALLOWED"}: {name} {n}')
    bad = [f'compiler/{name}:{line}: {literal}' for name, line, kind, literal in found if not kind]
    used = {kind for _, _, kind, _ in found}
    bad += [f'no file has “{reason}” any more' for reason in sorted(set(ALLOWED.values()) - used)]
    print('\n'.join(bad))
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
