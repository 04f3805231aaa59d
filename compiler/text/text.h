// text: the one reader of Chinese business text.
//
// In: text (a Str of UTF-8) and a byte offset in it. Out: what is written there: numbers and amounts with
// their units, rates, counts, years, dates and periods, Han numerals, typed numbering, clauses, brackets and
// lists. Every result says which bytes it was read from, as offsets into the text given. Memory: only the
// value of a number is made, in the arena given; a Str in a result points into the text or to a constant.
// Errors: none: what is not written there is not found, and whatever the bytes are, nothing is read outside
// them.
//
// Here is what is Chinese itself: numerals, units, counters, marks. Words that are knowledge of disclosures
// (增加, 其中, 主要原因) are the callers'. Sources: GB/T 15835 (numerals), GB/T 15834 (marks), GB/T 7408
// (dates).
#ifndef GONGKAI_TEXT_TEXT_H
#define GONGKAI_TEXT_TEXT_H

#include "base/base.h"

// ---- Han numerals (numerals.c)

// A number in Han numerals: 十二, 一百零五, 两万三千, 廿一, 三点五, 二〇二四, 壹贰.
typedef struct TextHan {
    size_t from, to; // bytes; `to` is past the run of numerals also where it makes no number
    int64_t value;   // times 10^decimals: of 三点五 35
    int decimals;    // digits after 点
    int digits;      // how many numerals
    bool by_digit;   // 二〇二四: digits side by side, two or more, as years and codes have them
    bool financial;  // 壹贰叁, as in cheques
} TextHan;

// Whether a character is a Han numeral: 〇 to 九, 两, 十 to 亿, 廿, 卅 and the financial forms.
bool text_is_han_numeral(uint32_t code);
// The numerals that stand at byte `at`. False where there are none or they make no number.
bool text_han_at(Str text, size_t at, TextHan *han);
// 12 to 十二; outside 1 to 9999 in digits.
void text_han_write(StrBuf *out, uint32_t value);

// ---- units (units.c)

typedef enum TextUnitKind {
    TEXT_UNIT_NONE,    // nothing but what stands before a unit: 200万
    TEXT_UNIT_MONEY,   // 元, 千元, 万元, 亿元
    TEXT_UNIT_PERCENT, // %, ‰, 成
    TEXT_UNIT_POINTS,  // 个百分点, 百分点
    TEXT_UNIT_COUNTER, // 个, 辆, 人次: what is counted one by one
    TEXT_UNIT_MEASURE, // 平方米, 公里, 美元
    TEXT_UNIT_TIME,    // 年, 月, 日, 个月, 小时
    TEXT_UNIT_OTHER,   // 号, 款, 级: belongs to the number before it, and counts nothing
} TextUnitKind;

typedef struct TextUnit {
    TextUnitKind kind;
    size_t from, to; // with what belongs to it: 余万元
    Str name;        // 万元, 人次; of money the usual name, which outlives the text
    int power; // of ten: of money how many 元; else the magnitude before it (万人次: 4), of ‰ -1, of 成 1
    bool more; // 余 or 多 stands in it: 300余万元, 20多人
} TextUnit;

// The unit that stands at byte `at`, where a number ends; false where there is none.
bool text_unit_at(Str text, size_t at, TextUnit *unit);
// The unit of money that is so many 元, by the power of ten: 万元 of 4. Empty past the largest.
Str text_money_name(int power);
// The unit of money that the text begins with; *name lives on. False where there is none.
bool text_money_at(Str text, Str *name, int *power);

// ---- numbers (numbers.c)

typedef struct TextNumber {
    size_t from, to; // from the sign to the last digit
    size_t digits;   // where the digits begin
    Number value;
    int decimals; // digits after the point
    bool marked;  // it has thousands marks
} TextNumber;

