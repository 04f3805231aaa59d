// The lines of a form above a table's header are told from a header that has a colon too (其中：基本支出) or
// a unit in its corner: a header fills its columns, and below it stand rows.
#include "spreadsheet/internal-unit.h"
#include "text/text.h"

#define MOST_LABEL 60  // bytes before a colon: 主管部门（单位）名称
#define MOST_NUMBER 30 // bytes of a table's number: 公开09表, 附件1-1
#define FIRST_YEAR 1990
#define LAST_YEAR 2100
#define OPENING "（(【[〔"
#define CLOSING "）)】]〕"

static size_t colon_of(Str text)
{
    ptrdiff_t colon = str_find(text, STR("："), 0), other = str_find_char(text, ':', 0);

    if (other >= 0 && (colon < 0 || other < colon))
        colon = other;
    return colon < 0 ? text.n : (size_t)colon;
}

// How many brackets are open at the end of a text.
static int depth_of(Str text)
{
    int depth = 0;

    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at);

        depth += char_is_in(code, OPENING) ? 1 : char_is_in(code, CLOSING) ? -1 : 0;
    }
    return depth;
}

// Without a bracket at its end: 编制单位（公章）.
static Str without_bracket(Str text)
{
    size_t at = text.n;

    if (text.n == 0 || !char_is_in(utf8_previous(text, &at), CLOSING))
        return text;
    while (at > 0)
        if (char_is_in(utf8_previous(text, &at), OPENING))
            return at > 0 ? str_trim(str_slice(text, 0, at)) : text;
    return text;
}

// What a text begins with up to its colon, a bracket around all of it not counted; empty where the colon
// stands in a bracket of its own: 金额（单位：万元）.
static Str before_colon(Str text)
{
    size_t colon = colon_of(text), first = 0;
    Str label;

    if (colon == 0 || colon == text.n || colon > MOST_LABEL)
        return (Str){0};
    if (!char_is_in(utf8_next(text, &first), OPENING))
        first = 0;
    label = str_trim(str_slice(text, first, colon));
    return depth_of(label) ? (Str){0} : without_bracket(label);
}

// Whether something stands behind the colon: 姓名： is a head, and 填报单位： may be.
static bool is_filled(Str text)
{
    size_t at = colon_of(text);

    if (at == text.n)
        return true;
    utf8_next(text, &at);
    return str_trim(str_slice(text, at, text.n)).n > 0;
}

static bool ends_with_one(const WordList *words, Str label, const WordsName *lists, size_t n)
{
    for (size_t i = 0; label.n && i < n; i++)
        if (words_end(words[lists[i]], label))
            return true;
    return false;
}

static bool is_unit(const WordList *words, Str text)
{
    return (words_begin(words[WORDS_UNIT_LINE_MONEY], text) ||
            words_begin(words[WORDS_UNIT_COLUMNS], text)) &&
           unit_line_read(words, text, TOLD_OWN).said == SAYS_MONEY;
}

bool text_is_label(const WordList *words, Str text)
{
    static const WordsName lists[] = {WORDS_UNIT_COLUMNS, WORDS_DEPARTMENT_CAPTION, WORDS_FORM_FILLERS};

    text = str_trim(text);
    return str_find(text, STR("。"), 0) < 0 &&
           (ends_with_one(words, before_colon(text), lists, sizeof lists / sizeof lists[0]) ||
            is_unit(words, text));
}

// 公开09表, 附件1-1
static bool is_number(const WordList *words, Str text)
{
    size_t number = words_begin(words[WORDS_TABLE_NUMBER_BEFORE], text);

    number = number ? number : words_begin(words[WORDS_FORM_LABELS], text);
    return number && number < text.n && text.n <= MOST_NUMBER && char_digit(utf8_next(text, &number)) >= 0;
}

// 2024年度, 2024年3月1日: of an unlabelled text.
static bool is_period(Str text)
{
    size_t at = 0;

    if (!char_is_in(utf8_next(text, &at), OPENING))
        at = 0;
    for (int i = 0; i < 4; i++)
        if (at >= text.n || char_digit(utf8_next(text, &at)) < 0)
            return false;
    return str_starts(str_slice(text, at, text.n), STR("年"));
}

static bool is_year(Str text)
{
    int year = 0;

    for (size_t i = 0; i < text.n; i++) {
        int digit = char_digit((unsigned char)text.at[i]);

        if (digit < 0 || i == 4)
            return false;
        year = year * 10 + digit;
    }
    return year >= FIRST_YEAR && year <= LAST_YEAR;
}

// Amounts, or the dashes that stand for none: a row of the table, and no header. *filled: how many texts.
static bool is_row(Arena *scratch, const Str *texts, size_t n, size_t *filled)
{
    bool row = false;

    *filled = 0;
    for (size_t i = 0; i < n; i++) {
        Str text = str_trim(texts[i]);
        int decimals;
        bool blank = false, amount = text_cell_amount(scratch, text, &decimals, &blank) && !is_year(text);

        *filled += text.n > 0;
        row = row || amount || (blank && text.n > 0);
    }
    return row;
}

// What the texts of a line are.
typedef struct Kinds {
    size_t filled, labels, numbers, periods, others;
    bool first_unit, first_any,
        last_label; // the first is 单位：…, or has any label; the last has a known one
} Kinds;

static Kinds kinds_of(const WordList *words, const Str *texts, size_t n)
{
    static const WordsName people[] = {WORDS_SIGNATURES};
    Kinds kinds = {0};

    for (size_t i = 0; i < n; i++) {
        Str text = str_trim(texts[i]), label = before_colon(text);
        bool number = is_number(words, text);
        bool known = number || (is_filled(text) &&
                                (text_is_label(words, text) || ends_with_one(words, label, people, 1)));
        // Whatever the label is; 其中：… is a head.
        bool any = !known && label.n && is_filled(text) && words_begin(words[WORDS_OF_WHICH], label) == 0;

        if (text.n == 0)
            continue;
        if (kinds.filled++ == 0) {
            kinds.first_any = any;
            kinds.first_unit = known && (unit_line_read(words, text, TOLD_OWN).said == SAYS_MONEY ||
                                         unit_line_read(words, text, TOLD_OWN).said == SAYS_COUNT);
        }
        kinds.labels += known;
        kinds.numbers += number;
        kinds.periods += !known && !any && is_period(text);
        kinds.others += !known && !any;
        kinds.last_label = known;
    }
    return kinds;
}

bool line_is_preface(const WordList *words, Arena *scratch, const Str *texts, size_t n, const Str *next,
                     size_t next_n)
{
    Kinds kinds = kinds_of(words, texts, n);
    size_t next_filled;

    if (kinds.filled < 2)
        return true;
    if (is_row(scratch, next, next_n, &next_filled) || next_filled < 2 || kinds.numbers > 1 ||
        (kinds.labels == 0 && !kinds.first_any && kinds.others > 0))
        return false;
    if (kinds.others == 0 || (kinds.others == kinds.periods && kinds.labels >= 2))
        return true;
    return kinds.others == 1 && !kinds.first_unit && (kinds.filled < next_filled || kinds.last_label);
}
