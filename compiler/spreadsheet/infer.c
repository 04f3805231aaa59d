#include "spreadsheet/internal-unit.h"
#include "text/text.h"

// The most decimals that a table without a declaration prints.
#define MOST_DECIMALS 6
// Of a column, that make it one of amounts with a slip in it.
#define LEAST_AMOUNTS 3
// In a table of 元 what is less in all rows may be no money.
#define COUNTED 1000
// What so many cells take while they are looked at is given back together.
#define CELLS_TOGETHER 1000

// What a column of the author's own table holds.
typedef struct Content {
    size_t amounts, texts; // cells
    const CsvField *text;  // the first of these
    bool filled;           // an amount is not 0
    bool large;            // an amount is none that things are counted with: 1000 and more, or a part of one
    int decimals;          // the most among its amounts
    bool codes, long_code; // every cell is an account code; one has 5 digits or more
} Content;

static Content content_of(const Reading *reading, size_t field)
{
    Content content = {.codes = true};
    Arena *scratch = arena_new();

    for (size_t i = reading->header + 1; i < reading->csv.count; i++) {
        const CsvRecord *record = &reading->csv.records[i];
        int decimals, level;
        bool blank;
        Number amount;

        if (i % CELLS_TOGETHER == 0) {
            arena_free(scratch);
            scratch = arena_new();
        }
        if (field >= record->count || record->fields[field].text.n == 0)
            continue;
        level = content.codes ? table_code_level(table_code_text(scratch, record->fields[field].text)) : -1;
        content.codes = level >= 0;
        content.long_code |= level > 0;
        amount = amount_of(scratch, record->fields[field].text, (Unit){0}, &decimals, &blank);
        if (amount) {
            amount_settled(scratch, amount, record->fields[field].text, reading->file_unit, MOST_DECIMALS,
                           &decimals);
            content.amounts++;
            content.filled |= mpq_sgn(amount) != 0;
            content.large |=
                mpz_cmp_ui(mpq_denref(amount), 1) != 0 || mpz_cmpabs_ui(mpq_numref(amount), COUNTED) >= 0;
            if (decimals > content.decimals)
                content.decimals = decimals;
        } else if (!blank) {
            content.text = content.text ? content.text : &record->fields[field];
            content.texts++;
        }
    }
    arena_free(scratch);
    return content;
}

static bool is_code_name(const WordList *words, Str name)
{
    return words_find(words[WORDS_ACCOUNT_LEVELS], name) >= 0 ||
           words_find(words[WORDS_LINE_NUMBER_COLUMNS], name) >= 0 ||
           words_end(words[WORDS_CODE_COLUMNS], name);
}

static bool header_has(const Reading *reading, WordList names)
{
    const CsvRecord *header = &reading->csv.records[reading->header];

    for (size_t i = 0; i < header->count; i++)
        if (words_find(names, header->fields[i].text) >= 0)
            return true;
    return false;
}

typedef struct Inferring {
    const Reading *reading;
    bool facts; // has the columns 名称 and 数值
    bool named; // a name column was found
    bool codes; // its codes are account codes
    VEC(ColumnPlan) plans;
} Inferring;

static ColumnKind kind_of(Inferring *in, Str name, const Content *content)
{
    bool blank = content->amounts == 0 && content->texts == 0;
    bool empty = in->reading->header + 1 >= in->reading->csv.count;

    if (is_code_name(in->reading->words, name)) {
        in->codes |= words_find(in->reading->words[WORDS_ACCOUNT_LEVELS], name) >= 0 ||
                     (content->codes && content->long_code);
        return COLUMN_CODE;
    }
    // Numbers, so that a mistyped one is told and not taken for a column of words.
    if (in->facts && words_find(in->reading->words[WORDS_FACT_NUMBER_COLUMNS], name) >= 0)
        return COLUMN_AMOUNT;
    // Columns of words even where every cell is blank, and never a row's name.
    if (words_find(in->reading->words[WORDS_REMARK_COLUMNS], name) >= 0)
        return content->amounts && !content->texts ? COLUMN_AMOUNT : COLUMN_TEXT;
    // In a table without rows the first column must be the name.
    if (!in->named && (content->texts || (blank && empty))) {
        in->named = true;
        return COLUMN_NAME;
    }
    return content->texts ? COLUMN_TEXT : COLUMN_AMOUNT;
}

