"""What is read of tables that are known, cell by cell: right, told not to be sure, missing, or wrong in silence."""
import collections


def bare(text):
    return ''.join(text.split())


class Score(collections.Counter):
    """all: cells of the source that say something; of them right, told, missing; silent: read in their place without a word; spans: merged cells as wide."""

    def __str__(self):
        return (f'{self["right"] * 100 / max(self["all"], 1):6.2f} % of {self["all"]:5}  silent {self["silent"]:4}  missing {self["missing"]:4}  '
                f'told {self["told"]:4}  spans {self["spans"]}/{self["merged"]}')


def grid_read(line):
    """Of each row of a table that was read (column, text, columns, unsure) of those with text."""
    rows = []
    for texts, shapes in zip(line['table'], line['shapes']):
        at, row = 0, {}
        for text, (columns, _, covered, unsure, _) in zip(texts, shapes):
            if bare(text) and not covered:
                row[at] = (bare(text), columns, unsure)
            at += columns
        rows.append(row)
    return rows


def overlap(source, read):
    said = collections.Counter(bare(cell.text) for row in source.rows for cell in row if cell.text)
    found = collections.Counter(cell[0] for row in read for cell in row.values())
    return sum((said & found).values())


def assigned(tables, lines):
    """Of each table of the source the rows that were read of it: tables come in order, each of them as one or more."""
    read = [grid_read(line) for line in lines if 'table' in line]
    best = [[0] * (len(tables) + 1) for _ in range(len(read) + 1)]
    came = {}
    for i, k in ((i, k) for i in range(1, len(read) + 1) for k in range(1, len(tables) + 1)):
        score = overlap(tables[k - 1], read[i - 1])
        best[i][k], came[i, k] = max((best[i - 1][k] + score, 'take'), (best[i][k - 1], 'next'))
    of, i, k = [[] for _ in tables], len(read), len(tables)
    while i and k:
        if came[i, k] == 'take':
            of[k - 1] = read[i - 1] + of[k - 1]
            i -= 1
        else:
            k -= 1
    return of


def matched(source, read):
    """Pairs of rows, in order, that have most in common."""
    def alike(a, b):
        same = sum(1 for c, text in a.items() if c in b and b[c][0] == text)
        return same + 0.3 * len({*a.values()} & {cell[0] for cell in b.values()})
    n, m = len(source), len(read)
    best = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for k in range(m - 1, -1, -1):
            best[i][k] = max(best[i + 1][k], best[i][k + 1], best[i + 1][k + 1] + alike(source[i], read[k]))
    pairs, i, k = {}, 0, 0
    while i < n and k < m:
        if best[i][k] == best[i + 1][k]:
            i += 1
        elif best[i][k] == best[i][k + 1]:
            k += 1
        else:
            pairs[i] = k
            i, k = i + 1, k + 1
    return pairs


def table_score(table, read, told):
    """told: lines that make no table were said."""
    score, shapes = Score(), table.grid()
    source = [{c: bare(cell.text) for c, cell in row.items() if bare(cell.text)} for row in shapes]
    kept = [i for i, row in enumerate(source) if row]
    pairs = matched([source[i] for i in kept], read)
    wrong, unsure = [], told or any(cell[2] for row in read for cell in row.values())
    used = set()
    for at, i in enumerate(kept):
        row = read[pairs[at]] if at in pairs else {}
        for c, text in source[i].items():
            score['all'] += 1
            if shapes[i][c].columns > 1:
                score['merged'] += 1
                score['spans'] += c in row and row[c][0] == text and row[c][1] == shapes[i][c].columns
            if c in row and row[c][0] == text:
                score['right'] += 1
                used.add((pairs[at], c))
            elif unsure:
                score['told'] += 1
            else:
                score['missing'] += 1
                wrong.append((i, c, text, row.get(c, ('',))[0]))
    for k, row in enumerate(read):
        for c, (text, _, doubt) in row.items():
            if (k, c) not in used and not doubt:
                score['silent'] += 1
                wrong.append((k, c, None, text))
    return score, wrong


def score_of(tables, read):
    """read: of documents.Read. The score, and what is wrong by table."""
    total, wrong = Score(), {}
    for table, rows in zip(tables, assigned(tables, read.lines)):
        score, cells = table_score(table, rows, 'pdf-lines' in read.rules and not rows)
        total.update(score)
        if cells:
            wrong[table.title] = cells
    return total, wrong
