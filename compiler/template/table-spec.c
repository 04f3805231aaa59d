// Tables as templates and tables/NAME.yaml declare them: columns, groups and lists to a TableSpec.
#include <string.h>

#include "template/internal-template.h"
#include "text/text.h"

// Wider tables are a mistake, and aliases of aliases could make one without end.
#define COLUMNS_MOST 500
#define COLUMN_VISITS_MOST 10000

typedef struct ColumnReader {
    Arena *arena;
    Diag *diag;
    const WordList *words;
    Unit unit;
    int list;
    VEC(ColumnPlan) plans;
    VEC(bool) kind_given;        // by plan
    VEC(const YamlNode *) rates; // by plan; NULL: it is no rate
    VEC(RowMeaning) rows;
    Str groups[YAML_DEPTH_MOST];
    const YamlNode *group_means[YAML_DEPTH_MOST]; // NULL: it says none
    size_t group_count;
    size_t path_skip;
    size_t visits;
} ColumnReader;

static const char *const zero_names[] = {"as-is", "blank", "0", "0.00"};
static const char *const hierarchy_names[] = {"none", "code", "names"};
static const char *const blank_rows[] = {"keep", "drop"};
static const char *const orientation_names[] = {"auto", "portrait", "landscape"};

// ---- columns

static bool is_code_name(const WordList *words, Str name)
{
    return words_find(words[WORDS_ACCOUNT_LEVELS], name) >= 0 ||
           words_find(words[WORDS_LINE_NUMBER_COLUMNS], name) >= 0 ||
           words_end(words[WORDS_CODE_COLUMNS], name);
}

// Without what stands in brackets at its end: 项目（按功能分类）.
static Str without_brackets(Str name)
{
    Str open = str_ends(name, STR("）")) ? STR("（") : STR("(");
    ptrdiff_t at = str_ends(name, STR("）")) || str_ends(name, STR(")")) ? str_find(name, open, 0) : -1;

    return at > 0 ? str_trim(str_slice(name, 0, (size_t)at)) : name;
}

bool column_is_row_name(const WordList *words, Str name)
{
    name = without_brackets(name);
    return words_find(words[WORDS_ROW_NAME_COLUMNS], name) >= 0 ||
           words_end(words[WORDS_ROW_NAME_ENDS], name);
}

// { 基本支出: [小计, …] }, and with what the group's columns mean, { 决算数: [合计, …], means: .决算 }.
const YamlEntry *column_group(const YamlNode *node)
{
    size_t n = node->kind == YAML_MAPPING ? node->entries.n : 0;
    const YamlEntry *group = NULL;

    for (size_t i = 0; i < n && n <= 2; i++)
        if (!str_equal(node->entries.at[i].key->text, STR("means")))
            group = group ? NULL : &node->entries.at[i];
    return group && (n == 1 || yaml_value(node, STR("means"))) && group->value->kind == YAML_SEQUENCE ? group
                                                                                                      : NULL;
}

bool column_is_stub(const WordList *words, Str name)
{
    return is_code_name(words, name) || column_is_row_name(words, name);
}

// rate: its `rate:`, or NULL.
static void add_column(ColumnReader *reader, ColumnSpec column, bool kind_given, const YamlNode *rate)
{
    ColumnPlan *plan = vec_push(reader->arena, &reader->plans);
    Str *groups = ARENA_ARRAY(reader->arena, Str, reader->group_count);

    for (size_t i = 0; i < reader->group_count; i++)
        groups[i] = reader->groups[i];
    *plan = (ColumnPlan){column, groups, reader->group_count, reader->path_skip};
    *vec_push(reader->arena, &reader->kind_given) = kind_given;
    *vec_push(reader->arena, &reader->rates) = rate;
}

// ---- meanings

