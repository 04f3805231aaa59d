// What stands above a table, and in its notes, says what its amounts are counted in.
#include "spreadsheet/internal-read.h"

// 百万元 has three characters; what is longer after 单位： is a department's name.
#define LONGEST_UNIT 4

typedef enum UnitSaid {
    SAYS_NOTHING,
    SAYS_MONEY,
    SAYS_OTHER,  // 单位： and a short word that is no unit of money
    SAYS_UNREAD, // the word for a unit of money, in a wording that is not understood
} UnitSaid;

typedef struct UnitLine {
    UnitSaid said;
    Unit unit; // SAYS_MONEY
    Str name;  // what is told of
} UnitLine;

// ---- words

// The character at a place; 0 at the end.
static uint32_t code_at(Str text, size_t at)
{
    return at < text.n ? utf8_next(text, &at) : 0;
}

static bool is_one_of(uint32_t code, const uint32_t *codes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (codes[i] == code)
            return true;
    return false;
}

static bool is_colon(uint32_t code)
{
    return code == ':' || code == 0xFF1A;
}

static bool is_opening(uint32_t code)
{
    static const uint32_t codes[] = {'(', '[', 0xFF08, 0x3010, 0x3014, 0xFF3B}; // （ 【 〔 ［

    return is_one_of(code, codes, sizeof codes / sizeof codes[0]);
}

// What parts words: the ends of the text, blanks, brackets and points.
static bool is_between(uint32_t code)
{
    static const uint32_t codes[] = {',',    ';',    ')',    ']',    0xFF0C, 0x3001, 0xFF1B, // ， 、 ；
                                     0x3002, 0xFF09, 0x3011, 0x3015, 0xFF3D}; // 。 ） 】 〕 ］

    return code == 0 || char_is_blank(code) || is_opening(code) || is_colon(code) ||
           is_one_of(code, codes, sizeof codes / sizeof codes[0]);
}

static size_t past_blanks(Str text, size_t at)
{
    for (size_t next = at; next < text.n && char_is_blank(utf8_next(text, &next));)
        at = next;
    return at;
}

// Past the word, which may be spread over its cell with blanks (单 位); `at` where it does not stand there.
static size_t past_word(Str text, size_t at, Str word)
{
    size_t end = at;

    for (size_t i = 0; i < word.n;) {
        end = i > 0 ? past_blanks(text, end) : end;
        if (end >= text.n || utf8_next(word, &i) != utf8_next(text, &end))
            return at;
    }
    return end;
}

// A whole word for a unit of money at a place, 人民币 before it not counted: 元, 人民币元, 元角分.
static bool money_at(Str text, size_t at, Unit *unit)
{
    size_t length;
    Str rest;

    at = past_blanks(text, at);
    at += words_begin(words_builtin.lists[WORDS_UNIT_LINE_CURRENCY], str_slice(text, at, text.n));
    at = past_blanks(text, at);
    *unit = unit_money_at(str_slice(text, at, text.n), &length);
    rest = str_slice(text, at + length, text.n);
    return unit->kind == UNIT_MONEY && (is_between(code_at(rest, 0)) ||
                                        words_begin(words_builtin.lists[WORDS_UNIT_LINE_SMALL_MONEY], rest));
}

// ---- wordings

// After 单位： up to what parts words.
static Str word_at(Str text, size_t at)
{
    size_t start, end;

    start = end = past_blanks(text, at);
    while (!is_between(code_at(text, end)))
        utf8_next(text, &end);
    return str_slice(text, start, end);
}

// 万园, 千克: a slip of the pen, or a unit of another kind; 县委办 is a department.
static bool looks_like_money(Str name)
{
    return words_in(words_builtin.lists[WORDS_UNIT_LINE_MONEY_SIGNS], name);
}

