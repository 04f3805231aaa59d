// The wordings in which a text says what amounts are counted in.
#include "spreadsheet/internal-unit.h"
#include "text/text.h"

// 百万元 has three characters; what is longer after 单位： is a department's name.
#define LONGEST_UNIT 4

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
static bool money_at(const WordList *words, Str text, size_t at, Unit *unit)
{
    size_t length;
    Str rest;

    at = past_blanks(text, at);
    at += words_begin(words[WORDS_UNIT_LINE_CURRENCY], str_slice(text, at, text.n));
    at = past_blanks(text, at);
    *unit = unit_money_at(str_slice(text, at, text.n), &length);
    rest = str_slice(text, at + length, text.n);
    return unit->kind == UNIT_MONEY &&
           (is_between(code_at(rest, 0)) || words_begin(words[WORDS_UNIT_LINE_SMALL_MONEY], rest));
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
static bool looks_like_money(const WordList *words, Str name)
{
    return words_in(words[WORDS_UNIT_LINE_MONEY_SIGNS], name);
}

static bool is_counted(const TextUnit *counted)
{
    return counted->kind == TEXT_UNIT_COUNTER || counted->kind == TEXT_UNIT_MEASURE;
}

static bool is_closing(uint32_t code)
{
    static const uint32_t codes[] = {')', ']', 0xFF09, 0x3011, 0x3015, 0xFF3D}; // ） 】 〕 ］

    return is_one_of(code, codes, sizeof codes / sizeof codes[0]);
}

static bool is_and(uint32_t code)
{
    static const uint32_t codes[] = {',', '/', 0xFF0C, 0x3001, 0xFF0F}; // ， 、 ／

    return is_one_of(code, codes, sizeof codes / sizeof codes[0]);
}

// Past one that is counted: 辆, 台（套）, ㎡; `at` where none stands there.
static size_t past_counted(Str text, size_t at)
{
    Str rest = str_slice(text, at, text.n), word = word_at(rest, 0);
    TextUnit counted;

    if (text_unit_at(rest, 0, &counted))
        return is_counted(&counted) && !counted.more ? at + counted.to : at;
    for (size_t i = 0; i < word.n;) {
        uint32_t code = utf8_next(word, &i);

        if (char_is_han(code) || is_and(code) || char_digit(code) >= 0)
            return at;
    }
    return utf8_count(word) <= LONGEST_UNIT ? at + word.n : at;
}

// Past all that are counted: 户、人, 批次/人次; 0 where one of them is no such.
static size_t past_all(Str text)
{
    size_t at = 0, end;

    while ((end = past_counted(text, at)) > at && is_and(code_at(text, end))) {
        at = end;
        utf8_next(text, &at);
    }
    return end > at ? end : 0;
}

// Up to the text's end or its bracket's.
static Unit counted_at(Str text, size_t at)
{
    Str rest = str_slice(text, past_blanks(text, at), text.n), name = word_at(rest, 0);
    size_t next;

    if (unit_parse(name).kind != UNIT_RATIO)
        name = str_slice(rest, 0, past_all(rest));
    next = past_blanks(rest, name.n);
    return next == rest.n || is_closing(code_at(rest, next)) ? unit_parse(name) : (Unit){0};
}

// 元、人: which columns are money is not said.
static bool goes_on(const WordList *words, Str text, Str money)
{
    size_t at = (size_t)(money.at - text.at) + money.n;

    if (!is_and(code_at(text, at)))
        return false;
    utf8_next(text, &at);
    return words_begin(words[WORDS_UNIT_LINE_SMALL_MONEY], str_slice(text, at, text.n)) == 0 &&
           past_counted(text, at) > at;
}

// 单位：元, （单位：万元）, 金额单位为元, 单位 元. 填报单位：… and the like name a department.
static UnitLine labelled(const WordList *words, Str text, UnitTold told)
{
    Str word = words_first(words[WORDS_UNIT_COLUMNS]);
    UnitLine line = {SAYS_NOTHING, {0}, {0}};

    for (size_t from = 0; from < text.n; utf8_next(text, &from)) {
        size_t end = past_word(text, from, word), at = past_blanks(text, end);
        bool colon = is_colon(code_at(text, at)),
             money = words_end(words[WORDS_UNIT_LINE_MONEY], str_slice(text, 0, from));
        Unit unit;
        Str name;

        if (end == from || (!money && !is_between(utf8_previous(text, &(size_t){from}))))
            continue;
        if (colon || is_opening(code_at(text, at)))
            utf8_next(text, &at);
        else
            at += words_begin(words[WORDS_UNIT_LINE_IS], str_slice(text, at, text.n));
        if (at == end)
            continue;
        name = word_at(text, at);
        if (money_at(words, text, at, &unit))
            return (UnitLine){told == TOLD_OWN && goes_on(words, text, name) ? SAYS_UNREAD : SAYS_MONEY, unit,
                              name};
        if (told == TOLD_OWN &&
            (!money || words_end(words[WORDS_UNIT_LINE_MEASURE], str_slice(text, 0, from))) &&
            (unit = counted_at(text, at)).kind != UNIT_NONE)
            line = (UnitLine){SAYS_COUNT, unit, unit.name};
        else if (colon && utf8_count(name) <= LONGEST_UNIT &&
                 (money ? name.n > 0 : looks_like_money(words, name)))
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
static UnitLine worded(const WordList *words, Str text, bool note)
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
        if (words_begin(words[WORDS_UNIT_LINE_COUNTED_IN], rest) ||
            (!note && parted && (is_opening(before) || (before == 0 && rest.n == 0))))
            return (UnitLine){SAYS_MONEY, unit, unit.name};
        if (!note && (parted || (!is_digit(before) && words_begin(words[WORDS_UNIT_LINE_TAILS], rest))))
            line = (UnitLine){SAYS_UNREAD, {0}, unit.name};
    }
    return line;
}

UnitLine unit_line_read(const WordList *words, Str text, UnitTold told)
{
    UnitLine line = labelled(words, text, told);

    return line.said == SAYS_NOTHING ? worded(words, text, told == TOLD_NOTE) : line;
}

// ---- heads of columns

// Where the bracket opens that the text ends with; the text's length where it ends with none.
static size_t last_bracket(Str text)
{
    size_t at = text.n, end = text.n;
    uint32_t last = utf8_previous(text, &at);

    if (!is_between(last) || is_opening(last) || char_is_blank(last) || at == 0)
        return end;
    while (at > 0)
        if (is_opening(utf8_previous(text, &at)))
            return at;
    return end;
}

// （%）, （人）, （平方米）
static Unit counted_in(Str inner)
{
    TextUnit counted;
    Str word = word_at(inner, 0);

    if (unit_parse(word).kind == UNIT_RATIO)
        return unit_parse(word);
    if (text_unit_at(word, 0, &counted) && counted.to == word.n && is_counted(&counted))
        return unit_parse(word);
    return (Unit){0};
}

Str unit_head_read(const WordList *words, Str head, Unit *unit)
{
    size_t open = last_bracket(head), from = open, length;
    Str inner;

    *unit = (Unit){0};
    if (open == head.n) {
        if (!money_at(words, head, 0, unit) || unit_money_at(head, &length).kind != UNIT_MONEY ||
            length < head.n)
            *unit = (Unit){0};
        return unit->kind == UNIT_MONEY ? (Str){0} : head;
    }
    utf8_next(head, &from);
    inner = str_slice(head, from, head.n);
    if (!money_at(words, inner, 0, unit)) {
        UnitLine line = labelled(words, inner, TOLD_OWN);

        *unit = line.said == SAYS_MONEY || line.said == SAYS_COUNT ? line.unit : counted_in(inner);
    }
    return unit->kind == UNIT_MONEY ? str_trim(str_slice(head, 0, open)) : head;
}
