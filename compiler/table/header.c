#include <stdio.h>

#include "table/internal-index.h"
#include "table/internal-read.h"

// A title, a unit line and a few notes at most stand above a table's header.
#define MOST_PREFACE 10
// Far past the widest statutory table, which has some thirty; matching compares every field with every
// column.
#define MOST_COLUMNS 1000
// 百万元 has three characters; what is longer after 单位： is a department's name.
#define LONGEST_UNIT 4

// ---- what a record is

static size_t filled_fields(const CsvRecord *record, size_t *first)
{
    size_t count = 0;

    *first = 0;
    for (size_t i = 0; i < record->count; i++) {
        if (record->fields[i].text.n == 0)
            continue;
        if (count++ == 0)
            *first = i;
    }
    return count;
}

bool record_is_note(const CsvRecord *record)
{
    size_t first;

    if (filled_fields(record, &first) != 1)
        return false;
    return str_starts(record->fields[first].text, STR("注：")) ||
           str_starts(record->fields[first].text, STR("注:"));
}

static bool is_one_of(Str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_equal(text, str_of(words[i])))
            return true;
    return false;
}

// 栏次 | 1 | 2, or as systems export it: 甲 | 乙 | 1 | 2, ** | ** | 1 | 2, or the numbers alone beside a
// blank name or over columns that are all amounts.
bool record_is_numbering(const CsvRecord *record)
{
    static const char *const marks[] = {"行次", "甲", "乙", "丙", "丁", "**", "*"};
    bool marked = record->count > 0 && record->fields[0].text.n == 0;
    char digits[16];
    int count = 0;

    for (size_t i = 0; i < record->count; i++)
        if (name_equal(record->fields[i].text, STR("栏次")))
            return true;
    for (size_t i = 0; i < record->count; i++) {
        Str text = record->fields[i].text;

        snprintf(digits, sizeof digits, "%d", count + 1);
        if (is_one_of(text, marks, sizeof marks / sizeof marks[0]))
            marked = true;
        else if (text.n && str_equal(text, str_of(digits)))
            count++;
        else if (text.n)
            return false;
    }
    return count >= 2 && (marked || count >= 6);
}

// ---- names of columns

// How well a header's field names a column: 4 by list and path, 3 by list and the end of its path or its
// title, or by all that is printed above it, 2 by path, 1 by the end of either or its title, 0 not at all.
static int field_names(const Reading *reading, const struct ColumnNames *names, size_t column, Str fold)
{
    const ColumnSpec *spec = &reading->spec->columns[column];
    Str path = names->paths[column], list = names->lists[spec->list];
    int bonus = 0;

    if (fold.n == 0)
        return 0;
    if (list.n && str_starts(fold, list) && fold.n > list.n && fold.at[list.n] == '/') {
        fold = str_slice(fold, list.n + 1, fold.n);
        bonus = 2;
    }
    if (bonus == 0 && !str_equal(path, fold) &&
        (str_equal(names->printed[column], fold) || str_equal(names->named[column], fold)))
        return 3;
    if (str_equal(path, fold))
        return 2 + bonus;
    if (path_ends(path, fold) || path_ends(names->printed[column], fold) ||
        (spec->title.n && name_equal(spec->title, fold)))
        return 1 + bonus;
    return 0;
}

HeaderAnswer header_answer(const Reading *reading, const struct ColumnNames *names, Str fold,
                           const bool *taken)
{
    HeaderAnswer answer = {.column = -1};

    for (size_t j = 0; j < reading->spec->column_count; j++) {
        int score = taken && taken[j] ? 0 : field_names(reading, names, j, fold);

        if (score > answer.score)
            answer = (HeaderAnswer){(int)j, score, 0};
        answer.count += score > 0 && score == answer.score;
    }
    return answer;
}

Str header_full_name(Arena *arena, const TableSpec *spec, size_t column)
{
    const ColumnSpec *c = &spec->columns[column];
    Str list = spec->lists[c->list].name;
    Str path = c->path.n ? c->path : c->name;

    return list.n ? str_print(arena, "%.*s/%.*s", STR_ARG(list), STR_ARG(path)) : path;
}