// The number whose first digit stands at byte `at`, with the sign before it. Digits may be full-width;
// thousands marks stand before three digits (, and between full-width ones ，). A minus (- − – － △ ▲ 负)
// is a sign where no range and no word ends before it. False where no digit stands there or the digits make
// no number (2023.12.31); *end is past them in any case.
bool text_number_at(Arena *arena, Str text, size_t at, TextNumber *number, size_t *end);
bool text_is_minus(uint32_t code); // one of those
// The whole of a text as a table's cell has an amount: a number with its sign or in (), a ¥ before it, its
// thousands parted by commas or blanks, or as 1.26835E3, where no digit of it can have been rounded away.
// *blank: nothing, or the dashes that stand for nothing. NULL where it is blank or no number.
Number text_cell_amount(Arena *arena, Str text, int *decimals, bool *blank);
// Without the percent sign at its end.
Str text_without_percent(Str text);

// ---- amounts (amounts.c)

typedef enum TextAmountKind {
    TEXT_PLAIN,  // 2013701, 200万, 第3
    TEXT_MONEY,  // 51.8万元
    TEXT_RATE,   // 12.5%, 三成, 百分之五
    TEXT_POINTS, // 3个百分点
    TEXT_COUNT,  // 3辆, 32平方米
    TEXT_YEAR,   // 2024年, 二〇二四年: four digits
    TEXT_TIME,   // 3月, 15日, 3个月
} TextAmountKind;

typedef struct TextAmount {
    TextAmountKind kind;
    size_t from, to; // the number with its sign
    size_t end;      // past its unit; `to` where it has none
    Number value;    // as written: of 51.8万元 51.8
    int decimals;    // digits after the point
    Str unit;        // 万元, %, 辆; empty: none
    int power;       // money: of ten, how many 元 the unit is; rates: how many per cent; else the magnitude
    Str per;         // what a price is for (元/平方米): 平方米; empty: none
    bool more;       // 余, 多 after it
    bool about;      // 约, 近 before it
    bool han;        // written in Han numerals
    bool ordinal;    // 第3
    bool in_word;    // a letter stands before it: A4
} TextAmount;

// Han numerals other than years are found only where asked for (TEXT_HAN) and a unit follows them: in prose
// they are words as often as numbers (一次性, 一般).
#define TEXT_HAN 1u
// The next number at or after *at, with its unit; *at moves past its digits. False at the end.
bool text_amount_next(Arena *arena, Str text, size_t *at, unsigned flags, TextAmount *amount);
// The value in 元, in per cent, or in ones: 518000 of 51.8万元.
Number text_amount_base(Arena *arena, const TextAmount *amount);

// ---- dates (dates.c)

typedef struct TextDate {
    size_t from, to;
    int year;       // 0: not said (3月15日)
    int month, day; // 0: not said; -1: written as 0
    bool fiscal;    // 2024年度
} TextDate;

// The years or dates from `first` to `last`, both within: 1—3月, 2023年至2025年, “十四五”.
typedef struct TextPeriod {
    size_t from, to;
    TextDate first, last;
} TextPeriod;

// 2024年, 2024年度, 2024年12月31日, 12月31日, 3月, 二〇二四年三月, 2024-12-31, 2024.12.31, 2024/12/31. A day
// or month need not exist.
bool text_date_at(Str text, size_t at, TextDate *date);
bool text_date_next(Str text, size_t *at, TextDate *date); // *at moves past it
// Whether there is such a day, month or year.
bool text_date_exists(const TextDate *date);
bool text_period_at(Str text, size_t at, TextPeriod *period);
// 上年, 去年, 上年度, 上一年度: -1; 前年: -2; 本年, 当年, 今年: 0; 下年, 明年, 次年: 1. *end gets its end.
bool text_year_word_at(Str text, size_t at, int *years, size_t *end);
// What joins the two ends of a range stands just before `at`, just after it: — – - ～ ~ 至 到. 截至 is none.
bool text_joins_before(Str text, size_t at);
bool text_joins_after(Str text, size_t at);

// ---- typed numbering (numbering.c)

