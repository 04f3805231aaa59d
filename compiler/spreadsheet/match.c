// Which field of the header is which column.
#include "spreadsheet/internal-read.h"

#include <assert.h>

// How many columns a header's text names at least so well; *column gets the one of that order.
static size_t count_named(const HeaderNames *names, Str fold, int score, size_t order, int *column)
{
    size_t count = 0;

    for (size_t j = 0; j < names->spec->column_count; j++)
        if (header_names_column(names, j, fold) >= score && count++ == order)
            *column = (int)j;
    return count;
}

// The column that a field names, or -1; where several answer and the header has as many such fields as there
// are columns, they are taken in their printed order: those that answer best, or those whose list is named or
// printed above them (公用经费/科目编码 over two lists, where one is named 公用经费 and the other stands
// under it).
static int match_field(const Reading *reading, const HeaderNames *names, const Str *folds, size_t field,
                       bool *ambiguous)
{
    const CsvRecord *header = &reading->csv.records[reading->header];
    HeaderAnswer answer = header_answer(names, folds[field], NULL);
    size_t same = 0, order = 0;
    int column = -1;

    *ambiguous = false;
    if (answer.column < 0)
        return -1;
    for (size_t i = 0; i < header->count; i++) {
        if (!str_equal(folds[i], folds[field]))
            continue;
        order += i < field;
        same++;
    }
    if (same == 1 && answer.count == 1)
        return answer.column;
    if (count_named(names, folds[field], answer.score, order, &column) == same ||
        (same > 1 && count_named(names, folds[field], 3, order, &column) == same))
        return column;
    *ambiguous = answer.count > 1;
    return answer.column;
}

// 功能分类科目编码, 经济科目代码 …
static bool is_account_code_name(const WordList *words, Str leaf)
{
    return words_find(words[WORDS_CODE_COLUMNS], leaf) >= 0 ||
           words_end(words[WORDS_ACCOUNT_CODE_COLUMNS], leaf);
}

// A whole code where the spec has 类, 款 and 项, or those three where it has one column of codes.
static bool match_code(const Reading *reading, const HeaderNames *names, ColumnMap *map, Str fold, int field)
{
    WordList levels = reading->words[WORDS_ACCOUNT_LEVELS];

    for (size_t l = 0; l < reading->spec->list_count; l++) {
        CodeFields *codes = &map->codes[l];
        Str list = names->lists[l], leaf = fold;

        if (list.n && str_starts(fold, list) && fold.n > list.n && fold.at[list.n] == '/')
            leaf = str_slice(fold, list.n + 1, fold.n);
        if (!codes->columns.account)
            continue;
        if (codes->columns.pieces[0] >= 0) {
            if (codes->whole < 0 && is_account_code_name(reading->words, leaf)) {
                codes->whole = field;
                return true;
            }
            continue;
        }
        if (codes->columns.whole >= 0 && map->fields[codes->columns.whole] < 0 &&
            is_account_code_name(reading->words, leaf)) {
            map->fields[codes->columns.whole] = field;
            return true;
        }
        for (int i = 0; i < CODE_PIECES; i++)
            if (codes->pieces[i] < 0 && (size_t)i < levels.n && name_path_ends(leaf, levels.at[i])) {
                codes->pieces[i] = field;
                return true;
            }
    }
    return false;
}

// A column without a name may only be blank, as the commas at the end of a spreadsheet's lines are.
static bool column_is_blank(const Reading *reading, size_t field)
{
    for (size_t i = reading->header + 1; i < reading->csv.count; i++)
        if (field < reading->csv.records[i].count && reading->csv.records[i].fields[field].text.n)
            return false;
    return true;
}

static bool is_of_code(const CodeFields *codes, int column)
{
    bool is = codes->columns.whole == column;

    for (int i = 0; i < CODE_PIECES; i++)
        is |= codes->columns.pieces[i] == column;
    return is;
}

// Codes that are given in the other form fill the columns that the spec declares.
static bool column_is_given(const ColumnMap *map, const TableSpec *spec, size_t column)
{
    const CodeFields *codes = &map->codes[spec->columns[column].list];

    if (map->fields[column] >= 0)
        return true;
    if (codes->in_names && is_of_code(codes, (int)column))
        return true;
    if (codes->columns.whole == (int)column)
        return codes->pieces[0] >= 0;
    for (int i = 0; i < CODE_PIECES; i++)
        if (codes->columns.pieces[i] == (int)column)
            return codes->whole >= 0;
    return false;
}