static Str *full_names(const Reading *reading)
{
    Str *all = ARENA_ARRAY(reading->scratch, Str, reading->spec->column_count);

    for (size_t i = 0; i < reading->spec->column_count; i++)
        all[i] = header_full_name(reading->scratch, reading->spec, i);
    return all;
}

static Str header_hint(const Reading *reading)
{
    Str names = str_join(reading->scratch, full_names(reading), reading->spec->column_count, STR(","));

    return str_print(reading->scratch,
                     reading->source ? _("the first record names the columns: %.*s")
                                     : _("the columns are: %.*s"),
                     STR_ARG(names));
}

// ---- finding the header

static size_t known_fields(const Reading *reading, const struct ColumnNames *names, const CsvRecord *record)
{
    size_t known = 0;

    for (size_t i = 0; i < record->count && i < MOST_COLUMNS; i++) {
        Str fold = name_fold(reading->scratch, record->fields[i].text);

        for (size_t j = 0; j < reading->spec->column_count; j++) {
            if (field_names(reading, names, j, fold) == 0)
                continue;
            known++;
            break;
        }
    }
    return known;
}

static bool find_by_columns(Reading *reading)
{
    struct ColumnNames *names = column_names_new(reading->scratch, reading->spec);
    // A row may hold one such word by chance: 合计 is the name of a row, too.
    size_t least = reading->spec->column_count > 2 ? 2 : 1, most = least - 1;
    Place place;

    for (size_t i = 0; i < reading->csv.count && i <= MOST_PREFACE; i++) {
        size_t known = known_fields(reading, names, &reading->csv.records[i]);

        if (known <= most)
            continue;
        most = known;
        reading->header = i;
    }
    if (most >= least)
        return true;
    place = reading_place(reading, reading->csv.records[0].fields);
    diag_report(reading->diag, SEVERITY_ERROR, "table-header-missing", place, header_hint(reading),
                _("no record names columns of “%.*s”"), STR_ARG(reading->name));
    return false;
}

// A title, unit line or note has one field that is filled, where the table has more.
static bool find_by_shape(Reading *reading)
{
    size_t first;

    for (size_t i = 0; i < reading->csv.count && i <= MOST_PREFACE; i++) {
        if (filled_fields(&reading->csv.records[i], &first) < 2)
            continue;
        reading->header = i;
        return true;
    }
    reading->header = 0;
    return true;
}

bool header_find(Reading *reading)
{
    const CsvRecord *header;

    if (reading->csv.count == 0) {
        Place place = {.file = reading->file};
        Str hint = reading->spec ? header_hint(reading) : str_of(_("the first record names the columns"));

        diag_report(reading->diag, SEVERITY_ERROR, "table-header-missing", place, hint,
                    _("“%.*s” has no header record"), STR_ARG(reading->name));
        return false;
    }
    if (separator_is_other(reading))
        return false;
    if (!(reading->spec ? find_by_columns(reading) : find_by_shape(reading)))
        return false;
    header = &reading->csv.records[reading->header];
    if (header->count <= MOST_COLUMNS)
        return true;
    diag_report(reading->diag, SEVERITY_ERROR, "table-too-large", reading_record_place(reading, header),
                str_of(_("split the table")), _("the header has %zu fields, more than the %d that are read"),
                header->count, MOST_COLUMNS);
    return false;
}

// ---- the unit line

// The unit that a field declares: 单位：万元, 金额单位：元. 填报单位：… and the like name a department.
static bool declared_unit(Str text, Str *unit)
{
    ptrdiff_t found;

    for (size_t from = 0; (found = str_find(text, STR("单位"), from)) >= 0; from = (size_t)found + 1) {
        Str before = str_trim(str_slice(text, 0, (size_t)found));
        size_t at = (size_t)found + STR("单位").n, end;
        uint32_t code;

        while (at < text.n && (text.at[at] == ' ' || text.at[at] == '\t'))
            at++;
        if (at >= text.n)
            return false;
        code = utf8_next(text, &at);
        if (code != ':' && code != 0xFF1A)
            continue;
        // 填报单位, 编制单位, 预算单位 …
        if (before.n && !str_ends(before, STR("金额")) && before.n == (size_t)found)
            continue;
        *unit = str_trim(str_slice(text, at, text.n));
        if (str_starts(*unit, STR("人民币")))
            *unit = str_slice(*unit, STR("人民币").n, unit->n);
        for (end = 0; end < unit->n;) {
            size_t next = end;

            code = utf8_next(*unit, &next);
            if (char_is_blank(code) || code == ',' || code == 0xFF0C || code == ')' || code == 0xFF09)
                break;
            end = next;
        }
        *unit = str_slice(*unit, 0, end);
        return unit->n > 0;
    }
    return false;
}