typedef enum TextNumberingForm {
    TEXT_NUMBERING_MARK,     // 一、 1. 1、 1．
    TEXT_NUMBERING_BRACKETS, // （一） (1) （一）、
    TEXT_NUMBERING_CLOSED,   // 1） 一)
    TEXT_NUMBERING_CIRCLED,  // ① ⑴ ⒈ ❶
    TEXT_NUMBERING_ORDINAL,  // 第一部分, 第三章, 第5条
    TEXT_NUMBERING_ATTACHED, // 附件1, 附件1-1, 附表2
} TextNumberingForm;

typedef struct TextNumbering {
    TextNumberingForm form;
    size_t from, to; // the number with its marks; `from` is past blanks
    size_t rest;     // where the text goes on, past the blanks after it
    int value, part; // 1 and 2 of 附件1-2; part 0: none
    bool han;        // 一, not 1
    uint32_t mark;   // of MARK: 、 or . (． too)
    Str noun;        // 部分, 章, 附件
} TextNumbering;

// The largest number that numbers something.
#define TEXT_NUMBERING_MOST 9999

// The number that a paragraph begins with. 1.5万元 begins with an amount, 1.2023年 with a number and a year.
bool text_numbering_read(Str text, TextNumbering *numbering);
// `rest`, past the mark of 第一部分： too.
size_t text_numbering_end(Str text, const TextNumbering *numbering);
// Whether digits at byte `at`, after a number's point, are its decimals, and not a year that the text goes on
// with.
bool text_are_decimals(Str text, size_t at);
// The numeral at byte `at` alone, Han or digits, from 1 to TEXT_NUMBERING_MOST; 0 where there is none. *end
// gets its end, *han what it is.
int text_ordinal_at(Str text, size_t at, size_t *end, bool *han);
// The same of a number that is one character (① ⑴ ⒈ ❶).
int text_circled_at(Str text, size_t at, size_t *end);
// ① to ⑳; above them the digits in brackets.
void text_circled_write(StrBuf *out, int value);

// ---- marks (marks.c)

bool text_ends_sentence(uint32_t code); // 。；！？ ; and a line's end
bool text_ends_clause(uint32_t code);   // … and ，： , :
// The mark that closes what this one opens, by its own width: ） of （, ” of “; 0 where it opens nothing.
uint32_t text_closing_of(uint32_t code);
bool text_is_closing(uint32_t code);
bool text_is_quotation(uint32_t code); // “ ” ‘ ’
// Full-width brackets for their half-width forms; other characters themselves.
uint32_t text_widened(uint32_t code);
// ASCII for the full-width forms of ASCII: （ to (, １ to 1.
uint32_t text_narrowed(uint32_t code);
size_t text_past_blanks(Str text, size_t at);
// A heading or name without the marks at its end (：。，；、:.) and the blanks around it.
Str text_name(Str text);

// ---- clauses (clauses.c)

// The clause, or sentence, around bytes [from, to), within `most` bytes of them on either side. A comma or
// colon between two digits (1,234, 3:1) ends none.
Str text_clause(Str text, size_t from, size_t to, size_t most);
Str text_sentence(Str text, size_t from, size_t to, size_t most);
// Where the list or reason that begins at `at` ends: at 。 or ； or the line's end.
size_t text_statement_end(Str text, size_t at);
// Past the mark that closes the one at byte `at`, others nesting between; 0 where it opens nothing or what
// it opens is not closed.
size_t text_past_bracket(Str text, size_t at);

#define TEXT_LIST_PAUSE 1u  // 、
#define TEXT_LIST_CLAUSE 2u // ，；
#define TEXT_LIST_WORDS 4u  // 和 及 以及 与
// The next item of a list, trimmed and without the 等 that ends it; *at moves past it and the mark after it.
// What brackets hold parts nothing. False at the end.
bool text_list_next(Str list, unsigned marks, size_t *at, Str *item);

#endif
