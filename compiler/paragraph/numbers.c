// What a line may not part: a number and its unit, a date, 〔2019〕8号, a list marker and what follows it
// (GB/T 15834 5.1, CLREQ 3.1.5.2).
#include <string.h>

#include "paragraph/internal-paragraph.h"

// Counters and units of one character, and those of several; a number before one of them belongs to it.
static const char single_units[] =
    "元角分年月日号时秒天周季届期次个人名位户家口套台辆项处条件份张幅本册篇章节款级等米吨克升里亩岁批笔"
    "场所间座栋幢层楼组支队班门课票股宗起例艘架只头棵株根倍成折度类室站点种车枚部集页盏块片段步轮";
static const char *const units[] = {
    "个百分点", "个工作日", "平方公里", "立方米", "平方米", "千瓦时", "摄氏度", "工作日", "百分点",
    "年度",     "年代",     "年级",     "月份",   "个月",   "世纪",   "小时",   "分钟",   "周年",
    "周岁",     "人次",     "会次",     "车次",   "架次",   "批次",   "场次",   "人份",   "团组",
    "公里",     "千米",     "分米",     "厘米",   "毫米",   "公顷",   "公斤",   "千克",   "毫升",
    "千瓦",     "瓦特",     "美元",     "欧元",   "港元",   "日元",   "号楼",   "平米",
};

static bool is_digit(uint32_t code)
{
    return (code >= '0' && code <= '9') || (code >= 0xFF10 && code <= 0xFF19);
}

static bool is_full_digit(uint32_t code)
{
    return code >= 0xFF10 && code <= 0xFF19;
}

static uint32_t code_at(const Setter *setter, size_t i)
{
    return i < setter->chars.n ? setter->chars.at[i].code : 0;
}

static size_t over_blanks(const Setter *setter, size_t i)
{
    while (i < setter->chars.n && setter->chars.at[i].class == CLASS_BLANK)
        i++;
    return i;
}

static void hold(Setter *setter, size_t i, Hold least)
{
    if (i < setter->chars.n && setter->chars.at[i].hold < least)
        setter->chars.at[i].hold = (uint8_t)least;
}

// The end of the number that starts at i: digits with points and thousands marks between them.
static size_t number_end(Setter *setter, size_t i)
{
    while (is_digit(code_at(setter, i))) {
        uint32_t next = code_at(setter, i + 1);

        i++;
        if (!is_digit(code_at(setter, i + 1)))
            continue;
        if (next == '.' || next == ',') {
            i++;
        } else if ((next == 0xFF0E || next == 0xFF0C) && is_full_digit(code_at(setter, i - 1)) &&
                   is_full_digit(code_at(setter, i + 1))) {
            setter->chars.at[i++].class = CLASS_FULL;
        }
    }
    return i;
}

static size_t match(const Setter *setter, size_t i, const char *word)
{
    Str s = {word, strlen(word)};
    size_t n = 0;

    for (size_t at = 0; at < s.n; n++)
        if (utf8_next(s, &at) != code_at(setter, i + n))
            return 0;
    return n;
}

// Words that begin with a character that is a counter elsewhere: 2023部门预算.
static bool begins_word(const Setter *setter, size_t i)
{
    static const char *const words[] = {"部门", "部分", "场所", "条例", "组织", "组成", "家庭", "人员",
                                        "号码", "点击", "级别", "所有", "门户", "站点", "室内", "岁末"};

    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (match(setter, i, words[k]))
            return true;
    return false;
}

// Characters of the unit at i: 万, 余万元, 平方米, 人次; 0 where there is none.
static size_t unit_length(const Setter *setter, size_t i)
{
    size_t n = 0, magnitude;

    if (char_is_in(code_at(setter, i), "余多来几"))
        n++;
    magnitude = n;
    while (magnitude - n < 3 && char_is_in(code_at(setter, i + magnitude), "十百千万亿"))
        magnitude++;
    if (magnitude > n) {
        n = magnitude;
        if (char_is_in(code_at(setter, i + n), "余多") &&
            char_is_in(code_at(setter, i + n + 1), single_units))
            n++;
    }
    for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
        size_t length = match(setter, i + n, units[k]);

        if (length)
            return n + length;
    }
    if (char_is_in(code_at(setter, i + n), single_units) && !begins_word(setter, i + n))
        return n + 1;
    return magnitude == n ? n : 0;
}