void header_unit(Reading *reading)
{
    for (size_t i = 0; i < reading->header; i++) {
        const CsvRecord *record = &reading->csv.records[i];

        for (size_t j = 0; j < record->count; j++) {
            Unit unit;
            Str name;

            if (!declared_unit(record->fields[j].text, &name))
                continue;
            unit = unit_parse(name);
            if (unit.kind == UNIT_MONEY) {
                if (reading->file_unit.kind == UNIT_MONEY && !unit_equal(unit, reading->file_unit))
                    diag_report(reading->diag, SEVERITY_ERROR, "unit-conflict",
                                reading_place(reading, &record->fields[j]),
                                str_of(_("keep the one that its amounts are in")),
                                _("the table says 单位：%.*s here and 单位：%.*s before"), STR_ARG(unit.name),
                                STR_ARG(reading->file_unit.name));
                reading->file_unit = unit;
            } else if (utf8_count(name) <= LONGEST_UNIT)
                diag_report(reading->diag, SEVERITY_ERROR, "unit-unknown",
                            reading_place(reading, &record->fields[j]),
                            str_of(_("write 元, 千元, 万元, 百万元 or 亿元")),
                            _("“%.*s” is no unit of money"), STR_ARG(name));
        }
    }
}

// ---- matching

// How many columns a header's text names at least so well; *column gets the one of that order.
static size_t count_named(const Reading *reading, const struct ColumnNames *names, Str fold, int score,
                          size_t order, int *column)
{
    size_t count = 0;

    for (size_t j = 0; j < reading->spec->column_count; j++)
        if (field_names(reading, names, j, fold) >= score && count++ == order)
            *column = (int)j;
    return count;
}

// The column that a field names, or -1; where several answer and the header has as many such fields as there
// are columns, they are taken in their printed order: those that answer best, or those whose list is named or
// printed above them (公用经费/科目编码 over two lists, where one is named 公用经费 and the other stands
// under it).
static int match_field(const Reading *reading, const struct ColumnNames *names, const Str *folds,
                       size_t field, bool *ambiguous)
{
    const CsvRecord *header = &reading->csv.records[reading->header];
    HeaderAnswer answer = header_answer(reading, names, folds[field], NULL);
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
    if (count_named(reading, names, folds[field], answer.score, order, &column) == same ||
        (same > 1 && count_named(reading, names, folds[field], 3, order, &column) == same))
        return column;
    *ambiguous = answer.count > 1;
    return answer.column;
}

// 功能分类科目编码, 经济科目代码 …
static bool is_account_code_name(Str leaf)
{
    static const char *const names[] = {"编码", "代码"};

    return is_one_of(leaf, names, sizeof names / sizeof names[0]) || str_ends(leaf, STR("科目编码")) ||
           str_ends(leaf, STR("科目代码"));
}