// What a column means: the id that it or one of the groups over it says, and after it what the others add
// (三公.公务接待费, .决算), from the outermost on. Empty where they only add.
static Str means_of(ColumnReader *reader, const YamlNode *own)
{
    StrBuf added = {.arena = reader->arena};
    const YamlNode *place = own;
    Str id = {0}, text;

    for (size_t i = 0; i <= reader->group_count; i++) {
        const YamlNode *node = i < reader->group_count ? reader->group_means[i] : own;

        if (!node || !yaml_node_text(reader->diag, node, &text) || text.n == 0)
            continue;
        if (text.at[0] == '.') {
            buf_add(&added, text);
            continue;
        }
        if (id.n)
            diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node),
                        str_of(_("one says 三公.公务接待费, the other what is added: .决算")),
                        _("the column means “%.*s” already"), STR_ARG(id));
        id = text;
        place = node;
    }
    if (id.n == 0)
        return id;
    id = str_print(reader->arena, "%.*s%.*s", STR_ARG(id), STR_ARG(buf_str(&added)));
    return means_known(reader->diag, reader->arena, own ? own : place, id) ? id : (Str){0};
}

// means: { 收支.收入.总计: 总计, 财政拨款.行.年末结转: [年末结转, 合计] }: of a row, and of its cell in a
// column.
static void read_row_meanings(ColumnReader *reader, YamlMap *map, int list)
{
    const YamlNode *node = yaml_mapping(map, "means");

    for (size_t i = 0; node && i < node->entries.n; i++) {
        const YamlEntry *entry = &node->entries.at[i];
        RowMeaning meaning = {.id = entry->key->text, .list = list, .place = yaml_place(entry->key)};
        size_t n = 1;
        Str *names = entry->value->kind == YAML_SEQUENCE
                         ? yaml_node_texts(reader->arena, reader->diag, entry->value, &n)
                         : NULL;

        if (!names && !yaml_node_text(reader->diag, entry->value, &meaning.row))
            continue;
        if (names && n != 2) {
            diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(entry->value), (Str){0},
                        "%s", _("a meaning is of a row, or of [row, column]"));
            continue;
        }
        if (names) {
            meaning.row = names[0];
            meaning.column = names[1];
        }
        if (means_known(reader->diag, reader->arena, entry->key, meaning.id))
            *vec_push(reader->arena, &reader->rows) = meaning;
    }
}

// ---- kinds of columns

// rate: [增减额, 上年执行数]: what a column of rates is the quotient of.
static void read_rate(YamlMap *map, ColumnSpec *column)
{
    const YamlNode *node = yaml_get(map, "rate");
    size_t n = 0;
    Str *names = node ? yaml_texts(map, "rate", &n) : NULL;

    if (!node)
        return;
    if (n != 2 || column->unit.kind != UNIT_RATIO) {
        diag_report(map->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node),
                    str_of(_("write two columns of a column in %: unit: \"%\", rate: [增减额, 上年执行数]")),
                    _("a rate is the quotient of two columns"));
        return;
    }
    column->rate_of = names[0];
    column->rate_base = names[1];
}

static bool has_amounts_named(const TableSpec *spec, int list, Str name)
{
    const ListSpec *own = &spec->lists[list];

    for (uint32_t c = 0; c < own->count; c++) {
        const ColumnSpec *column = &spec->columns[own->first + c];

        if (column->kind == COLUMN_AMOUNT &&
            (name_equal(column->name, name) || name_equal(column->path, name)))
            return true;
    }
    return false;
}

// Once all columns are laid out: of what is not there no rate can be worked out.
static void check_rates(const ColumnReader *reader, const TableSpec *spec)
{
    for (size_t i = 0; i < reader->rates.n; i++) {
        const YamlNode *rate = reader->rates.at[i];
        const ColumnSpec *column = &spec->columns[i];
        const Str names[] = {column->rate_of, column->rate_base};

        for (size_t k = 0; rate && column->rate_of.n && k < 2; k++)
            if (!has_amounts_named(spec, column->list, names[k]))
                diag_report(reader->diag, SEVERITY_ERROR, "value-invalid",
                            yaml_place(rate->entries.at[k].value), (Str){0},
                            _("“%.*s” has no column “%.*s” of amounts for the rate “%.*s”"),
                            STR_ARG(spec->name), STR_ARG(names[k]), STR_ARG(column->name));
    }
}

