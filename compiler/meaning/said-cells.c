// From the cell that words mean to the same cell of another year, of the budget, to what it changed by, and
// to its parts.
#include "meaning/meaning.h"
#include "text/text.h"

static const WordList *lists_of(const Lexicon *lexicon)
{
    return lexicon->project->template->words->lists;
}

static SaidSubject subject_of(const Lexicon *lexicon, Str expression, bool sure)
{
    const Figure *figure = expression.n ? lexicon_try(lexicon, expression) : NULL;

    if (!figure || figure->value.kind != VALUE_NUMBER)
        return (SaidSubject){0};
    return (SaidSubject){expression, figure, sure};
}

// The one cell that it quotes; its table NULL: it quotes none, or several, or one of another year.
static CellRef cell_of(const SaidSubject *subject)
{
    const Figure *figure = subject->figure;

    if (!figure || figure->trace_count != 1 || figure->trace[0].fact || figure->trace[0].year != YEAR_THIS)
        return (CellRef){0};
    return figure->trace[0].cell;
}

// As an author names it; of a table of facts the fact, whose last year stands in a column beside it.
static Str cell_name(const Lexicon *lexicon, Year year, CellRef ref)
{
    if (year == YEAR_THIS && ref.table == book_other_data(&lexicon->project->book))
        return str_print(lexicon->arena, "%.*s[%.*s]", STR_ARG(ref.table->spec->name),
                         STR_ARG(ref.table->lists[ref.list].rows[ref.row].name));
    return figure_cell_name(lexicon->arena, year, ref);
}

// Under the manifest's own name, where it has one.
static SaidSubject subject_cell(const Lexicon *lexicon, Year year, CellRef ref, bool sure)
{
    SaidSubject subject = subject_of(lexicon, cell_name(lexicon, year, ref), sure);

    for (size_t i = 0; subject.figure && i < lexicon->project->figure_count; i++) {
        const Figure *named = lexicon->named[i];

        if (named && named->trace_count == 1 && subject.figure->trace_count == 1 && named->value.number &&
            mpq_equal(named->value.number, subject.figure->value.number) &&
            figure_item_same(&named->trace[0], &subject.figure->trace[0]))
            return (SaidSubject){lexicon->project->figures[i].name, named, sure};
    }
    return subject;
}

// ---- what words mean

SaidSubject said_phrase(const Lexicon *lexicon, const Labels *labels, Str words)
{
    const Phrase *near, *phrase = lexicon_find(lexicon, labels, words, &near);

    if (phrase)
        return (SaidSubject){phrase->expression, phrase->figure, true};
    phrase = lexicon_anywhere(lexicon, words);
    return phrase ? (SaidSubject){phrase->expression, phrase->figure, false} : (SaidSubject){0};
}

// ---- other years

// The first of the figures that both have: by its own name, by a named figure of the cell, by the cell.
SaidSubject said_last_year(const Lexicon *lexicon, const SaidSubject *subject)
{
    Arena *arena = lexicon->arena;
    const Project *project = lexicon->project;
    CellRef ref = cell_of(subject);
    SaidSubject found = {0};

    if (!subject->figure || !project->last_year.given)
        return found;
    found = subject_of(lexicon, str_print(arena, "上年.%.*s", STR_ARG(subject->expression)), subject->sure);
    for (size_t i = 0; !found.figure && i < project->figure_count; i++) {
        const Figure *named = lexicon->named[i];

        if (named && named->trace_count == 1 && subject->figure->trace_count == 1 &&
            figure_item_same(&named->trace[0], &subject->figure->trace[0]))
            found = subject_of(lexicon, str_print(arena, "上年.%.*s", STR_ARG(project->figures[i].name)),
                               subject->sure);
    }
    if (!found.figure && ref.table)
        found =
            subject_of(lexicon, str_print(arena, "上年.%.*s", STR_ARG(cell_name(lexicon, YEAR_THIS, ref))),
                       subject->sure);
    return found;
}

SaidSubject said_change(const Lexicon *lexicon, const SaidSubject *now, const SaidSubject *then)
{
    if (!now->figure || !then->figure)
        return (SaidSubject){0};
    return subject_of(
        lexicon,
        str_print(lexicon->arena, "增减(%.*s, %.*s)", STR_ARG(now->expression), STR_ARG(then->expression)),
        now->sure && then->sure);
}

Str said_quoted(Arena *arena, const Said *said)
{
    return said->change ? str_print(arena, "绝对值(%.*s)", STR_ARG(said->expression)) : said->expression;
}

// ---- the budget

