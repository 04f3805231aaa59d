// Paragraphs that differ by their row alone become one passage of `each`, what they say of a row goes to
// 说明. A run is folded where the passage prints each of its paragraphs again, letter for letter.
#include <string.h>

#include "convert/internal-convert.h"
#include "spreadsheet/spreadsheet.h"
#include "text/text.h"

#define MOST_VARIANTS 4
#define LEAST_ROWS 2
#define REASON_FIELDS 4 // 表, 科目编码, 用途, 原因

typedef struct Passage {
    size_t from, to; // of the section's text
    CellRef item;    // its row, in the column of totals
    Str pattern;     // with 行 for the row
    Str actual, budget;
    Str purpose, reason;
    int variant;
} Passage;

typedef VEC(Passage) Passages;

typedef struct Folding {
    Convert *convert;
    Arena *arena;
    const WordList *words;
    VEC(Passage) said; // of the runs that were folded
} Folding;

// ---- one paragraph

static const Figure *evaluated(const Folding *folding, Str expression, const RowContext *row)
{
    const Convert *convert = folding->convert;
    const Source *source = source_from_bytes(folding->arena, convert->trial, expression, (Str){0}, (Str){0});
    const Figure *figure =
        figure_evaluate(convert->env, source->text, (FigureContext){.source = source, .row = row});

    diag_truncate(convert->trial, 0);
    return figure;
}

static const Row *row_of(CellRef ref)
{
    return &ref.table->lists[ref.list].rows[ref.row];
}

// The folded text past the number that it begins with.
static Str past_number(Str fold)
{
    size_t at = 0;

    while (at < fold.n && (unsigned char)fold.at[at] < 0x80)
        at++;
    return str_slice(fold, at, fold.n);
}

// The cell of an account item that the paragraph's first figures quote, where its words are that item's path.
static CellRef item_of(const Folding *folding, Str text)
{
    const Convert *convert = folding->convert;
    ptrdiff_t at = str_find(text, STR("`= "), 0);
    size_t end;

    while (at >= 0) {
        ptrdiff_t close = str_find_char(text, '`', (size_t)at + 1);
        if (close < 0)
            break;
        const Figure *figure = lexicon_try(
            convert->lexicon, str_trim(str_slice(text, (size_t)at + strlen("`= "), (size_t)close)));
        const TraceItem *item = figure && figure->trace_count == 1 ? &figure->trace[0] : NULL;

        if (item && !item->fact && item->year == YEAR_THIS && item->cell.row >= 0 &&
            table_code_level(row_of(item->cell)->code) == CODE_PIECES - 1) {
            SaidSubject said =
                said_item(convert->lexicon, item->cell.table,
                          past_number(name_fold(folding->arena, str_slice(text, 0, (size_t)at))), &end);
            if (end && said.figure && said.figure->trace_count == 1 &&
                said.figure->trace[0].cell.table == item->cell.table &&
                said.figure->trace[0].cell.row == item->cell.row)
                return item->cell;
        }
        at = str_find(text, STR("`= "), (size_t)close + 1);
    }
    return (CellRef){0};
}

// 预算.一般公共预算支出表[2050101, 合计] as 预算.行[合计]: what stands before a code in brackets goes. alone:
// the column, where the code stands alone in them.
static Str with_row(const Folding *folding, Str expression, Str code, Str alone)
{
    Str mark = str_print(folding->arena, "[%.*s", STR_ARG(code));
    StrBuf out = {.arena = folding->arena};
    size_t from = 0;
    ptrdiff_t at;

    for (size_t look = 0; (at = str_find(expression, mark, look)) >= 0;) {
        Str after = str_slice(expression, (size_t)at + mark.n, expression.n);
        size_t name = (size_t)at;

        look = (size_t)at + mark.n;
        if (!str_starts(after, STR(", ")) && !str_starts(after, STR("]")))
            continue;
        while (name > from && !strchr("(, ", expression.at[name - 1]) && expression.at[name - 1] != '.')
            name--;
        buf_add(&out, str_slice(expression, from, name));
        buf_add_c(&out, "行[");
        if (str_starts(after, STR("]")))
            buf_add(&out, alone);
        from = look + (str_starts(after, STR("]")) ? 0 : strlen(", "));
    }
    buf_add(&out, str_slice(expression, from, expression.n));
    return buf_str(&out);
}