// { name: 项目, title: 项目（按功能分类）, kind: text, align: left, unit: 元, decimals: 0 }
static void read_leaf(ColumnReader *reader, const YamlNode *node, ColumnSpec column)
{
    static const char *const kinds[] = {"code", "name", "amount", "text"};
    static const char *const aligns[] = {"auto", "left", "centre", "right", "decimal", "justify"};
    YamlMap map;
    int kind;

    yaml_open(&map, reader->arena, reader->diag, node, false);
    column.name = yaml_need_text(&map, "name");
    column.title = pattern_text(&map, "title", column.name, NULL);
    kind = yaml_choice(&map, "kind", kinds, 4, -1);
    column.align = (Align)yaml_choice(&map, "align", aligns, 6, ALIGN_AUTO);
    column.unit = unit_read(&map, "unit", column.unit);
    column.decimals = (int)yaml_int(&map, "decimals", -1, 0, 20);
    read_rate(&map, &column);
    if (!yaml_value(node, STR("means")) || yaml_get(&map, "means")) // means: ~ is none
        column.means = means_of(reader, yaml_get(&map, "means"));
    yaml_close(&map);
    if (kind >= 0)
        column.kind = (ColumnKind)kind;
    if (column.name.n)
        add_column(reader, column, kind >= 0, yaml_value(node, STR("rate")));
}

static void read_columns(ColumnReader *reader, const YamlNode *node);

// One column: a name; a leaf with more to say; a group `{ 基本支出: [小计, …] }`; or a list of columns that
// an alias stands for. Recursion ends at YAML_DEPTH_MOST.
static void read_column(ColumnReader *reader, const YamlNode *node)
{
    ColumnSpec column = {.decimals = -1, .unit = reader->unit, .list = reader->list};
    const YamlEntry *group = reader->group_count < YAML_DEPTH_MOST ? column_group(node) : NULL;

    if (node->kind == YAML_SEQUENCE) {
        read_columns(reader, node);
    } else if (group) {
        reader->groups[reader->group_count] = group->key->text;
        reader->group_means[reader->group_count++] = yaml_value(node, STR("means"));
        read_columns(reader, group->value);
        reader->group_count--;
    } else if (node->kind == YAML_MAPPING) {
        read_leaf(reader, node, column);
    } else if (yaml_node_text(reader->diag, node, &column.name)) {
        column.title = column.name;
        column.means = means_of(reader, NULL);
        add_column(reader, column, false, NULL);
    }
}

static void read_columns(ColumnReader *reader, const YamlNode *node)
{
    if (node->kind != YAML_SEQUENCE) {
        Str none;

        yaml_node_texts(reader->arena, reader->diag, node, &none.n); // says what is expected
        return;
    }
    for (size_t i = 0; i < node->entries.n; i++) {
        if (reader->plans.n < COLUMNS_MOST && ++reader->visits <= COLUMN_VISITS_MOST) {
            read_column(reader, node->entries.at[i].value);
            continue;
        }
        if (reader->visits++ < COLUMN_VISITS_MOST * 2)
            diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                        _("a table may have %d columns at most"), COLUMNS_MOST);
        reader->visits = COLUMN_VISITS_MOST * 2;
        return;
    }
}

// Where no kind is given: codes by their names; the first name column is the row's name, further ones are
// text; the rest are amounts.
static void settle_kinds(ColumnReader *reader, size_t first)
{
    bool named = false;

    for (size_t i = first; i < reader->plans.n; i++)
        named = named || (reader->kind_given.at[i] && reader->plans.at[i].column.kind == COLUMN_NAME);
    for (size_t i = first; i < reader->plans.n; i++) {
        ColumnSpec *column = &reader->plans.at[i].column;

        if (reader->kind_given.at[i])
            continue;
        if (is_code_name(reader->words, column->name)) {
            column->kind = COLUMN_CODE;
        } else if (column_is_row_name(reader->words, column->name)) {
            column->kind = named ? COLUMN_TEXT : COLUMN_NAME;
            named = true;
        } else {
            column->kind = COLUMN_AMOUNT;
        }
    }
}

