// Which of the records below the header are rows of the table. The others are notes, signatures, page numbers
// and heads that a program repeats on every page.
#include "spreadsheet/internal-read.h"
#include "text/text.h"

// A name of an account item that is longer is none; a note without its label is.
#define LONGEST_NAME 40
// 13800001111, 0731: what stands beside 联系电话 is no amount.
#define LEAST_TELEPHONE 7

// ---- signatures and page numbers

static Str before_bracket(Str text)
{
    for (size_t i = 0; i < text.n;) {
        size_t start = i;
        uint32_t code = utf8_next(text, &i);

        if (code == '(' || code == U'（')
            return str_slice(text, 0, start);
    }
    return text;
}

// What stands before the first colon; nothing where there is none.
static Str before_colon(Str text)
{
    for (size_t i = 0; i < text.n;) {
        size_t start = i;
        uint32_t code = utf8_next(text, &i);

        if (code == ':' || code == U'：')
            return str_slice(text, 0, start);
    }
    return (Str){0};
}

// 第1页 共2页, 1/2页: digits and the words that go with them, and nothing else.
static bool is_page_number(WordList words, Str text)
{
    bool worded = false, numbered = false;

    for (size_t i = 0; i < text.n;) {
        size_t word = words_begin(words, str_slice(text, i, text.n));
        uint32_t code;

        worded |= word > 0;
        i += word;
        if (word)
            continue;
        code = utf8_next(text, &i);
        numbered |= char_digit(code) >= 0;
        if (char_digit(code) < 0 && !char_is_blank(code) && !char_is_in(code, "/,，、-—（）()"))
            return false;
    }
    return worded && numbered;
}

// 2025年3月1日, 2025-03-01, 年 月 日
static bool is_date(Str text)
{
    size_t parts = 0;

    for (size_t i = 0; i < text.n;) {
        uint32_t code = utf8_next(text, &i);

        if (char_is_in(code, "年月日-/"))
            parts++;
        else if (char_digit(code) < 0)
            return false;
    }
    return parts >= 2;
}

// Its labels and a colon, or a page's number, may stand anywhere; a word alone is a mark of one, which counts
// at the end of the table only.
static Line signature_of(const Reading *reading, Str text)
{
    WordList words = reading->words[WORDS_SIGNATURES];
    Arena *scratch = reading->scratch;
    Str bare = str_without_blanks(scratch, text), label = before_bracket(before_colon(bare));
    size_t blank = 0;

    if (is_page_number(reading->words[WORDS_PAGE_NUMBERS], text) || (label.n && words_end(words, label)))
        return LINE_SIGNATURE;
    if (words_find(words, before_bracket(bare)) >= 0)
        return LINE_MARK;
    while (blank < text.n && !char_is_blank(utf8_next(text, &blank)))
        continue;
    return blank < text.n && words_find(words, str_slice(text, 0, blank)) >= 0 ? LINE_MARK : LINE_ROW;
}

// ---- rows of checks

// Whether a name is made of the words of such rows alone; *differs where they are those of differences.
static bool is_check_name(const Reading *reading, Str text, bool *differs)
{
    const WordList *words = reading->words;
    Str bare = str_without_blanks(reading->scratch, text);
    bool check = false;

    *differs = false;
    for (size_t i = 0; i < bare.n;) {
        Str rest = str_slice(bare, i, bare.n);
        size_t word = words_begin(words[WORDS_CHECK_ROWS], rest);

        check |= word > 0;
        if (!word) {
            word = words_begin(words[WORDS_DIFFERENCE_ROWS], rest);
            *differs |= word > 0;
        }
        if (!word)
            word = words_begin(words[WORDS_CHECK_ROW_PARTS], rest);
        if (!word && !char_is_in(utf8_next(rest, &word), ":：()（）=＝-—/、"))
            return false;
        i += word;
    }
    *differs &= !check;
    return check || *differs;
}

// The first field that says that the table is wrong: an amount, or a word; NULL where all holds.
static const CsvField *failed_check(const Reading *reading, const CsvRecord *record, size_t from)
{
    for (size_t i = from; i < record->count; i++) {
        Str text = record->fields[i].text;
        bool blank;
        int decimals;
        Number value = amount_of(reading->scratch, text, (Unit){0}, &decimals, &blank);

        if ((value && mpq_sgn(value) != 0) || words_in(reading->words[WORDS_CHECK_FAILS], text))
            return &record->fields[i];
    }
    return NULL;
}