// A name that is no column's: the nearest of those that are, else the only one that is missing.
static Str meant_name(const Reading *reading, const ColumnMap *map, const CsvField *field, bool alone)
{
    Str *names = header_full_names(reading);
    Str near = name_nearest(field->text, names, reading->spec->column_count);
    size_t missing = 0;

    for (size_t i = 0; !near.n && alone && i < reading->spec->column_count; i++)
        if (!column_is_given(map, reading->spec, i) && missing++ == 0)
            near = names[i];
    if (missing > 1)
        near = (Str){0};
    for (size_t i = 0; near.n && i < reading->spec->column_count; i++)
        map->meant[i] |= str_equal(names[i], near);
    return near;
}

// The first field below one of the header that is filled; itself where none is.
static const CsvField *first_filled(const Reading *reading, const CsvField *field)
{
    size_t at = (size_t)(field - reading->csv.records[reading->header].fields);

    for (size_t i = reading->header + 1; i < reading->csv.count; i++) {
        const CsvRecord *record = &reading->csv.records[i];

        if (at < record->count && record->fields[at].text.n)
            return &record->fields[at];
    }
    return field;
}

// An unknown field: ambiguous where it names several columns; alone where it is the only one.
static void report_unknown(const Reading *reading, const ColumnMap *map, const CsvField *field,
                           bool ambiguous, bool alone)
{
    Place place = reading_place(reading, field);
    Str hint = header_hint(reading), near;

    if (ambiguous) {
        diag_report(reading->diag, SEVERITY_ERROR, "table-column-unknown", place, hint,
                    _("several columns of “%.*s” are named “%.*s”; write its path"), STR_ARG(reading->name),
                    STR_ARG(field->text));
        return;
    }
    if (field->text.n == 0) {
        diag_report(reading->diag, SEVERITY_ERROR, "table-column-unknown",
                    reading_place(reading, first_filled(reading, field)), hint,
                    _("this column of “%.*s” holds values but has no name"), STR_ARG(reading->name));
        return;
    }
    near = meant_name(reading, map, field, alone);
    if (near.n)
        hint = str_print(reading->scratch, _("did you mean “%.*s”?"), STR_ARG(near));
    diag_report(reading->diag, SEVERITY_ERROR, "table-column-unknown", place, hint,
                _("“%.*s” has no column “%.*s”"), STR_ARG(reading->name), STR_ARG(field->text));
}

static void claim(const Reading *reading, ColumnMap *map, int column, size_t field)
{
    const CsvField *fields = reading->csv.records[reading->header].fields;

    if (map->fields[column] < 0) {
        map->fields[column] = (int)field;
        return;
    }
    diag_report(
        reading->diag, SEVERITY_ERROR, "table-column-duplicate", reading_place(reading, &fields[field]),
        str_print(reading->scratch, _("field %d of the header names it already"), map->fields[column] + 1),
        _("the column “%.*s” stands twice in the header"), STR_ARG(fields[field].text));
}

// Lines' numbers (行次) are the paper form's: without them all else is read, and that is a remark.
static void report_missing(const Reading *reading, const ColumnMap *map, bool numbers)
{
    const CsvRecord *header = &reading->csv.records[reading->header];
    Str *missing = ARENA_ARRAY(reading->scratch, Str, reading->spec->column_count), list;
    size_t n = 0;

    for (size_t i = 0; reading->spec->declared && i < reading->spec->column_count; i++)
        if (!column_is_given(map, reading->spec, i) && !map->meant[i] &&
            numbers ==
                (words_find(reading->words[WORDS_LINE_NUMBER_COLUMNS], reading->spec->columns[i].name) >= 0))
            missing[n++] = header_full_name(reading->scratch, reading->spec, i);
    if (n == 0)
        return;
    list = str_join(reading->scratch, missing, n, STR("”, “"));
    diag_report(
        reading->diag, numbers ? SEVERITY_NOTE : SEVERITY_ERROR, "table-column-missing",
        reading_record_place(reading, header),
        numbers ? str_of(_("the form has it; its amounts are read all the same")) : header_hint(reading),
        dngettext(GONGKAI_DOMAIN, "“%.*s” lacks the column “%.*s”", "“%.*s” lacks the columns “%.*s”", n),
        STR_ARG(reading->name), STR_ARG(list));
}

