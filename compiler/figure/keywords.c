// The functions, keywords and fields of the language.
#include "figure/keywords.h"

const FunctionSpec figure_functions[FUNCTION_COUNT] = {
    [FUNCTION_SUM] = {"合计", "合计(x, …)", 1, SIZE_MAX},
    [FUNCTION_DIFFERENCE] = {"增减", "增减(今, 昔)", 2, 2},
    [FUNCTION_CHANGE] = {"变动", "变动(今, 昔[, “比较对象”])", 2, 3},
    [FUNCTION_CHANGE_RATE] = {"变动说明", "变动说明(今, 昔[, “比较对象”])", 2, 3},
    [FUNCTION_COMPARE] = {"比较", "比较(今, 昔)", 2, 2},
    [FUNCTION_LIST] = {"列举", "列举(行集[, “、”])", 1, 2},
    [FUNCTION_GROWTH] = {"增幅", "增幅(今, 昔[, 无可比时])", 2, 3},
    [FUNCTION_SHARE] = {"占比", "占比(部分, 整体[, 无整体时])", 2, 3},
    [FUNCTION_COMPLETION] = {"完成率", "完成率(决算, 预算[, 无预算时])", 2, 3},
    [FUNCTION_ABSOLUTE] = {"绝对值", "绝对值(x)", 1, 1},
    [FUNCTION_ROUND] = {"四舍五入", "四舍五入(x, 位)", 2, 2},
    [FUNCTION_UNITS] = {"单位合计", "单位合计(x, “行政”, “参公”)", 1, 4},
    [FUNCTION_IF] = {"若", "若(条件, 甲, 乙)", 3, 3},
};

const KeywordSpec figure_keywords[] = {
    {"年度", KEYWORD_YEAR},      {"上年度", KEYWORD_YEAR_BEFORE}, {"单位性质", KEYWORD_UNIT_KIND},
    {SAYS_LAST, KEYWORD_LAST},   {SAYS_BUDGET, KEYWORD_BUDGET},   {SAYS_ROW, KEYWORD_ROW},
    {SAYS_NOT, KEYWORD_NOT},     {SAYS_OTHER, KEYWORD_OTHER},     {"部门全称", KEYWORD_DEPARTMENT},
    {"部门简称", KEYWORD_SHORT}, {"所属单位数", KEYWORD_UNITS},   {"单位全称", KEYWORD_DEPARTMENT},
    {"单位简称", KEYWORD_SHORT},
};

const size_t figure_keyword_count = sizeof figure_keywords / sizeof *figure_keywords;

const char *const figure_levels[FIGURE_LEVELS] = {"类", "款", "项"};
const char *const figure_fields[FIGURE_FIELDS] = {"类", "款", "项", SAYS_NAME, SAYS_ORDINAL};