// A row of an account item has its code before its name. What differences a table lists may be its rows.
static bool is_check_row(const Reading *reading, const CsvRecord *record, size_t first)
{
    bool differs;

    return is_check_name(reading, record->fields[first].text, &differs) &&
           (!differs || (reading->spec && !failed_check(reading, record, first + 1)));
}

static void report_failed_check(const Reading *reading, const CsvRecord *record)
{
    size_t first;
    const CsvField *failed;

    record_filled(record, &first);
    failed = failed_check(reading, record, first + 1);
    if (failed)
        diag_report(reading->diag, SEVERITY_ERROR, "table-text", reading_place(reading, failed),
                    str_of(_("mend what it checks; or, if it is a row of the table, give it another name")),
                    _("the row “%.*s” checks the table and is no row of it, and it says %.*s here"),
                    STR_ARG(record->fields[first].text), STR_ARG(failed->text));
}

// ---- what a record is

// Whether a field could be an amount of the table: not a telephone's number.
static bool may_be_amount(Arena *scratch, Str text)
{
    bool blank;
    int decimals;
    Number value = amount_of(scratch, text, (Unit){0}, &decimals, &blank);

    return value && (decimals > 0 || utf8_count(text) < LEAST_TELEPHONE);
}

static bool has_amount(Arena *scratch, const CsvRecord *record, size_t from)
{
    for (size_t i = from; i < record->count; i++)
        if (may_be_amount(scratch, record->fields[i].text))
            return true;
    return false;
}

// Whether the filled fields of both are the same texts in the same order.
static bool same_texts(const CsvRecord *a, const CsvRecord *b)
{
    size_t i = 0, j = 0;

    for (;; i++, j++) {
        while (i < a->count && a->fields[i].text.n == 0)
            i++;
        while (j < b->count && b->fields[j].text.n == 0)
            j++;
        if (i >= a->count || j >= b->count)
            return i >= a->count && j >= b->count;
        if (!name_equal(a->fields[i].text, b->fields[j].text))
            return false;
    }
}

static bool is_repeat(const Reading *reading, const CsvRecord *record)
{
    for (size_t i = 0; i <= reading->header; i++)
        if (same_texts(&reading->csv.records[i], record))
            return true;
    for (size_t i = 0; i < reading->head_row_count; i++)
        if (same_texts(&reading->head_rows[i], record))
            return true;
    return false;
}

// A name has no sentence in it, nor a colon but after 其中, 减 and 加.
static bool is_sentence(const WordList *words, Str text)
{
    size_t from = words_begin(words[WORDS_OF_WHICH], text);
    bool mark = false, han = false;

    from = from ? from : words_begin(words[WORDS_ROW_SIGNS], text);
    if (from && from < text.n)
        utf8_next(text, &from);
    if (utf8_count(text) > LONGEST_NAME)
        return true;
    while (from < text.n) {
        uint32_t code = utf8_next(text, &from);

        mark |= char_is_in(code, ":：。；，");
        han |= char_is_han(code);
    }
    return mark && han; // 09:00 is a time
}

static Line line_of(const Reading *reading, const CsvRecord *record)
{
    size_t first, filled = record_filled(record, &first);
    Str text = record->fields[first].text;
    Line signature;

    if (is_repeat(reading, record))
        return LINE_REPEAT;
    if (text_is_note(reading->words[WORDS_NOTE_LABELS], text) &&
        !has_amount(reading->scratch, record, first + 1))
        return LINE_NOTE;
    signature = signature_of(reading, text);
    if (signature == LINE_SIGNATURE ||
        (signature == LINE_MARK && !has_amount(reading->scratch, record, first + 1)))
        return signature;
    if (is_check_row(reading, record, first))
        return LINE_CHECK;
    return filled == 1 && !may_be_amount(reading->scratch, text) ? LINE_TEXT : LINE_ROW;
}

// ---- the lines of a table

static void report_text(const Reading *reading, const CsvField *field)
{
    diag_report(reading->diag, SEVERITY_ERROR, "table-text", reading_place(reading, field),
                str_of(_("begin it with 注： if it is a note, or delete it")),
                _("this text below the body of “%.*s” is no row of it"), STR_ARG(reading->name));
}

// Of prose a row may be one cell alone; of a table of the author's own, whose columns are not known, one but
// the first.
static bool may_be_prose(const Reading *reading, size_t field)
{
    for (size_t i = 0; reading->spec && i < reading->spec->column_count; i++)
        if (reading->spec->columns[i].kind == COLUMN_TEXT)
            return true;
    return reading->csv.records[reading->header].count < 2 || (!reading->spec && field > 0);
}