static ColumnMap map_new(const Reading *reading)
{
    const TableSpec *spec = reading->spec;
    ColumnMap map = {ARENA_ARRAY(reading->scratch, int, spec->column_count),
                     ARENA_ARRAY(reading->scratch, CodeFields, spec->list_count),
                     ARENA_ARRAY(reading->scratch, bool, spec->column_count),
                     ARENA_ARRAY(reading->scratch, Unit, spec->column_count),
                     ARENA_ARRAY(reading->scratch, bool, spec->column_count)};

    for (size_t i = 0; i < spec->column_count; i++)
        map.fields[i] = -1;
    for (size_t i = 0; i < spec->list_count; i++)
        map.codes[i] = (CodeFields){table_code_columns(spec, (int)i), -1, {-1, -1, -1}, false};
    return map;
}

// The unit in a column's head counts for it alone. Without one, columns whose unit is the table's are in the
// file's, others as they are printed.
static void fill_units(const Reading *reading, ColumnMap *map)
{
    const TableSpec *spec = reading->spec;

    for (size_t i = 0; i < spec->column_count; i++) {
        const Unit *own = map->fields[i] < 0 ? NULL : &reading->head_units[map->fields[i]].unit;

        if (own && own->kind == UNIT_MONEY)
            map->units[i] = *own;
        else
            map->units[i] =
                unit_equal(spec->columns[i].unit, spec->unit) ? reading->file_unit : spec->columns[i].unit;
    }
}

// Whether the names of a list's rows begin with codes, or no codes are given.
static bool names_have_codes(const Reading *reading, const ColumnMap *map, int list)
{
    int name = table_name_column(reading->spec, list), field = name < 0 ? -1 : map->fields[name];
    Str rest;

    size_t from = reading->header + 1;

    from += from < reading->csv.count && record_is_numbering(reading, &reading->csv.records[from]);
    if (from >= reading->csv.count) // without rows none is missed
        return field >= 0;
    for (size_t i = from; field >= 0 && i < reading->csv.count; i++)
        if ((size_t)field < reading->csv.records[i].count &&
            code_in_name(reading->csv.records[i].fields[field].text, &rest).n)
            return true;
    return false;
}

// Fields that a column of the spec holds are where its codes are read from too.
static void fill_codes(const Reading *reading, ColumnMap *map, int list)
{
    CodeFields *codes = &map->codes[list];

    if (codes->columns.whole >= 0 && map->fields[codes->columns.whole] >= 0)
        codes->whole = map->fields[codes->columns.whole];
    for (int i = 0; i < CODE_PIECES; i++)
        if (codes->columns.pieces[i] >= 0 && map->fields[codes->columns.pieces[i]] >= 0)
            codes->pieces[i] = map->fields[codes->columns.pieces[i]];
    codes->in_names = codes->columns.account && codes->whole < 0 && codes->pieces[0] < 0 &&
                      names_have_codes(reading, map, list);
}

ColumnMap header_match(Reading *reading)
{
    const CsvRecord *header = &reading->csv.records[reading->header];
    HeaderNames names = header_names_new(reading->scratch, reading->spec);
    Str *folds = ARENA_ARRAY(reading->scratch, Str, header->count);
    Unknown *unknown = ARENA_ARRAY(reading->scratch, Unknown, header->count);
    ColumnMap map = map_new(reading);
    size_t n = 0;

    assert(reading->spec && reading->header < reading->csv.count);
    for (size_t i = 0; i < header->count; i++)
        folds[i] = header_fold(reading->scratch, &names, header->fields[i].text);
    for (size_t i = 0; i < header->count; i++) {
        bool ambiguous;
        int column = match_field(reading, &names, folds, i, &ambiguous);

        if (column >= 0 && !ambiguous)
            claim(reading, &map, column, i);
        else if (words_end_path(reading->words[WORDS_NUMBER_COLUMNS], folds[i]))
            continue; // 行次 is for the paper form; rows are looked up by name
        else if (header_is_passed(reading, folds[i]))
            continue;
        else if (folds[i].n ? !match_code(reading, &names, &map, folds[i], (int)i)
                            : !column_is_blank(reading, i))
            unknown[n++] = (Unknown){i, ambiguous};
    }
    n = header_match_others(reading, &names, &map, folds, unknown, n);
    fill_units(reading, &map);
    for (size_t l = 0; l < reading->spec->list_count; l++)
        fill_codes(reading, &map, (int)l);
    for (size_t i = 0; i < n; i++)
        report_unknown(reading, &map, &header->fields[unknown[i].field], unknown[i].ambiguous, n == 1);
    report_missing(reading, &map, false);
    report_missing(reading, &map, true);
    return map;
}