// The same of the row, printed alike; empty: there is none.
static Str figure_by_row(const Folding *folding, const Passage *passage, Str expression,
                         const RowContext *context)
{
    WordList totals = folding->words[WORDS_GROUP_TOTALS];
    const Figure *one = evaluated(folding, expression, NULL);

    for (size_t i = 0; one->value.kind != VALUE_NONE && i < totals.n; i++) {
        Str by_row = with_row(folding, expression, row_of(passage->item)->code, totals.at[i]);
        const Figure *other = evaluated(folding, by_row, context);

        if (other->value.kind != VALUE_NONE && str_equal(one->text, other->text))
            return by_row;
    }
    return (Str){0};
}

// The figure with 行 for the row, where it prints the same there; else as it is.
static void take_figure(Folding *folding, Passage *passage, StrBuf *out, Str expression,
                        const RowContext *context)
{
    Str by_row = figure_by_row(folding, passage, expression, context);
    const Figure *one = evaluated(folding, expression, NULL);

    buf_print(out, "`= %.*s`", STR_ARG(by_row.n ? by_row : expression));
    if (!by_row.n || one->trace_count != 1 || str_find_char(by_row, '(', 0) >= 0 ||
        str_find_char(by_row, ']', 0) < 0)
        return;
    by_row = str_slice(by_row, 0, (size_t)str_find_char(by_row, ']', 0) + 1);
    if (one->trace[0].year == YEAR_THIS && passage->actual.n == 0)
        passage->actual = by_row;
    if (one->trace[0].year == YEAR_BUDGET && passage->budget.n == 0)
        passage->budget = by_row;
}

// The name of the row's level, or of the row above it that has that level.
static Str level_name(const Passage *passage, int level)
{
    const List *list = &passage->item.table->lists[passage->item.list];
    int row = passage->item.row;

    while (row >= 0 && table_code_level(list->rows[row].code) > level)
        row = list->rows[row].parent;
    return row >= 0 && table_code_level(list->rows[row].code) == level ? list->rows[row].name : (Str){0};
}

// 教育支出（类） with 行.类 for the name; how many bytes that takes, 0: it stands not here.
static size_t take_name(const Folding *folding, const Passage *passage, StrBuf *out, Str rest)
{
    WordList levels = folding->words[WORDS_ACCOUNT_LEVELS];

    for (size_t level = 0; level < levels.n; level++) {
        Str name = level_name(passage, (int)level), after;

        if (name.n == 0 || !str_starts(rest, name))
            continue;
        after = str_slice(rest, name.n, rest.n);
        if (!str_starts(name_fold(folding->arena, after),
                        str_print(folding->arena, "(%.*s)", STR_ARG(levels.at[level]))))
            continue;
        buf_print(out, "`= 行.%.*s`", STR_ARG(levels.at[level]));
        return name.n;
    }
    return 0;
}

// Up to the end of the sentence, or of its part; empty where a figure stands in it.
static Str said_until(Str text, size_t from)
{
    size_t at = from, end;

    for (;;) {
        uint32_t code;

        end = at;
        code = at < text.n ? utf8_next(text, &at) : 0;
        if (code == '`' || code == '\\')
            return (Str){0};
        if (code == 0 || code == U'。' || code == U'；')
            return str_slice(text, from, end);
    }
}

// 主要用于：…, 主要原因是：… with 行.用途 and 行.原因; how many bytes that takes.
static size_t take_said(const Folding *folding, Passage *passage, StrBuf *out, Str text, size_t at)
{
    Str rest = str_slice(text, at, text.n), said;
    size_t purpose = words_begin(folding->words[WORDS_PURPOSE_BEGINS], rest);
    size_t reason = purpose ? 0 : words_begin(folding->words[WORDS_REASON_WRITTEN], rest);
    size_t word = purpose ? purpose : reason;
    Str *taken = purpose ? &passage->purpose : &passage->reason;
    WordList columns = folding->words[purpose ? WORDS_PURPOSE_COLUMNS : WORDS_REASON_COLUMNS];

    if (!word || taken->n)
        return 0;
    if (str_starts(str_slice(rest, word, rest.n), STR("：")))
        word += strlen("：");
    said = said_until(text, at + word);
    if (said.n == 0 || !str_equal(said, str_trim(said)))
        return 0;
    *taken = said;
    buf_add(out, str_slice(rest, 0, word));
    buf_print(out, "`= 行.%.*s`", STR_ARG(words_first(columns)));
    return word + said.n;
}