// The column of the same table that has the budget where this one has the accounts: 预算数/公务接待费 of
// 决算数/公务接待费.
static int budget_column(const Lexicon *lexicon, CellRef ref)
{
    WordList budget = lists_of(lexicon)[WORDS_BUDGET_AMOUNT],
             actual = lists_of(lexicon)[WORDS_ACCOUNTS_AMOUNT];
    Str path = table_column(ref)->path;

    for (size_t i = 0; i < actual.n && i < budget.n; i++) {
        ptrdiff_t at = str_find(path, actual.at[i], 0);
        if (at < 0)
            continue;
        Str other = str_print(lexicon->arena, "%.*s%.*s%.*s", (int)at, path.at, STR_ARG(budget.at[i]),
                              STR_ARG(str_slice(path, (size_t)at + actual.at[i].n, path.n)));
        const ListSpec *list = ref.table->lists[ref.list].spec;
        for (uint32_t c = 0; c < list->count; c++)
            if (name_equal(ref.table->spec->columns[list->first + c].path, other))
                return (int)c;
    }
    return -1;
}

// The same row in the budget's table, in the column of that name, else in its total.
static CellRef budget_cell(const Lexicon *lexicon, CellRef ref)
{
    const TableSpec *spec = ref.table->spec;
    Str name = spec->counterpart_budget.n ? spec->counterpart_budget : spec->name;
    const Table *table = book_find(&lexicon->project->budget, name);
    WordList totals = lists_of(lexicon)[WORDS_GROUP_TOTALS];
    RowMatches rows = {0};
    int column;

    if (!table)
        return (CellRef){0};
    table_find_same(lexicon->arena, ref, table, -1, &rows);
    if (rows.n != 1)
        return (CellRef){0};
    column = table_find_column(table, rows.at[0].list, table_column(ref)->name, NULL);
    for (size_t i = 0; column < 0 && words_find(totals, table_column(ref)->name) >= 0 && i < totals.n; i++)
        column = table_find_column(table, rows.at[0].list, totals.at[i], NULL);
    return column < 0 ? (CellRef){0} : (CellRef){table, rows.at[0].list, rows.at[0].row, column};
}

// first: the budget as it was passed (年初预算); a table of accounts has in its column 预算数 what became of
// it.
SaidSubject said_budget(const Lexicon *lexicon, const SaidSubject *subject, bool first)
{
    CellRef ref = cell_of(subject), budget;
    SaidSubject found = {0};
    int column;

    if (!ref.table)
        return found;
    column = budget_column(lexicon, ref);
    budget = budget_cell(lexicon, ref);
    if (column >= 0 && !(first && budget.table)) {
        ref.column = column;
        return subject_cell(lexicon, YEAR_THIS, ref, subject->sure && !first);
    }
    if (budget.table)
        found = subject_cell(lexicon, YEAR_BUDGET, budget, subject->sure && first);
    return found;
}

bool said_budget_lacks(const Lexicon *lexicon, const SaidSubject *subject)
{
    CellRef ref = cell_of(subject);
    const Table *table;
    RowMatches rows = {0};

    if (!ref.table || !ref.table->spec->counterpart_budget.n || budget_column(lexicon, ref) >= 0)
        return false;
    table = book_find(&lexicon->project->budget, ref.table->spec->counterpart_budget);
    if (!table || !table->lists[ref.list < (int)table->spec->list_count ? ref.list : 0].row_count)
        return false;
    table_find_same(lexicon->arena, ref, table, -1, &rows);
    if (rows.n == 0)
        return true;
    CellRef budget = budget_cell(lexicon, ref);
    return budget.table && table_cell(budget)->kind == CELL_BLANK;
}

// ---- parts

static bool is_below(const List *list, int row, int above)
{
    for (int up = list->rows[row].parent; up >= 0; up = list->rows[up].parent)
        if (up == above)
            return true;
    return false;
}

// The column of the name in the whole's group (决算数/合计, 决算数/公务接待费), or with its last name
// (合计/决算数).
static int beside_whole(const Lexicon *lexicon, CellRef whole, Str name, bool *ambiguous)
{
    Str path = table_column(whole)->path;
    ptrdiff_t first = str_find_char(path, '/', 0);
    int column;

    if (first < 0)
        return -1;
    *ambiguous = false;
    column = table_find_column(whole.table, whole.list,
                               str_print(lexicon->arena, "%.*s/%.*s", (int)first, path.at, STR_ARG(name)),
                               ambiguous);
    if (column < 0)
        column = table_find_column(whole.table, whole.list,
                                   str_print(lexicon->arena, "%.*s%.*s", STR_ARG(name),
                                             STR_ARG(str_slice(path, (size_t)first, path.n))),
                                   ambiguous);
    return column;
}

