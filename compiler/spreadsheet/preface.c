// What stands above the header of a table whose columns nothing declares: the lines of its form, with a
// label or a number (公开09表　　单位：辆), are told from a header that has a colon too (其中：基本支出).
#include "spreadsheet/internal-unit.h"
#include "text/text.h"

#define MOST_LABEL 40  // bytes before a colon: 主管部门（单位）名称
#define MOST_NUMBER 30 // bytes of a table's number: 公开09表, 附件1-1
#define FIRST_YEAR 1990
#define LAST_YEAR 2100

// What a text begins with up to its colon, a bracket around all of it not counted; empty where the colon
// stands in a bracket of its own: 金额（单位：万元）.
static Str before_colon(Str text)
{
    ptrdiff_t colon = str_find(text, STR("："), 0);
    ptrdiff_t other = str_find_char(text, ':', 0);
    size_t first = 0;
    int open = 0;

    if (other > 0 && (colon < 0 || other < colon))
        colon = other;
    if (colon <= 0 || colon > MOST_LABEL)
        return (Str){0};
    if (!char_is_in(utf8_next(text, &first), "（(【[〔"))
        first = 0;
    for (size_t at = first; at < (size_t)colon;) {
        uint32_t code = utf8_next(text, &at);

        open += char_is_in(code, "（(【[〔") ? 1 : char_is_in(code, "）)】]〕") ? -1 : 0;
    }
    return open ? (Str){0} : str_trim(str_slice(text, first, (size_t)colon));
}

// 填报单位：…, 编制日期：…, 公开09表, （单位：辆）, 金额单位为元: it is of no header.
static bool is_label(const WordList *words, Str text)
{
    static const WordsName labels[] = {WORDS_UNIT_COLUMNS, WORDS_DEPARTMENT_CAPTION, WORDS_FORM_FILLERS,
                                       WORDS_SIGNATURES};
    Str label = before_colon(text);
    size_t number = words_begin(words[WORDS_TABLE_NUMBER_BEFORE], text);

    for (size_t i = 0; label.n && i < sizeof labels / sizeof labels[0]; i++)
        if (words_end(words[labels[i]], label))
            return true;
    number = number ? number : words_begin(words[WORDS_FORM_LABELS], text);
    if (number && number < text.n && text.n <= MOST_NUMBER && char_digit(utf8_next(text, &number)) >= 0)
        return true;
    return (words_begin(words[WORDS_UNIT_LINE_MONEY], text) ||
            words_begin(words[WORDS_UNIT_COLUMNS], text)) &&
           unit_line_read(words, text, TOLD_OWN).said == SAYS_MONEY;
}

// A label and what it is of, whatever the label is, which the line begins with; 其中：… is a head.
static bool has_label(const WordList *words, Str text)
{
    Str label = before_colon(text);

    return label.n && words_begin(words[WORDS_OF_WHICH], label) == 0;
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

static bool has_amounts(Arena *scratch, const Str *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int decimals;
        bool blank;

        if (text_cell_amount(scratch, texts[i], &decimals, &blank) && !is_year(str_trim(texts[i])))
            return true;
    }
    return false;
}

bool line_is_preface(const WordList *words, Arena *scratch, const Str *texts, size_t n, const Str *next,
                     size_t next_n)
{
    size_t filled = 0;
    bool label = false;

    for (size_t i = 0; i < n; i++) {
        Str text = str_trim(texts[i]);

        if (text.n == 0)
            continue;
        label = label || is_label(words, text) || (filled == 0 && has_label(words, text));
        filled++;
    }
    if (filled < 2)
        return true;
    return label && next_n >= 2 && !has_amounts(scratch, next, next_n);
}