// 大于 and 小于 between the accounts and the budget.
static size_t take_comparison(const Folding *folding, const Passage *passage, StrBuf *out, Str rest,
                              const RowContext *context)
{
    size_t word = words_begin(folding->words[WORDS_MORE_THAN], rest);

    if (!word)
        word = words_begin(folding->words[WORDS_LESS_THAN], rest);
    if (!word || !passage->actual.n || !passage->budget.n)
        return 0;
    Str expression =
        str_print(folding->arena, "比较(%.*s, %.*s)", STR_ARG(passage->actual), STR_ARG(passage->budget));
    const Figure *figure = evaluated(folding, expression, context);

    if (figure->value.kind == VALUE_NONE || !str_equal(figure->text, str_slice(rest, 0, word)))
        return 0;
    buf_print(out, "`= %.*s`", STR_ARG(expression));
    return word;
}

// The number that a paragraph begins with, where it is its row's among those of the run.
static size_t take_number(StrBuf *out, Str text, const RowContext *context)
{
    size_t n = 0;
    int number = 0;

    while (n < text.n && n < 4 && text.at[n] >= '0' && text.at[n] <= '9')
        number = number * 10 + (text.at[n++] - '0');
    if (!n || number != context->ordinal)
        return 0;
    buf_add_c(out, "`= 行.序号`");
    return n;
}

static void pattern_make(Folding *folding, Passage *passage, Str text, int ordinal)
{
    StrBuf out = {.arena = folding->arena};
    RowContext context = {passage->item.table, passage->item.list, passage->item.row, ordinal};
    size_t at = take_number(&out, text, &context);

    while (at < text.n) {
        Str rest = str_slice(text, at, text.n);
        ptrdiff_t close = str_starts(rest, STR("`= ")) ? str_find_char(rest, '`', 1) : -1;
        size_t taken = 0, from = at;

        if (close > 0) {
            take_figure(folding, passage, &out, str_slice(rest, strlen("`= "), (size_t)close), &context);
            at += (size_t)close + 1;
            continue;
        }
        taken = take_name(folding, passage, &out, rest);
        if (!taken)
            taken = take_said(folding, passage, &out, text, at);
        if (!taken)
            taken = take_comparison(folding, passage, &out, rest, &context);
        at += taken;
        if (taken)
            continue;
        utf8_next(text, &at);
        buf_add(&out, str_slice(text, from, at));
    }
    passage->pattern = buf_str(&out);
}

// ---- a run of them

static size_t variants_tell(Passage *run, size_t n)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        run[i].variant = -1;
        for (size_t k = 0; k < i; k++)
            if (str_equal(run[k].pattern, run[i].pattern))
                run[i].variant = run[k].variant;
        if (run[i].variant < 0)
            run[i].variant = (int)count++;
    }
    return count;
}

static bool holds(const Folding *folding, Str condition, const Passage *passage, int ordinal)
{
    RowContext context = {passage->item.table, passage->item.list, passage->item.row, ordinal};
    const Source *source =
        source_from_bytes(folding->arena, folding->convert->trial, condition, (Str){0}, (Str){0});
    bool ok = true;
    bool held = figure_condition(folding->convert->env, source->text,
                                 (FigureContext){.source = source, .row = &context}, &ok);

    diag_truncate(folding->convert->trial, 0);
    return ok && held;
}

// The condition under which the rows of a variant stand, and no others; empty: none is found.
static Str condition_of(const Folding *folding, const Passage *run, size_t n, int variant)
{
    Str actual = {0}, budget = {0};

    for (size_t i = 0; i < n; i++) {
        actual = actual.n ? actual : run[i].actual;
        budget = budget.n ? budget : run[i].budget;
    }
    if (actual.n == 0 || budget.n == 0)
        return (Str){0};
    const Str forms[] = {
        str_print(folding->arena, "%.*s = 0", STR_ARG(budget)),
        str_print(folding->arena, "%.*s <> 0", STR_ARG(budget)),
        str_print(folding->arena, "%.*s <> 0 且 %.*s = %.*s", STR_ARG(budget), STR_ARG(budget),
                  STR_ARG(actual)),
        str_print(folding->arena, "%.*s <> 0 且 %.*s <> %.*s", STR_ARG(budget), STR_ARG(budget),
                  STR_ARG(actual)),
    };

    for (size_t f = 0; f < sizeof forms / sizeof forms[0]; f++) {
        bool tells = true;

        for (size_t i = 0; i < n && tells; i++)
            tells = holds(folding, forms[f], &run[i], (int)i + 1) == (run[i].variant == variant);
        if (tells)
            return forms[f];
    }
    return (Str){0};
}