// *本表……, ※……
static bool is_starred(Str text)
{
    return text.n && char_is_in(utf8_next(text, &(size_t){0}), "*＊※★☆");
}

// What a line below the last row is; before: that of the line above it.
static Line settle_tail(const Reading *reading, const CsvRecord *record, Line line, Line before)
{
    size_t first;

    record_filled(record, &first);
    // A table of the author's own may have a date for a row.
    if (line == LINE_MARK || (line == LINE_TEXT && (reading->spec || before == LINE_SIGNATURE) &&
                              is_date(str_without_blanks(reading->scratch, record->fields[first].text))))
        return LINE_SIGNATURE;
    if (line != LINE_TEXT)
        return line;
    if (before == LINE_NOTE || is_starred(record->fields[first].text))
        return LINE_NOTE; // it goes on: 2．本表……
    if (before != LINE_SIGNATURE &&
        (may_be_prose(reading, first) || !is_sentence(reading->words, record->fields[first].text)))
        return LINE_ROW;
    report_text(reading, &record->fields[first]);
    return LINE_SIGNATURE;
}

// Whether a text goes on with one that stands above the table (部门支出总表（续）), or names the table or its
// unit: it stands above a header that is repeated. The name of a row may stand there too.
static bool is_title(const Reading *reading, const CsvRecord *record)
{
    size_t first;
    Str text;

    record_filled(record, &first);
    text = name_fold(reading->scratch, record->fields[first].text);
    if (str_find(text, name_fold(reading->scratch, reading->name), 0) >= 0 ||
        words_begin(reading->words[WORDS_UNIT_COLUMNS], text))
        return true;
    for (size_t i = 0; i < reading->header; i++)
        for (size_t j = 0; j < reading->csv.records[i].count; j++) {
            Str title = name_fold(reading->scratch, reading->csv.records[i].fields[j].text);

            if (title.n && str_starts(text, title))
                return true;
        }
    return false;
}

// What a line among the rows is.
static Line settle_inner(const Reading *reading, const CsvRecord *record, Line line, Line below)
{
    if (line == LINE_TEXT && below == LINE_REPEAT && is_title(reading, record))
        return LINE_REPEAT;
    return line == LINE_MARK || line == LINE_TEXT ? LINE_ROW : line;
}

static void settle(const Reading *reading, Line *lines, size_t from, size_t n)
{
    size_t last = n;

    while (last > from && lines[last - 1] != LINE_ROW)
        last--;
    for (size_t i = last; i-- > from;)
        lines[i] = settle_inner(reading, &reading->csv.records[i], lines[i], lines[i + 1]);
    for (size_t i = last; i < n; i++)
        lines[i] =
            settle_tail(reading, &reading->csv.records[i], lines[i], i > last ? lines[i - 1] : LINE_ROW);
}

static void set_aside(Reading *reading, const CsvRecord *record, Line line)
{
    for (size_t i = 0; i < record->count; i++)
        if (record->fields[i].text.n) {
            *vec_push(reading->scratch, &reading->notes) = record->fields[i];
            *vec_push(reading->scratch, &reading->note_lines) = line;
        }
    for (size_t i = 0; line == LINE_NOTE && i < record->count; i++)
        reading->rounding |= words_in(reading->words[WORDS_ROUNDING_NOTES], record->fields[i].text);
}

void body_sort(Reading *reading)
{
    size_t from = reading->header + 1, kept = from;
    CsvRecord *records = reading->csv.records;
    Line *lines = ARENA_ARRAY(reading->scratch, Line, reading->csv.count + 1);

    for (size_t i = from; i < reading->csv.count; i++) {
        bool numbering = record_is_numbering(reading, &records[i]);

        lines[i] = numbering && i > from && lines[i - 1] == LINE_REPEAT ? LINE_REPEAT
                   : numbering                                          ? LINE_ROW
                                                                        : line_of(reading, &records[i]);
    }
    settle(reading, lines, from, reading->csv.count);
    for (size_t i = from; i < reading->csv.count; i++) {
        if (lines[i] == LINE_ROW) {
            records[kept++] = records[i];
            continue;
        }
        if (lines[i] == LINE_CHECK)
            report_failed_check(reading, &records[i]);
        set_aside(reading, &records[i], lines[i]);
        reading->set_aside[lines[i]]++;
    }
    reading->csv.count = kept;
}
