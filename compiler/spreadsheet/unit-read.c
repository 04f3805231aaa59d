// What stands above a table, in its notes and in its heads says what its amounts are counted in.
#include "spreadsheet/internal-unit.h"
#include "text/text.h"

// ---- the table's unit

// Two units that differ; both places are told.
static void conflict_report(const Reading *reading, const CsvField *field, Unit unit, const CsvField *before,
                            Unit other)
{
    Place place = reading_place(reading, before);

    if (unit_equal(unit, other))
        return;
    diag_report(reading->diag, SEVERITY_ERROR, "unit-conflict", reading_place(reading, field),
                str_of(_("keep the one that its amounts are in")),
                _("the unit here is %.*s, and %.*s at %.*s"), STR_ARG(unit.name), STR_ARG(other.name),
                STR_ARG(place_shown(reading->scratch, &place)));
}

static void take_unit(Reading *reading, const CsvField *field, Unit unit)
{
    if (reading->unit_field)
        conflict_report(reading, field, unit, reading->unit_field, reading->file_unit);
    reading->file_unit = unit;
    reading->file_unit.name = str_copy(reading->arena, unit.name);
    if (!reading->unit_field) // the first is shown, and others that say the same agree with it
        reading->unit_field = field;
}

static void read_field(Reading *reading, const CsvField *field, bool note)
{
    UnitTold told = note ? TOLD_NOTE : reading->spec ? TOLD_ABOVE : TOLD_OWN;
    UnitLine line = unit_line_read(reading->words, field->text, told);

    switch (line.said) {
    case SAYS_NOTHING:
        break;
    case SAYS_MONEY:
    case SAYS_COUNT:
        take_unit(reading, field, line.unit);
        break;
    case SAYS_OTHER:
        diag_report(reading->diag, SEVERITY_ERROR, "unit-unknown", reading_place(reading, field),
                    str_of(_("write 元, 千元, 万元, 百万元 or 亿元")), _("“%.*s” is no unit of money"),
                    STR_ARG(line.name));
        break;
    case SAYS_UNREAD:
        diag_report(reading->diag, SEVERITY_ERROR, "unit-unread", reading_place(reading, field),
                    str_of(_("write 单位： and the unit in a cell of its own above the table")),
                    _("“%.*s” stands here, and whether the table is counted in it is not clear"),
                    STR_ARG(line.name));
        break;
    }
}

// A field for a text that stands in no cell: its place is the sheet.
static CsvField *beside(const Reading *reading, Str text)
{
    CsvField *field = ARENA_NEW(reading->scratch, CsvField);

    field->text = text;
    return field;
}

static bool is_blank_below(const Reading *reading, size_t at)
{
    for (size_t i = reading->header + 1; i < reading->csv.count; i++)
        if (at < reading->csv.records[i].count && reading->csv.records[i].fields[at].text.n)
            return false;
    return true;
}

// The unit at the right of the heads, over nothing; in the sheet's name; in its text boxes, comments, and the
// heads and feet of its pages.
static void read_beside(Reading *reading)
{
    const CsvRecord *header = &reading->csv.records[reading->header];

    for (size_t i = 0; i < header->count; i++) {
        Str text = header->fields[i].text;
        Unit unit;

        if (text.n && str_equal(unit_head_read(reading->words, text, &unit), text) &&
            unit.kind != UNIT_MONEY && is_blank_below(reading, i))
            read_field(reading, &header->fields[i], true);
    }
    read_field(reading, beside(reading, reading->sheet), false);
    for (size_t i = 0; i < reading->beside_count; i++)
        read_field(reading, beside(reading, reading->beside[i]), true);
}

static Unit money_shown(const CsvField *field)
{
    int power = field->money - 1;

    return power < 0 ? (Unit){0} : (Unit){UNIT_MONEY, text_money_name(power), power};
}

// The units that number formats show beside the numbers of the rows: 0.00"万元". The first that differs is
// told.
static void read_formats(Reading *reading)
{
    for (size_t i = reading->header + 1; i < reading->csv.count; i++)
        for (size_t j = 0; j < reading->csv.records[i].count; j++) {
            const CsvField *field = &reading->csv.records[i].fields[j];
            Unit unit = money_shown(field);

            if (unit.kind != UNIT_MONEY || (reading->unit_field && unit_equal(unit, reading->file_unit)))
                continue;
            take_unit(reading, field, unit);
            if (!unit_equal(unit, reading->file_unit) || reading->unit_field != field)
                return;
        }
}

void header_unit(Reading *reading)
{
    for (size_t i = 0; i < reading->header; i++) {
        const CsvRecord *record = &reading->csv.records[i];

        for (size_t j = 0; j < record->count; j++)
            read_field(reading, &record->fields[j], record_is_note(reading, record));
    }
    for (size_t i = 0; i < reading->notes.n; i++)
        read_field(reading, &reading->notes.at[i], true);
    if (reading->source)
        return;
    read_beside(reading);
    read_formats(reading);
}

// ---- units of columns

Str header_name_without_unit(Arena *arena, const WordList *words, Str path, HeadUnit *said)
{
    StrBuf name = {.arena = arena};
    size_t from = 0;

    *said = (HeadUnit){0};
    for (;;) {
        ptrdiff_t slash = str_find_char(path, '/', from);
        size_t to = slash < 0 ? path.n : (size_t)slash;
        Unit unit;
        Str part = unit_head_read(words, str_trim(str_slice(path, from, to)), &unit);

        said->differs |=
            unit.kind == UNIT_MONEY && said->unit.kind == UNIT_MONEY && !unit_equal(unit, said->unit);
        if (unit.kind != UNIT_NONE && said->unit.kind != UNIT_MONEY)
            said->unit = unit;
        if (part.n && name.n)
            buf_add_char(&name, '/');
        buf_add(&name, part);
        if (slash < 0)
            break;
        from = to + 1;
    }
    return said->unit.kind == UNIT_MONEY && name.n ? buf_str(&name) : path;
}

// 单位：万元 in the corner, over the names of the rows.
static bool is_unit_line(const WordList *words, Str head)
{
    UnitSaid said = unit_line_read(words, head, TOLD_OWN).said;

    return said == SAYS_UNREAD ||
           ((said == SAYS_MONEY || said == SAYS_COUNT) && (words_begin(words[WORDS_UNIT_COLUMNS], head) ||
                                                           words_begin(words[WORDS_UNIT_LINE_MONEY], head)));
}

void header_units(Reading *reading)
{
    const CsvRecord *header = &reading->csv.records[reading->header];
    Arena *scratch = reading->scratch;

    if (!reading->head_units) {
        reading->head_units = ARENA_ARRAY(scratch, HeadUnit, header->count);
        for (size_t i = 0; i < header->count; i++)
            header_name_without_unit(scratch, reading->words, header->fields[i].text,
                                     &reading->head_units[i]);
    }
    for (size_t i = 0; i < header->count; i++) {
        const HeadUnit *said = &reading->head_units[i];

        if (said->differs)
            diag_report(reading->diag, SEVERITY_ERROR, "unit-conflict",
                        reading_place(reading, &header->fields[i]),
                        str_of(_("keep the one that its amounts are in")),
                        _("the head of this column says two units of money"));
        else if (said->unit.kind == UNIT_MONEY && reading->unit_field &&
                 reading->file_unit.kind == UNIT_MONEY)
            conflict_report(reading, &header->fields[i], said->unit, reading->unit_field, reading->file_unit);
        else if (said->unit.kind == UNIT_NONE && !reading->spec &&
                 is_unit_line(reading->words, header->fields[i].text))
            read_field(reading, &header->fields[i], false);
    }
}