// Every row that `each` prints, in its order, is one of the run.
static bool is_whole(const Folding *folding, const Passage *run, size_t n)
{
    const Convert *convert = folding->convert;
    RowContext *rows;
    size_t count = 0;
    bool same;

    if (run[0].item.table->spec->list_count != 1)
        return false;
    same = figure_rows(convert->env, run[0].item.table->spec->name,
                       folding->words[WORDS_ACCOUNT_LEVELS].at[CODE_PIECES - 1], (FigureContext){0}, &rows,
                       &count) &&
           count == n;
    diag_truncate(convert->trial, 0);
    for (size_t i = 0; same && i < n; i++)
        same = rows[i].table == run[i].item.table && rows[i].row == run[i].item.row;
    return same;
}

// The passage, empty where the run stays as it is.
static Str passage_of(Folding *folding, Passage *run, size_t n)
{
    WordList levels = folding->words[WORDS_ACCOUNT_LEVELS];
    StrBuf out = {.arena = folding->arena};
    size_t count = variants_tell(run, n);
    const char *fence = count > 1 ? "~~~~" : "~~~";

    if (count > MOST_VARIANTS || !is_whole(folding, run, n))
        return (Str){0};
    buf_print(&out, "%seach %.*s level=%.*s\n", fence, STR_ARG(run[0].item.table->spec->name),
              STR_ARG(levels.at[CODE_PIECES - 1]));
    for (size_t v = 0; v < count; v++) {
        Str condition = count > 1 ? condition_of(folding, run, n, (int)v) : (Str){0};

        if (count > 1 && condition.n == 0)
            return (Str){0};
        if (count > 1)
            buf_print(&out, "~~~when %.*s\n", STR_ARG(condition));
        for (size_t i = 0; i < n; i++)
            if (run[i].variant == (int)v) {
                buf_print(&out, "%.*s\n", STR_ARG(run[i].pattern));
                break;
            }
        if (count > 1)
            buf_add_c(&out, "~~~\n");
    }
    buf_print(&out, "%s\n", fence);
    return buf_str(&out);
}

static void report_left(const Folding *folding, const ConvertedSection *section, const Passage *run, size_t n)
{
    diag_report(folding->convert->diag, SEVERITY_WARNING, "convert-each", (Place){.file = section->name},
                str_of(_("they are written one by one")),
                _("%zu paragraphs on rows of “%.*s” differ by more than their row, or are not all its rows"),
                n, STR_ARG(run[0].item.table->spec->name));
}

// ---- a section

static void fold_run(Folding *folding, ConvertedSection *section, StrBuf *out, size_t *written, Passage *run,
                     size_t n)
{
    Str passage;

    if (n < LEAST_ROWS)
        return;
    for (size_t i = 0; i < n; i++)
        pattern_make(folding, &run[i], str_slice(section->text, run[i].from, run[i].to), (int)i + 1);
    passage = passage_of(folding, run, n);
    if (passage.n == 0) {
        report_left(folding, section, run, n);
        return;
    }
    buf_add(out, str_slice(section->text, *written, run[0].from));
    buf_add(out, passage);
    *written = run[n - 1].to + 1 <= section->text.n ? run[n - 1].to + 1 : section->text.n;
    for (size_t i = 0; i < n; i++)
        *vec_push(folding->arena, &folding->said) = run[i];
}

static void fold_section(Folding *folding, ConvertedSection *section)
{
    StrBuf out = {.arena = folding->arena};
    Passages run = {0};
    size_t written = 0;

    for (size_t at = 0; at < section->text.n;) {
        ptrdiff_t end = str_find(section->text, STR("\n\n"), at);
        size_t to = end < 0 ? section->text.n : (size_t)end;

        while (end < 0 && to > at && section->text.at[to - 1] == '\n')
            to--;
        Passage passage = {.from = at, .to = to};

        passage.item = item_of(folding, str_slice(section->text, at, to));
        if (run.n && passage.item.table != run.at[0].item.table) { // another table, or no item
            fold_run(folding, section, &out, &written, run.at, run.n);
            run.n = 0;
        }
        if (passage.item.table)
            *vec_push(folding->arena, &run) = passage;
        at = end < 0 ? section->text.n : to + 2;
    }
    if (run.n)
        fold_run(folding, section, &out, &written, run.at, run.n);
    buf_add(&out, str_slice(section->text, written, section->text.n));
    section->text = buf_str(&out);
}