// 单位：元, （单位：万元）, 金额单位为元, 单位 元. 填报单位：… and the like name a department.
static UnitLine labelled(Str text)
{
    Str word = words_builtin.lists[WORDS_UNIT_COLUMNS].at[0];
    UnitLine line = {SAYS_NOTHING, {0}, {0}};

    for (size_t from = 0; from < text.n; utf8_next(text, &from)) {
        size_t end = past_word(text, from, word), at = past_blanks(text, end);
        bool colon = is_colon(code_at(text, at)),
             money = words_end(words_builtin.lists[WORDS_UNIT_LINE_MONEY], str_slice(text, 0, from));
        Unit unit;
        Str name;

        if (end == from || (!money && !is_between(utf8_previous(text, &(size_t){from}))))
            continue;
        if (colon || is_opening(code_at(text, at)))
            utf8_next(text, &at);
        else
            at += words_begin(words_builtin.lists[WORDS_UNIT_LINE_IS], str_slice(text, at, text.n));
        if (at == end)
            continue;
        name = word_at(text, at);
        if (money_at(text, at, &unit))
            return (UnitLine){SAYS_MONEY, unit, name};
        if (colon && utf8_count(name) <= LONGEST_UNIT && (money ? name.n > 0 : looks_like_money(name)))
            line = (UnitLine){SAYS_OTHER, {0}, name};
    }
    return line;
}

static bool is_digit(uint32_t code)
{
    return (code >= '0' && code <= '9') || (code >= 0xFF10 && code <= 0xFF19) || code == '.';
}

// The words for units of money in a text: 以万元为单位; 元 alone in its cell or in brackets （元） is the
// unit; others are only looked for. An amount in words (增加3万元) is none.
static UnitLine worded(Str text, bool note)
{
    UnitLine line = {SAYS_NOTHING, {0}, {0}};

    for (size_t at = 0, next = 0, length; at < text.n; at = next) {
        uint32_t before = utf8_previous(text, &(size_t){at});
        bool blank = char_is_blank(utf8_next(text, &next)), parted;
        Unit unit;
        Str rest;

        if (blank || (unit = unit_money_at(str_slice(text, at, text.n), &length)).kind != UNIT_MONEY)
            continue;
        rest = str_slice(text, at + length, text.n);
        next = at + length;
        parted = is_between(before) && is_between(code_at(rest, 0));
        if (words_begin(words_builtin.lists[WORDS_UNIT_LINE_COUNTED_IN], rest) ||
            (!note && parted && (is_opening(before) || (before == 0 && rest.n == 0))))
            return (UnitLine){SAYS_MONEY, unit, unit.name};
        if (!note &&
            (parted || (!is_digit(before) && words_begin(words_builtin.lists[WORDS_UNIT_LINE_TAILS], rest))))
            line = (UnitLine){SAYS_UNREAD, {0}, unit.name};
    }
    return line;
}

static UnitLine line_read(Str text, bool note)
{
    UnitLine line = labelled(text);

    return line.said == SAYS_NOTHING ? worded(text, note) : line;
}

// ---- the table's unit

static void take_unit(Reading *reading, const CsvField *field, Unit unit)
{
    if (reading->file_unit.kind == UNIT_MONEY && !unit_equal(unit, reading->file_unit))
        diag_report(reading->diag, SEVERITY_ERROR, "unit-conflict", reading_place(reading, field),
                    str_of(_("keep the one that its amounts are in")),
                    _("the table says 单位：%.*s here and 单位：%.*s before"), STR_ARG(unit.name),
                    STR_ARG(reading->file_unit.name));
    reading->file_unit = unit;
}

static void read_field(Reading *reading, const CsvField *field, bool note)
{
    UnitLine line = line_read(field->text, note);

    switch (line.said) {
    case SAYS_NOTHING:
        break;
    case SAYS_MONEY:
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

void header_unit(Reading *reading)
{
    for (size_t i = 0; i < reading->csv.count; i++) {
        const CsvRecord *record = &reading->csv.records[i];
        bool note = i > reading->header;

        if (i == reading->header || (note && !record_is_note(record)))
            continue;
        for (size_t j = 0; j < record->count; j++)
            read_field(reading, &record->fields[j], note || record_is_note(record));
    }
    for (size_t i = 0; i < reading->note_count; i++)
        read_field(reading, &reading->notes[i], true);
}