SaidSubject said_part(const Lexicon *lexicon, const SaidSubject *whole, Str name)
{
    CellRef ref = cell_of(whole);
    bool ambiguous = false;
    int found = -1, count = 0;

    if (!ref.table || !name.n)
        return (SaidSubject){0};
    const List *list = &ref.table->lists[ref.list];
    int column = table_find_column(ref.table, ref.list, name, &ambiguous);
    if (ambiguous) // 公务接待费 stands under 预算数 and under 决算数: as the whole does
        column = beside_whole(lexicon, ref, name, &ambiguous);
    if (column >= 0 && !ambiguous &&
        table_column((CellRef){ref.table, ref.list, ref.row, column})->kind == COLUMN_AMOUNT) {
        ref.column = column;
        return subject_cell(lexicon, YEAR_THIS, ref, whole->sure);
    }
    for (int r = 0; r < (int)list->row_count; r++) {
        bool within = list->rows[ref.row].kind == ROW_TOTAL || is_below(list, r, ref.row);
        if (within && r != ref.row && name_equal(list->rows[r].name, name)) {
            found = r;
            count++;
        }
    }
    if (count != 1)
        return (SaidSubject){0};
    ref.row = found;
    return subject_cell(lexicon, YEAR_THIS, ref, whole->sure);
}

// ---- account items

// The names of a path from 类 down; those that it does not say are empty.
typedef struct Path {
    Str names[CODE_PIECES];
    int level; // of the last
    size_t from, end;
} Path;

// The marks after the names of the levels, folded: (类) (款) (项).
static Str mark_of(const Lexicon *lexicon, int level)
{
    WordList levels = lists_of(lexicon)[WORDS_ACCOUNT_LEVELS];

    return level < (int)levels.n ? str_print(lexicon->arena, "(%.*s)", STR_ARG(levels.at[level])) : (Str){0};
}

static bool ends_in_mark(const Lexicon *lexicon, Str words)
{
    for (int level = 0; level < CODE_PIECES; level++) {
        Str mark = mark_of(lexicon, level);
        if (mark.n && str_ends(words, mark))
            return true;
    }
    return false;
}

// A number typed before the name ends here: 1. 1) ①
static bool ends_number(Str words, size_t at, uint32_t code)
{
    uint32_t before = at ? utf8_previous(words, &at) : 0;

    return code == '.' || (code == ')' && char_digit(before) >= 0) || (code >= 0x2460 && code <= 0x2473);
}

// Where the name before a mark begins: after the last mark of punctuation or of a level. Its own brackets are
// its: 政府办公厅（室）及相关机构事务.
static size_t name_start(const Lexicon *lexicon, Str words, size_t end)
{
    size_t at = end;

    while (at > 0) {
        size_t before = at;
        uint32_t code = utf8_previous(words, &before);

        if (text_ends_clause(code) || ends_number(words, before, code) || code == U'、' || code == '*' ||
            (code >= '0' && code <= '9') || (code == ')' && ends_in_mark(lexicon, str_slice(words, 0, at))))
            break;
        at = before;
    }
    return at;
}

// The last path of the words.
static bool path_read(const Lexicon *lexicon, Str words, Path *path)
{
    bool found = false;

    *path = (Path){.level = -1};
    for (int level = 0; level < CODE_PIECES; level++) {
        Str mark = mark_of(lexicon, level);
        ptrdiff_t last = -1;

        for (ptrdiff_t at = 0; mark.n && (at = str_find(words, mark, (size_t)at)) >= 0; at++)
            last = at;
        if (last < 0 || (size_t)last + mark.n < path->end)
            continue;
        size_t from = name_start(lexicon, words, (size_t)last);
        if (found && from != path->end) { // another path
            for (int i = 0; i < level; i++)
                path->names[i] = (Str){0};
            path->from = from;
        }
        if (!found)
            path->from = from;
        path->names[level] = str_slice(words, from, (size_t)last);
        path->level = level;
        path->end = (size_t)last + mark.n;
        found = true;
    }
    return found;
}

// The name, which may lack its end (教育(类)), or what is left past words that say nothing (2025年度, 其中).
static bool is_named(const Lexicon *lexicon, Str said, Str name)
{
    Str fold = name_fold(lexicon->arena, name),
        stem = str_slice(fold, 0, fold.n - words_end(lists_of(lexicon)[WORDS_ACCOUNT_ENDS], fold));

    while (!str_equal(said, fold) && !(stem.n && str_equal(said, stem))) {
        size_t filler = lexicon_filler(lexicon, said);
        if (!filler)
            return false;
        said = str_slice(said, filler, said.n);
    }
    return true;
}