// Account codes make a hierarchy; codes of units do not, and neither does a list without codes unless it says
// so.
static HierarchyKind default_hierarchy(const ColumnReader *reader, size_t first)
{
    for (size_t i = first; i < reader->plans.n; i++) {
        const ColumnSpec *column = &reader->plans.at[i].column;

        if (column->kind == COLUMN_CODE &&
            (words_find(reader->words[WORDS_ACCOUNT_LEVELS], column->name) == 0 ||
             words_find(reader->words[WORDS_ACCOUNT_CODE_COLUMNS], column->name) == 0))
            return HIERARCHY_CODE;
    }
    return HIERARCHY_NONE;
}

static bool same_place(const ColumnPlan *a, const ColumnPlan *b)
{
    bool same = a->group_count == b->group_count && name_equal(a->column.name, b->column.name);

    for (size_t i = 0; same && i < a->group_count; i++)
        same = name_equal(a->groups[i], b->groups[i]);
    return same;
}

// A list has columns, each of another name under its groups; the first that has not is told.
static void check_columns(ColumnReader *reader, const YamlNode *columns, size_t first)
{
    if (columns->kind == YAML_SEQUENCE && columns->entries.n == 0)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(columns), (Str){0}, "%s",
                    _("a table has columns, and none stands here"));
    for (size_t i = first; i < reader->plans.n; i++)
        for (size_t k = first; k < i; k++) {
            if (!same_place(&reader->plans.at[i], &reader->plans.at[k]))
                continue;
            diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(columns), (Str){0},
                        _("the column “%.*s” stands here twice"), STR_ARG(reader->plans.at[i].column.name));
            return;
        }
}

// One list: its columns, under a printed group where it has one. The map is the list's, or the table's where
// that is one list.
static void read_list(ColumnReader *reader, YamlMap *map, ListSpec *list)
{
    const YamlNode *columns = yaml_need(map, "columns");
    Str under = yaml_text(map, "under", (Str){0});
    size_t first = reader->plans.n;

    if (under.n) {
        reader->group_means[reader->group_count] = NULL;
        reader->groups[reader->group_count++] = under;
    }
    reader->path_skip = reader->group_count;
    if (columns) {
        read_columns(reader, columns);
        if (diag_count(reader->diag, SEVERITY_ERROR) == 0) // else it may follow from what is told
            check_columns(reader, columns, first);
    }
    reader->group_count = reader->path_skip = 0;
    settle_kinds(reader, first);
    list->first = (uint32_t)first;
    list->count = (uint32_t)(reader->plans.n - first);
    list->hierarchy = (HierarchyKind)yaml_choice(map, "hierarchy", hierarchy_names, 3,
                                                 (int)default_hierarchy(reader, first));
    read_row_meanings(reader, map, reader->list);
    reader->list++;
}

static void read_lists(ColumnReader *reader, YamlMap *map, TableSpec *spec)
{
    const YamlNode *node = yaml_list(map, "lists");
    ListSpec *lists = ARENA_ARRAY(reader->arena, ListSpec, node && node->entries.n ? node->entries.n : 1);

    spec->lists = lists;
    if (!node) {
        spec->list_count = 1;
        read_list(reader, map, &lists[0]);
        return;
    }
    read_row_meanings(reader, map, -1);
    yaml_optional(map, "columns"); // empty (~) where lists take their place
    for (size_t i = 0; i < node->entries.n; i++) {
        YamlMap list;

        yaml_open(&list, reader->arena, reader->diag, node->entries.at[i].value, false);
        lists[i].name = yaml_need_text(&list, "name");
        if (yaml_optional(&list, "merged")) // said by from.c alone
            lists[i].merged = yaml_texts(&list, "merged", &lists[i].merged_count);
        read_list(reader, &list, &lists[i]);
        yaml_close(&list);
    }
    spec->list_count = node->entries.n;
}