// ---- 说明

static bool is_of(const Folding *folding, const Table *table, size_t row, const Passage *said)
{
    const Cell *cells = table->lists[0].rows[row].cells;
    WordList keys = folding->words[WORDS_REASON_KEYS];
    int of_table = table_find_column(table, 0, keys.at[0], NULL),
        code = table_find_column(table, 0, keys.at[1], NULL);

    return of_table >= 0 && code >= 0 && name_equal(cells[of_table].text, said->item.table->spec->name) &&
           str_equal(cells[code].text, row_of(said->item)->code);
}

static void put(Str *fields, int column, Str text)
{
    if (column >= 0 && text.n)
        fields[column] = text;
}

// The records that there are, with what the text says of their rows, and new ones; NULL: there is a 说明 that
// has not these columns.
static const Str *records_of(Folding *folding, const Table *old, size_t *columns, size_t *count)
{
    const WordList *words = folding->words;
    const Str names[REASON_FIELDS] = {words[WORDS_REASON_KEYS].at[0], words[WORDS_REASON_KEYS].at[1],
                                      words_first(words[WORDS_PURPOSE_COLUMNS]),
                                      words_first(words[WORDS_REASON_COLUMNS])};
    size_t rows = old ? old->lists[0].row_count : 0,
           n = old ? (size_t)old->spec->column_count : REASON_FIELDS;
    Str *fields = ARENA_ARRAY(folding->arena, Str, (rows + folding->said.n + 1) * n);
    int at[REASON_FIELDS];

    for (int k = 0; k < REASON_FIELDS; k++) {
        at[k] = old ? table_find_column(old, 0, names[k], NULL) : k;
        if (at[k] < 0)
            return NULL;
        fields[at[k]] = names[k];
    }
    for (size_t c = 0; old && c < n; c++)
        fields[c] = old->spec->columns[c].name;
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < n; c++)
            fields[(r + 1) * n + c] = old->lists[0].rows[r].cells[c].unfilled
                                          ? words_first(words[WORDS_BLANKS])
                                          : old->lists[0].rows[r].cells[c].text;
    for (size_t i = 0; i < folding->said.n; i++) {
        const Passage *said = &folding->said.at[i];
        size_t r = 0;

        while (r < (old ? old->lists[0].row_count : 0) && !is_of(folding, old, r, said))
            r++;
        if (!old || r == old->lists[0].row_count)
            r = rows++;
        put(&fields[(r + 1) * n], at[0], said->item.table->spec->name);
        put(&fields[(r + 1) * n], at[1], row_of(said->item)->code);
        put(&fields[(r + 1) * n], at[2], said->purpose);
        put(&fields[(r + 1) * n], at[3], said->reason);
    }
    *columns = n;
    *count = rows + 1;
    return fields;
}

void each_fold(Convert *convert, ConvertedSections *sections)
{
    Folding folding = {
        .convert = convert, .arena = convert->arena, .words = convert->project->template->words->lists};
    const Table *old = book_reasons(&convert->project->book);
    ConvertedSection *kept = ARENA_ARRAY(convert->arena, ConvertedSection, sections->n + 1);
    Str file = old ? old->file : STR("tables/说明.csv");
    const Str *records;
    size_t columns, count;

    memcpy(kept, sections->at, sections->n * sizeof *kept);
    for (size_t i = 0; i < sections->n; i++)
        fold_section(&folding, &sections->at[i]);
    if (folding.said.n == 0)
        return;
    records = old && !old->source ? NULL : records_of(&folding, old, &columns, &count);
    if (!records) {
        diag_report(convert->diag, SEVERITY_WARNING, "convert-each", (Place){.file = file},
                    str_of(_("give it the columns 表,科目编码,用途,原因, as a CSV")), "%s",
                    _("what the text says of rows cannot be written into 说明: they are written one by one"));
        memcpy(sections->at, kept, sections->n * sizeof *kept);
        return;
    }
    *vec_push(convert->arena, &convert->files) =
        (ConvertedFile){file, records_csv(convert->arena, records, columns, count), .replaces = old != NULL,
                        .rows = folding.said.n};
}