// 基本支出/小计: the groups and the leaf.
static void split_name(Arena *arena, Str text, ColumnPlan *plan)
{
    VEC(Str) parts = {0};
    size_t from = 0;
    ptrdiff_t slash;

    while ((slash = str_find_char(text, '/', from)) >= 0) {
        Str part = str_trim(str_slice(text, from, (size_t)slash));

        if (part.n)
            *vec_push(arena, &parts) = part;
        from = (size_t)slash + 1;
    }
    plan->column.name = str_trim(str_slice(text, from, text.n));
    plan->groups = parts.at;
    plan->group_count = parts.n;
}

// A name that stands twice makes one column; matching the header reports the second.
static bool is_known(const Inferring *in, Str name)
{
    const CsvRecord *header = &in->reading->csv.records[in->reading->header];

    for (const CsvField *field = header->fields; field->text.at != name.at; field++)
        if (name_equal(field->text, name))
            return true;
    return false;
}

// What a column's head says that it is counted in; else the table's unit, save where its name says that it
// holds numbers, rates, or counts in a table of money, or where the table counts several things (户、人).
static Unit unit_of(const Inferring *in, size_t field, Str name, Unit usual)
{
    const WordList *words = in->reading->words;
    Unit own = in->reading->head_units[field].unit;
    TextUnit one;

    if (in->facts)
        return (Unit){0};
    if (own.kind != UNIT_NONE)
        return own;
    if (words_end(words[WORDS_RATE_COLUMNS], name))
        return unit_parse(STR("%"));
    if (words_end(words[WORDS_FORM_TEXT_COLUMNS], name))
        return (Unit){0};
    if (usual.kind == UNIT_MONEY)
        return words_end(words[WORDS_COUNT_COLUMNS], name) ? (Unit){0} : usual;
    return usual.kind == UNIT_COUNTER && text_unit_at(usual.name, 0, &one) && one.to < usual.name.n
               ? (Unit){0}
               : usual;
}

static bool is_converted(const TableSpec *spec)
{
    return spec->unit.kind == UNIT_MONEY && spec->unit.power != spec->file_unit.power;
}

// The text where nearly all in a column of words are amounts, or its head says that they are: 4O among 3, 5
// and 6; of a table that is converted any would stand in another unit than the others.
static const CsvField *mixed_text(const Inferring *in, size_t field, Str name, const Content *content,
                                  const TableSpec *spec)
{
    const WordList *words = in->reading->words;

    if (!content->text || content->amounts == 0 || words_end(words[WORDS_FORM_TEXT_COLUMNS], name) ||
        words_find(words[WORDS_REMARK_COLUMNS], name) >= 0)
        return NULL;
    return is_converted(spec) ||
                   (content->amounts >= content->texts &&
                    (in->reading->head_units[field].unit.kind != UNIT_NONE ||
                     words_end(words[WORDS_SOLE_AMOUNT_COLUMNS], name))) ||
                   (content->amounts >= LEAST_AMOUNTS && content->amounts >= 2 * content->texts)
               ? content->text
               : NULL;
}

// 持平 and 无 are meant, and said all the same; 4O and 约4 may be slips.
static bool has_digit(Str text)
{
    for (size_t at = 0; at < text.n;)
        if (char_digit(utf8_next(text, &at)) >= 0)
            return true;
    return false;
}

static void mixed_report(const Inferring *in, Str name, const CsvField *text, size_t amounts,
                         const TableSpec *spec)
{
    const Reading *reading = in->reading;
    Place place = reading_place(reading, text);
    Str hint =
        str_of(_("write a number, or — where there is none; where the column is of words, say so in the "
                 "table's YAML file"));

    if (is_converted(spec))
        diag_report(
            reading->diag, SEVERITY_ERROR, "column-mixed", place, hint,
            _("“%.*s” is no amount, so that the column “%.*s” is one of words, and would stand in %.*s under "
              "%.*s"),
            STR_ARG(text->text), STR_ARG(name), STR_ARG(spec->file_unit.name), STR_ARG(spec->unit.name));
    else
        diag_report(
            reading->diag, has_digit(text->text) ? SEVERITY_WARNING : SEVERITY_NOTE, "column-mixed", place,
            hint,
            dngettext(
                GONGKAI_DOMAIN,
                "“%.*s” is no amount, so that the column “%.*s” is one of words, and its amount is not "
                "checked",
                "“%.*s” is no amount, so that the column “%.*s” is one of words, and its %zu amounts are "
                "not checked",
                amounts),
            STR_ARG(text->text), STR_ARG(name), amounts);
}