// A whole code where the spec has 类, 款 and 项, or those three where it has one column of codes.
static bool match_code(const Reading *reading, const struct ColumnNames *names, ColumnMap *map, Str fold,
                       int field)
{
    static const char *const piece_names[CODE_PIECES] = {"类", "款", "项"};

    for (size_t l = 0; l < reading->spec->list_count; l++) {
        CodeFields *codes = &map->codes[l];
        Str list = names->lists[l], leaf = fold;

        if (list.n && str_starts(fold, list) && fold.n > list.n && fold.at[list.n] == '/')
            leaf = str_slice(fold, list.n + 1, fold.n);
        if (!codes->columns.account)
            continue;
        if (codes->columns.pieces[0] >= 0) {
            if (codes->whole < 0 && is_account_code_name(leaf)) {
                codes->whole = field;
                return true;
            }
            continue;
        }
        if (codes->columns.whole >= 0 && map->fields[codes->columns.whole] < 0 &&
            is_account_code_name(leaf)) {
            map->fields[codes->columns.whole] = field;
            return true;
        }
        for (int i = 0; i < CODE_PIECES; i++)
            if (codes->pieces[i] < 0 && path_ends(leaf, str_of(piece_names[i]))) {
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

// Codes that are given in the other form fill the columns that the spec declares.
static bool column_is_given(const ColumnMap *map, const TableSpec *spec, size_t column)
{
    const CodeFields *codes = &map->codes[spec->columns[column].list];

    if (map->fields[column] >= 0)
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
    Str *names = full_names(reading);
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
        diag_report(reading->diag, SEVERITY_ERROR, "table-column-unknown", place, hint,
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

static void report_missing(const Reading *reading, const ColumnMap *map)
{
    const CsvRecord *header = &reading->csv.records[reading->header];
    Str *missing = ARENA_ARRAY(reading->scratch, Str, reading->spec->column_count), list;
    size_t n = 0;

    for (size_t i = 0; reading->spec->declared && i < reading->spec->column_count; i++)
        if (!column_is_given(map, reading->spec, i) && !map->meant[i])
            missing[n++] = header_full_name(reading->scratch, reading->spec, i);
    if (n == 0)
        return;
    list = str_join(reading->scratch, missing, n, STR("”, “"));
    diag_report(
        reading->diag, SEVERITY_ERROR, "table-column-missing", reading_record_place(reading, header),
        header_hint(reading),
        dngettext(GONGKAI_DOMAIN, "“%.*s” lacks the column “%.*s”", "“%.*s” lacks the columns “%.*s”", n),
        STR_ARG(reading->name), STR_ARG(list));
}

static bool is_running_number(Str fold)
{
    return path_ends(fold, STR("行次")) || path_ends(fold, STR("栏次")) || path_ends(fold, STR("序号"));
}

static ColumnMap map_new(const Reading *reading)
{
    const TableSpec *spec = reading->spec;
    ColumnMap map = {ARENA_ARRAY(reading->scratch, int, spec->column_count),
                     ARENA_ARRAY(reading->scratch, CodeFields, spec->list_count),
                     ARENA_ARRAY(reading->scratch, bool, spec->column_count)};

    for (size_t i = 0; i < spec->column_count; i++)
        map.fields[i] = -1;
    for (size_t i = 0; i < spec->list_count; i++)
        map.codes[i] = (CodeFields){code_columns_of(spec, (int)i), -1, {-1, -1, -1}};
    return map;
}

typedef struct Unknown {
    size_t field;
    bool ambiguous;
} Unknown;

ColumnMap header_match(Reading *reading)
{
    const CsvRecord *header = &reading->csv.records[reading->header];
    struct ColumnNames *names = column_names_new(reading->scratch, reading->spec);
    Str *folds = ARENA_ARRAY(reading->scratch, Str, header->count);
    Unknown *unknown = ARENA_ARRAY(reading->scratch, Unknown, header->count);
    ColumnMap map = map_new(reading);
    size_t n = 0;

    for (size_t i = 0; i < header->count; i++)
        folds[i] = name_fold(reading->scratch, header->fields[i].text);
    for (size_t i = 0; i < header->count; i++) {
        bool ambiguous;
        int column = match_field(reading, names, folds, i, &ambiguous);

        if (column >= 0 && !ambiguous)
            claim(reading, &map, column, i);
        else if (is_running_number(folds[i]))
            continue; // 行次 is for the paper form; rows are looked up by name
        else if (folds[i].n ? !match_code(reading, names, &map, folds[i], (int)i)
                            : !column_is_blank(reading, i))
            unknown[n++] = (Unknown){i, ambiguous};
    }
    // Fields that a column of the spec holds are where its codes are read from too.
    for (size_t l = 0; l < reading->spec->list_count; l++) {
        CodeFields *codes = &map.codes[l];

        if (codes->columns.whole >= 0 && map.fields[codes->columns.whole] >= 0)
            codes->whole = map.fields[codes->columns.whole];
        for (int i = 0; i < CODE_PIECES; i++)
            if (codes->columns.pieces[i] >= 0 && map.fields[codes->columns.pieces[i]] >= 0)
                codes->pieces[i] = map.fields[codes->columns.pieces[i]];
    }
    for (size_t i = 0; i < n; i++)
        report_unknown(reading, &map, &header->fields[unknown[i].field], unknown[i].ambiguous, n == 1);
    report_missing(reading, &map);
    return map;
}
