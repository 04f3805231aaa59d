// The words of the language of figures: all that it reads and prints of itself. Documents' words are none of
// them and stand in templates/words.yaml.
#ifndef GONGKAI_FIGURE_KEYWORDS_H
#define GONGKAI_FIGURE_KEYWORDS_H

#include "figure/internal-figure.h"

// ---- what a rule or passage stands at, and whose tables are meant

#define SAYS_TABLE "表"
#define SAYS_ROW "行"
#define SAYS_COLUMN "列"
#define SAYS_LAST "上年"
#define SAYS_BUDGET "预算"

// ---- conditions

#define SAYS_AND "且"
#define SAYS_OR "或"
#define SAYS_NOT "非"

// ---- fields of a row, beside the levels of its account

#define SAYS_NAME "名称"
#define SAYS_ORDINAL "序号"

// ---- tables that the language names, and their columns

#define SAYS_OTHER "其他数据"
#define SAYS_VALUE "数值"
#define SAYS_REASONS "说明"

// The row of the department's own name in tables by unit; in a unit's own document.
#define SAYS_OWN "本部门"
#define SAYS_OWN_UNIT "本单位"

// ---- what 变动 and 比较 print

#define SAYS_THAN "比"
#define SAYS_POINTS "个百分点"
#define SAYS_GREATER "大于"
#define SAYS_LESS "小于"
#define SAYS_EQUAL "等于"

// ---- the tables

#define FIGURE_LEVELS 3
#define FIGURE_FIELDS 5

typedef struct KeywordSpec {
    const char *name;
    Keyword keyword;
} KeywordSpec;

extern const KeywordSpec figure_keywords[];
extern const size_t figure_keyword_count;
extern const char *const figure_levels[FIGURE_LEVELS]; // of accounts
extern const char *const figure_fields[FIGURE_FIELDS]; // after 行.

#endif