// Of a table of 元 a column of small whole numbers: 期数, 权重.
static void counted_report(const Inferring *in, size_t field, Str name, const TableSpec *spec)
{
    const Reading *reading = in->reading;
    const CsvField *head = &reading->csv.records[reading->header].fields[field];

    diag_report(
        reading->diag, SEVERITY_ERROR, "unit-unclear", reading_place(reading, head),
        str_print(reading->arena, _("write it in the head: %.*s（%.*s）, or what is counted"), STR_ARG(name),
                  STR_ARG(spec->file_unit.name)),
        _("whether the column “%.*s” is money is not clear: all its amounts are whole and small, and the "
          "table's, in %.*s, are printed in %.*s"),
        STR_ARG(name), STR_ARG(spec->file_unit.name), STR_ARG(spec->unit.name));
}

static void add_column(Inferring *in, size_t field, TableSpec *spec)
{
    Str name = in->reading->csv.records[in->reading->header].fields[field].text;
    Content content;
    ColumnPlan plan = {0};
    const CsvField *mixed = NULL;
    bool is_tables;
    int shift;

    if (name.n == 0 || is_known(in, name))
        return;
    content = content_of(in->reading, field);
    split_name(in->reading->arena, name, &plan);
    if (plan.column.name.n == 0)
        plan.column.name = name;
    plan.column.kind = kind_of(in, plan.column.name, &content);
    plan.column.decimals = -1;
    if (plan.column.kind == COLUMN_TEXT)
        mixed = mixed_text(in, field, plan.column.name, &content, spec);
    if (mixed)
        mixed_report(in, name, mixed, content.amounts, spec);
    if (plan.column.kind == COLUMN_AMOUNT) {
        plan.column.unit = unit_of(in, field, plan.column.name, spec->unit);
        plan.column.unit.name = str_copy(in->reading->arena, plan.column.unit.name);
        is_tables = spec->unit.kind == UNIT_MONEY && unit_equal(plan.column.unit, spec->unit);
        // 元 printed as 万元 have four decimals more.
        shift = is_tables ? spec->unit.power - spec->file_unit.power : 0;
        content.decimals += content.amounts && shift > 0 ? shift : 0;
        if (shift != 0 && content.amounts && !content.large && content.filled &&
            in->reading->head_units[field].unit.kind == UNIT_NONE &&
            !words_end(in->reading->words[WORDS_SOLE_AMOUNT_COLUMNS], plan.column.name) &&
            !words_end(in->reading->words[WORDS_GROUP_TOTALS], plan.column.name))
            counted_report(in, field, name, spec);
        plan.column.decimals = content.decimals < MOST_DECIMALS ? content.decimals : MOST_DECIMALS;
        if (plan.column.decimals > spec->decimals)
            spec->decimals = plan.column.decimals;
    }
    *vec_push(in->reading->scratch, &in->plans) = plan;
}

// What stands below it as a note, but for what says a unit: that is printed over it.
static Str notes_of(const Reading *reading)
{
    StrBuf notes = {.arena = reading->arena};

    for (size_t i = 0; i < reading->notes.n; i++) {
        Str text = str_trim(reading->notes.at[i].text);

        if (reading->note_lines.at[i] != LINE_NOTE || text.n == 0 ||
            unit_line_read(reading->words, text, TOLD_NOTE).said != SAYS_NOTHING)
            continue;
        buf_add_c(&notes, notes.n ? "　" : "");
        buf_add(&notes, text);
    }
    return buf_str(&notes);
}

const TableSpec *spec_infer(const Reading *reading, Unit unit)
{
    const CsvRecord *header = &reading->csv.records[reading->header];
    Inferring in = {.reading = reading};
    TableSpec *spec = ARENA_NEW(reading->arena, TableSpec);
    ListSpec list = {0};

    spec->name = str_copy(reading->arena, reading->name);
    spec->title = spec->name;
    spec->words = reading->own_words;
    spec->file_unit = reading->file_unit.kind != UNIT_NONE ? reading->file_unit : unit;
    // A table of 辆 is printed in 辆, one of 元 in the project's unit.
    spec->unit = spec->file_unit.kind == UNIT_MONEY ? unit : spec->file_unit;
    spec->note = notes_of(reading);
    spec->may_be_empty = true;
    spec->published = true;
    in.facts = header_has(reading, reading->words[WORDS_FACT_NAME_COLUMN]) &&
               header_has(reading, reading->words[WORDS_FACT_VALUE_COLUMN]);
    for (size_t i = 0; i < header->count; i++)
        add_column(&in, i, spec);
    list.hierarchy = in.codes ? HIERARCHY_CODE : HIERARCHY_NAMES;
    spec->lists = &list;
    spec->list_count = 1;
    table_spec_columns(reading->arena, spec, in.plans.at, in.plans.n);
    return spec;
}