// 年 with 月 after the next number, 月 with 日, and so on: what stands after the unit goes on as one date.
static void date_goes_on(Setter *setter, uint32_t unit, size_t after)
{
    static const struct {
        const char *unit, *next;
        bool held;
    } parts[] = {
        {"年", "月", false},  {"月", "日号", true}, {"日", "时点", false},
        {"时点", "分", true}, {"分", "秒", true},
    };
    size_t digits = over_blanks(setter, after), end = digits;

    while (end - digits < 3 && is_digit(code_at(setter, end)))
        end++;
    if (end == digits)
        return;
    end = over_blanks(setter, end);
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        if (!char_is_in(unit, parts[k].unit) || !char_is_in(code_at(setter, end), parts[k].next))
            continue;
        setter->chars.at[digits].tight = true;
        setter->chars.at[digits].dear = true;
        if (parts[k].held)
            hold(setter, digits, HOLD_UNIT);
        return;
    }
}

static void hold_unit(Setter *setter, size_t end)
{
    size_t at = over_blanks(setter, end);
    uint32_t code = code_at(setter, at);
    size_t length;

    if (code == '%' || code == 0x2030 ||
        (at < setter->chars.n && setter->chars.at[at].class == CLASS_AFTER)) {
        setter->chars.at[at].tight = true;
        hold(setter, at, HOLD_WORD);
        return;
    }
    length = unit_length(setter, at);
    if (length == 0)
        return;
    setter->chars.at[at].tight = true;
    for (size_t i = 0; i < length; i++)
        hold(setter, at + i, HOLD_UNIT);
    if (length == 1)
        date_goes_on(setter, code, at + 1);
}

// 〔2019〕8号, the number 8 at i: what the brackets hold is one with it, so that nothing of it is spread.
static void hold_bracketed(Setter *setter, size_t i)
{
    for (size_t k = i; k > 0 && (k == i || k + 1 == i || is_digit(code_at(setter, k))); k--)
        hold(setter, k, HOLD_UNIT);
}

// The number that starts at i. Returns its end.
static size_t hold_number(Setter *setter, size_t i)
{
    size_t end = number_end(setter, i);
    uint32_t before = i > 0 ? code_at(setter, i - 1) : 0;
    uint32_t after = code_at(setter, end);

    for (size_t k = i + 1; k < end; k++)
        hold(setter, k, HOLD_WORD);
    if (i >= 2 && char_is_in(before, "〕］】）])") && is_digit(code_at(setter, i - 2)))
        hold_bracketed(setter, i);
    // A sign that a full-width form gives: －0.5
    if (i > 0 && (before == 0xFF0D || before == 0xFF0B) && !is_digit(i > 1 ? code_at(setter, i - 2) : 0))
        hold(setter, i, HOLD_WORD);
    if (i > 0 && setter->chars.at[i - 1].class == CLASS_CONNECTOR)
        setter->chars.at[i].dear = true;
    // 1. and the character after it
    if ((after == '.' || after == 0xFF0E) && end - i <= 3) {
        size_t next = over_blanks(setter, end + 1);

        if (next < setter->chars.n && setter->chars.at[next].class != CLASS_WESTERN)
            hold(setter, next, HOLD_UNIT);
    }
    hold_unit(setter, end);
    return end;
}

// （一）, （1）, (1) at i, with the character after it.
static void hold_marker(Setter *setter, size_t i)
{
    size_t end = i + 1, next;

    while (end - i <= 4 &&
           (is_digit(code_at(setter, end)) || char_is_in(code_at(setter, end), "一二三四五六七八九十百〇零")))
        end++;
    if (end == i + 1 || (code_at(setter, end) != 0xFF09 && code_at(setter, end) != ')'))
        return;
    for (size_t k = i + 1; k <= end; k++)
        hold(setter, k, HOLD_UNIT);
    next = over_blanks(setter, end + 1);
    if (next < setter->chars.n && setter->chars.at[next].class != CLASS_BREAK)
        hold(setter, next, HOLD_UNIT);
}

void chars_hold(Setter *setter)
{
    for (size_t i = 0; i < setter->chars.n;) {
        uint32_t code = setter->chars.at[i].code;

        if (is_digit(code)) {
            i = hold_number(setter, i);
            continue;
        }
        if (code == 0xFF08 || code == '(')
            hold_marker(setter, i);
        else if ((code >= 0x2460 && code <= 0x249B) || (code >= 0x2776 && code <= 0x2793)) // ① ⑴ ⒈ ❶
            hold(setter, over_blanks(setter, i + 1), HOLD_UNIT);
        i++;
    }
}