// ---- tables

void unit_report(YamlMap *map, const char *key)
{
    diag_report(map->diag, SEVERITY_ERROR, "value-invalid", yaml_place(yaml_get(map, key)),
                str_of(_("write 元, 千元, 万元, 百万元 or 亿元")), _("“%.*s” is no unit of money"),
                STR_ARG(yaml_text(map, key, (Str){0})));
}

Unit unit_read(YamlMap *map, const char *key, Unit fallback)
{
    Str text = yaml_text(map, key, (Str){0});
    Unit unit = unit_parse(text);

    if (!yaml_get(map, key))
        return fallback;
    if (unit.kind != UNIT_COUNTER ||
        unit_parse(str_print(map->arena, "%.*s%.*s", STR_ARG(text), STR_ARG(text_money_name(0)))).kind !=
            UNIT_MONEY)
        return unit;
    unit_report(map, key);
    return fallback;
}

void table_defaults_read(YamlMap *map, TableDefaults *defaults)
{
    static const char *const orders[] = {"empty-note", "note"};

    defaults->note_first = yaml_choice(map, "first-note", orders, 2, defaults->note_first) == 1;
    defaults->centre_totals = yaml_bool(map, "centre-totals", defaults->centre_totals);
    defaults->unit = unit_read(map, "unit", defaults->unit);
    defaults->decimals = (int)yaml_int(map, "decimals", defaults->decimals, 0, 20);
    defaults->thousands = yaml_bool(map, "thousands", defaults->thousands);
    defaults->zero = (ZeroStyle)yaml_choice(map, "zero", zero_names, 4, (int)defaults->zero);
    if (yaml_get(map, "total-names"))
        defaults->total_names = yaml_texts(map, "total-names", &defaults->total_name_count);
}

// What a table tells of, by its name: 财政拨款收支预算 of a 财政拨款收支预算总表, 收入决算 of a
// 收入决算表（按单位列示）.
static Str told_of(WordList ends, Str name)
{
    ptrdiff_t open = str_ends(name, STR("）")) ? str_find(name, STR("（"), 0) : -1;

    if (open > 0)
        name = str_slice(name, 0, (size_t)open);
    size_t end = words_end(ends, name);

    return end < name.n ? str_slice(name, 0, name.n - end) : name;
}

// The notes of a table: `empty: 政府性基金预算支出` fills the template's sentence; `empty-note:` is one of
// its own.
static void read_notes(YamlMap *map, const TableDefaults *defaults, TableSpec *spec)
{
    Str what = yaml_text(map, "empty", told_of(spec_words(spec)[WORDS_TABLE_KINDS], spec->name)), note;

    note = pattern_fill(map->arena, defaults->empty_note, STR("{0}"), what);
    spec->may_be_empty = yaml_bool(map, "may-be-empty", true);
    spec->empty_note = pattern_text(map, "empty-note", spec->may_be_empty ? note : (Str){0}, NULL);
    spec->note = pattern_text(map, "note", (Str){0}, NULL);
    spec->note_first = defaults->note_first;
}

static void read_counterpart(YamlMap *map, TableSpec *spec)
{
    const YamlNode *node = yaml_get(map, "counterpart");
    YamlMap counterpart;

    if (!node)
        return;
    yaml_open(&counterpart, map->arena, map->diag, node, false);
    spec->counterpart_last_year = yaml_text(&counterpart, "last-year", (Str){0});
    spec->counterpart_budget = yaml_text(&counterpart, "budget", (Str){0});
    yaml_close(&counterpart);
}

static void read_file_unit(YamlMap *map, TableSpec *spec)
{
    const YamlNode *node = yaml_get(map, "file-unit");

    if (!node)
        return;
    spec->file_unit = unit_read(map, "file-unit", spec->unit);
    if (spec->file_unit.kind == UNIT_MONEY && spec->unit.kind == UNIT_MONEY)
        return;
    if (!unit_equal(spec->file_unit, spec->unit))
        diag_report(map->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("“%.*s” cannot be converted to %.*s"), STR_ARG(spec->file_unit.name),
                    STR_ARG(spec->unit.name));
}

