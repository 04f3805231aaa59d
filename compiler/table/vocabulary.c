// The words that those who make tables write into them, in one place.
#include "table/table.h"

#define WORDS(...)                                                                                           \
    {                                                                                                        \
        (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)      \
    }

const Vocabulary vocabulary = {
    .pieces = WORDS("类", "款", "项"),
    .codes = WORDS("编码", "代码"),
    .account_codes = WORDS("科目编码", "科目代码"),
    .line_numbers = WORDS("行次", "栏次"),
    .running = WORDS("行次", "栏次", "序号"),
    .column_numbers = WORDS("栏次"),
    .column_marks = WORDS("行次", "甲", "乙", "丙", "丁", "**", "*"),
    .totals = WORDS("合计", "总计", "小计"),
    .subtotal = WORDS("小计"),
    .group_totals = WORDS("小计", "合计"),
    .of_which = WORDS("其中"),
    .signs = WORDS("减", "加"),
    .fact_names = WORDS("名称"),
    .fact_values = WORDS("数值"),
    .fact_numbers = WORDS("数值", "上年"),
    .units = WORDS("单位"),
    .money = WORDS("金额", "计量", "货币", "数额", "人民币"),
    .is = WORDS("为", "均为", "都为", "是"),
    .counted_in = WORDS("为单位"),
    .money_signs = WORDS("元", "圆", "园", "百", "千", "万", "亿"),
    .unit_tails = WORDS("表", "填", "列", "计"),
    .small_money = WORDS("角"),
    .currency = WORDS("人民币"),
    .remarks = WORDS("备注", "说明", "用途", "原因", "单位"),
    .notes = WORDS("注"),
    .sheet_notes = WORDS("注", "备注", "说明"),
};

int words_find(WordList words, Str text)
{
    for (size_t i = 0; i < words.n; i++)
        if (name_equal(str_of(words.at[i]), text))
            return (int)i;
    return -1;
}

size_t words_begin(WordList words, Str text)
{
    for (size_t i = 0; i < words.n; i++)
        if (str_starts(text, str_of(words.at[i])))
            return str_of(words.at[i]).n;
    return 0;
}

size_t words_end(WordList words, Str text)
{
    for (size_t i = 0; i < words.n; i++)
        if (str_ends(text, str_of(words.at[i])))
            return str_of(words.at[i]).n;
    return 0;
}

bool words_end_path(WordList words, Str path)
{
    for (size_t i = 0; i < words.n; i++)
        if (name_path_ends(path, str_of(words.at[i])))
            return true;
    return false;
}