static bool path_is(const Lexicon *lexicon, const List *list, int row, const Path *path)
{
    if (table_code_level(list->rows[row].code) != path->level)
        return false;
    for (int level = path->level; level >= 0; level--) {
        while (row >= 0 && table_code_level(list->rows[row].code) > level)
            row = list->rows[row].parent;
        if (path->names[level].n && (row < 0 || !is_named(lexicon, path->names[level], list->rows[row].name)))
            return false;
    }
    return true;
}

static int total_column(const Lexicon *lexicon, const Table *table, int list)
{
    WordList totals = lists_of(lexicon)[WORDS_GROUP_TOTALS];
    int column = -1;

    for (size_t i = 0; column < 0 && i < totals.n; i++)
        column = table_find_column(table, list, totals.at[i], NULL);
    return column >= 0 ? column : table_only_amount(table, list);
}

const Table *said_table(const Lexicon *lexicon, const Labels *labels)
{
    const TableBook *book = &lexicon->project->book;
    size_t best = book->table_count;

    for (size_t t = 0; t < book->table_count && t < lexicon->told.n; t++) {
        Str told = lexicon->told.at[t];
        bool longer = best == book->table_count || told.n > lexicon->told.at[best].n;

        for (size_t i = 0; longer && told.n && i < sizeof labels->at / sizeof labels->at[0]; i++)
            if (book->tables[t]->spec->published && str_find(labels->at[i], told, 0) >= 0)
                best = t;
    }
    return best < book->table_count ? book->tables[best] : NULL;
}

// How many bytes of whole characters both begin with.
static size_t common(Str a, Str b)
{
    size_t at = 0, end = 0;

    while (at < a.n && at < b.n && a.at[at] == b.at[at])
        at++;
    while (end < at) {
        size_t next = end;
        utf8_next(a, &next);
        if (next > at)
            break;
        end = next;
    }
    return end;
}

SaidSubject said_in_table(const Lexicon *lexicon, const Table *table, Str words)
{
    WordList kinds = lists_of(lexicon)[WORDS_TABLE_KINDS];
    Str name = table->spec->name, told;
    SaidSubject found = {0};

    told = name_fold(lexicon->arena, str_slice(name, 0, name.n - words_end(kinds, name)));
    words = str_slice(words, common(words, told),
                      words.n); // 政府性基金预算财政拨款 of 政府性基金预算财政拨款本年支出
    for (size_t l = 0; words.n && l < table->spec->list_count; l++) {
        const List *list = &table->lists[l];
        CellRef ref = {table, (int)l, -1, total_column(lexicon, table, (int)l)};

        for (size_t r = 0; r < list->row_count; r++)
            if (list->rows[r].kind == ROW_TOTAL && ref.row < 0)
                ref.row = (int)r;
        if (ref.row < 0 || ref.column < 0)
            continue;
        SaidSubject whole = subject_cell(lexicon, YEAR_THIS, ref, true),
                    part = said_part(lexicon, &whole, words);
        if (part.figure && found.figure)
            return (SaidSubject){0}; // in two lists
        if (part.figure)
            found = part;
    }
    return found;
}

// The only row of the path in a list of account items.
static SaidSubject item_in(const Lexicon *lexicon, const Table *table, const Path *path, bool sure)
{
    int found = -1, count = 0, column = total_column(lexicon, table, 0);

    for (int r = 0; r < (int)table->lists[0].row_count; r++)
        if (path_is(lexicon, &table->lists[0], r, path)) {
            found = r;
            count++;
        }
    if (count != 1 || column < 0)
        return (SaidSubject){0};
    return subject_cell(lexicon, YEAR_THIS, (CellRef){table, 0, found, column}, sure);
}

SaidSubject said_total(const Lexicon *lexicon, const SaidSubject *part)
{
    CellRef ref = cell_of(part);

    if (!ref.table || ref.table->lists[ref.list].rows[ref.row].kind != ROW_TOTAL)
        return (SaidSubject){0};
    ref.column = total_column(lexicon, ref.table, ref.list);
    return ref.column < 0 ? (SaidSubject){0} : subject_cell(lexicon, YEAR_THIS, ref, part->sure);
}

SaidSubject said_item(const Lexicon *lexicon, const Table *table, Str words, size_t *end)
{
    const Template *template = lexicon->project->template;
    SaidSubject found = {0};
    Path path;

    *end = 0;
    if (!path_read(lexicon, words, &path))
        return found;
    *end = path.end + words_begin(lists_of(lexicon)[WORDS_ACCOUNT_ENDS], str_slice(words, path.end, words.n));
    if (table && table->spec->list_count)
        found = item_in(lexicon, table, &path, true);
    for (size_t t = 0; !found.figure && t < template->told_table_count; t++) {
        const Table *told = book_find(&lexicon->project->book, template->told_tables[t]);

        if (told && told->spec->list_count)
            found = item_in(lexicon, told, &path, false);
    }
    return found;
}