static Str fill_label(Arena *arena, Str pattern, int number)
{
    StrBuf han = {.arena = arena};
    Str label = pattern_fill(arena, pattern, STR("{00}"), str_print(arena, "%02d", number));

    text_han_write(&han, (uint32_t)number);
    label = pattern_fill(arena, label, STR("{一}"), buf_str(&han));
    return pattern_fill(arena, label, STR("{0}"), str_print(arena, "%d", number));
}

TableSpec *table_spec_read(Arena *arena, Diag *diag, const YamlNode *node, const TableDefaults *defaults,
                           Str name, int number)
{
    TableSpec *spec = ARENA_NEW(arena, TableSpec);
    TableDefaults own = *defaults;
    ColumnReader reader = {.arena = arena, .diag = diag};
    bool declared = number > 0;
    const YamlNode *rows = NULL;
    YamlMap map;

    yaml_open(&map, arena, diag, node, false);
    spec->name = declared ? yaml_need_text(&map, "name") : name;
    spec->title = pattern_text(
        &map, "title",
        declared && own.title.n ? pattern_fill(arena, own.title, STR("{0}"), spec->name) : spec->name, NULL);
    spec->number = number;
    spec->label =
        declared ? fill_label(arena, pattern_text(&map, "label", own.label, label_marks), number) : (Str){0};
    table_defaults_read(&map, &own);
    spec->words = own.words;
    reader.words = spec_words(spec);
    spec->unit = spec->file_unit = reader.unit = own.unit;
    spec->decimals = own.decimals;
    spec->thousands = own.thousands;
    spec->zero = own.zero;
    spec->centre_totals = own.centre_totals;
    spec->listed =
        declared ? fill_label(arena, pattern_text(&map, "contents-label", own.listed, label_marks), number)
                 : (Str){0};
    spec->assumed = declared && yaml_bool(&map, "assumed", false);
    spec->column_numbers = yaml_bool(&map, "column-numbers", false);
    spec->total_names = own.total_names;
    spec->total_name_count = own.total_name_count;
    read_file_unit(&map, spec);
    spec->unit_given = !declared && (yaml_get(&map, "unit") || yaml_get(&map, "file-unit"));
    spec->orientation = (Orientation)yaml_choice(&map, "orientation", orientation_names, 3, ORIENTATION_AUTO);
    read_notes(&map, &own, spec);
    read_counterpart(&map, spec);
    read_lists(&reader, &map, spec);
    spec->row_meanings = reader.rows.at;
    spec->row_meaning_count = reader.rows.n;
    if (yaml_value(node, STR("rows")))
        rows = yaml_list(&map, "rows");
    spec->drop_blank = yaml_choice(&map, "blank-rows", blank_rows, 2, 0) == 1;
    spec->published = true;
    spec->declared = declared;
    spec->place = yaml_place(node);
    yaml_close(&map);
    table_spec_columns(arena, spec, reader.plans.at, reader.plans.n);
    check_rates(&reader, spec);
    printed_rows_read(arena, diag, rows, spec);
    return spec;
}

TableSpec *table_spec_adjust(Arena *arena, Diag *diag, const YamlNode *node, const TableSpec *spec)
{
    TableSpec *copy = ARENA_NEW(arena, TableSpec);
    YamlMap map;

    *copy = *spec;
    yaml_open(&map, arena, diag, node, false);
    if (spec->declared) {
        read_file_unit(&map, copy);
        copy->unit_given = yaml_get(&map, "file-unit");
    } else {
        copy->title = yaml_text(&map, "title", spec->title);
        copy->unit_given = yaml_get(&map, "unit"); // its reader has it already
    }
    copy->orientation =
        (Orientation)yaml_choice(&map, "orientation", orientation_names, 3, (int)spec->orientation);
    copy->note = yaml_text(&map, "note", spec->note);
    yaml_close(&map);
    return copy;
}
