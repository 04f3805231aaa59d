// Years and dates: last year's text left in, dates that do not exist, the day that facts are told for.
#include "prose/internal-prose.h"

#include <string.h>

#include "text/text.h"

static int int_of(Number value)
{
    return mpz_cmp_ui(mpq_denref(value), 1) == 0 && mpz_fits_sint_p(mpq_numref(value))
               ? (int)mpz_get_si(mpq_numref(value))
               : 0;
}

static bool accounts(const Prose *prose)
{
    return prose->project->template->stage == STAGE_ACCOUNTS;
}

// ---- which years are another thing's

static bool compared(Str before)
{
    static const char *const words[] = {"比", "较", "与", "同", "和", "对比", "相比", "、", "至", NULL};

    for (size_t i = 0; words[i]; i++)
        if (text_ends(before, words[i]))
            return true;
    return false;
}

// A law, a document, a term, a plan, a founding: another year belongs there.
static bool historic(const ProseBlock *block, const ProseNumber *year)
{
    static const char *const words[] = {
        "〔",       "号文",   "号令",   "印发",     "施行",   "修订",     "修正",   "颁布",   "发布",
        "成立",     "设立",   "组建",   "挂牌",     "日起",   "月起",     "年起",   "年开始", "以来",
        "十四五",   "十三五", "十五五", "规划",     "建成",   "竣工",     "启用",   "购置于", "开工",
        "期限",     "工期",   "周期",   "三年行动", "批准",   "审议通过", "通过的", "实施期", "合同",
        "期间",     "法》",   "法律",   "法规",     "条例",   "办法》",   "往年",   "历年",   "三定",
        "机构改革", "逐年",   "完工",   "以前年度", "完成后", "结束后",   "以后",   "之后",   "两年",
        "三年",     "五年",   "连续",   NULL};
    Str before = prose_before(block->text, year->from);
    Str clause = prose_clause(block->text, year->from, year->after);

    if (text_has_any(clause, words) || text_ends(before, "于"))
        return true;
    // 2021年至2025年, 2021—2025年
    if (text_joins_before(block->text, year->from) || text_joins_after(block->text, year->after))
        return true;
    // 《……2019年……》
    for (ptrdiff_t open = -1, at, from = 0;; from = at + 1) {
        at = text_find(before, "《", (size_t)from);
        if (at < 0)
            return open >= 0 && text_find(before, "》", (size_t)open) < 0;
        open = at;
    }
}

// Words that make the last year the right one: what was carried over, spent, published. They stand before it,
// or are what it is the year of (2022年结转资金), and not somewhere after.
static bool of_last_year(const ProseBlock *block, const ProseNumber *year, bool own_accounts)
{
    static const char *const words[] = {"结转", "结余", "决算数", "执行数", "年末", "年底", "已经",
                                        "截至", "截止", "公布",   "公开的", "历史", NULL};
    Str clause = prose_clause(block->text, year->from, year->after);
    size_t start = (size_t)(clause.at - block->text.at), end = start + clause.n, near = year->from + 36;

    clause = str_slice(block->text, start, near < end ? near : end);
    // 2023年末，公务用车保有量为……: accounts tell what there is at the end of their own year.
    static const char *const facts[] = {"保有量", "共有车辆", "实有", NULL};
    Str rest = prose_following(block->text, year->after);
    bool ends = text_starts(rest, "末") || text_starts(rest, "底") || text_starts(rest, "年末");
    if (own_accounts && ends && text_has_any(prose_sentence(block->text, year->from, year->after), facts))
        return false;
    // What was there at the year's beginning is this year's to tell.
    return text_has_any(clause, words) && !text_has(clause, "年初") && !text_has(clause, "无");
}

// Told of the year before as over (2022年一次性安排的支出，2023年不再安排), or as the season in which this
// budget was made (2022年11月下达预算控制数).
static bool of_year_before(const ProseBlock *block, const ProseNumber *year)
{
    static const char *const over[] = {"不再", "一次性", "已完成", "已经完成", NULL};
    static const char *const made[] = {"下达", "布置", "部署", "编制", "召开", "印发", "动员", "报送", NULL};
    Str clause = prose_clause(block->text, year->from, year->after);
    TextDate date;
    bool late = text_date_at(block->text, year->from, &date) && date.month >= 7;

    return text_has_any(clause, over) || (late && text_has_any(clause, made));
}

// 2025年前, 2024年底前: by when something is to be done.
static bool is_deadline(const ProseBlock *block, const ProseNumber *year)
{
    static const char *const words[] = {"前", "底前", "年底前", "末前", "以前", "之前", NULL};
    Str rest = prose_following(block->text, year->after);

    for (size_t i = 0; words[i]; i++)
        if (text_starts(rest, words[i]))
            return true;
    return false;
}

// What accounts say of the budget after them: 作为2025年预算安排的依据, 2025年度部门预算编制.
static bool is_next_budget(Str rest)
{
    static const char *const words[] = {"预算编制", "预算安排", "项目预算", NULL};

    if (text_starts(rest, "度"))
        rest = str_slice(rest, strlen("度"), rest.n);
    if (text_starts(rest, "部门") || text_starts(rest, "单位"))
        rest = str_slice(rest, strlen("部门"), rest.n);
    for (size_t i = 0; words[i]; i++)
        if (text_starts(rest, words[i]))
            return true;
    return false;
}

static void check_year(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    Arena *arena = prose->arena;
    int year = int_of(number->value), own = prose->project->year;
    Str before = prose_before(block->text, number->from), rest = prose_following(block->text, number->after);
    Str clause = prose_clause(block->text, number->from, number->after);
    bool comparison = compared(before) && !text_ends(before, "、");
    Str hint = str_print(arena, _("write `= 年度` for %d, or 上年 and 上年度 for the year before"), own);

    if (year < 1949 || year > 2100 || historic(block, number))
        return;
    if (year == own) {
        bool self =
            (text_ends(before, "比") || text_ends(before, "较")) ||
            (text_ends(before, "与") && text_has(str_slice(rest, 0, rest.n < 60 ? rest.n : 60), "相比"));
        if (self)
            prose_report(prose, (ProseRange){block, number->from, number->after}, "year-stale", hint,
                         _("%d is compared with itself"), year);
        return;
    }
    if (year == own - 1 &&
        (comparison || of_last_year(block, number, accounts(prose)) || of_year_before(block, number)))
        return;
    if (year > own && is_deadline(block, number))
        return;
    // Accounts are published, and worked with, the year after.
    static const char *const later[] = {"公开", "批复", "报送", "下年", "下一年", "下一步", "月", NULL};
    if (accounts(prose) && year == own + 1 && is_next_budget(rest))
        return;
    if (year == own + 1 && (text_has_any(clause, later) || (accounts(prose) && text_has(clause, "将"))))
        return;
    prose_report(prose, (ProseRange){block, number->from, number->after}, "year-stale", hint,
                 _("the year %d is in a document of %d"), year, own);
}

// ---- dates

static bool is_cutoff(Str before)
{
    return text_ends(before, "截至") || text_ends(before, "截止") || text_ends(before, "截止到");
}

static void check_cutoff_word(Prose *prose, ProseBlock *block, const ProseNumber *year)
{
    Str before = prose_before(block->text, year->from);

    if (text_ends(before, "截止") || text_ends(before, "截止到"))
        prose_report(prose, (ProseRange){block, year->from - (text_ends(before, "截止") ? 6 : 9), year->from},
                     "date-cutoff", str_of(_("write 截至")), _("“截止” takes no date after it"));
}

static void check_date(Prose *prose, ProseBlock *block, const ProseNumber *number, const TextDate *date)
{
    int wanted = prose->project->year - !accounts(prose);
    ProseRange at = {block, date->from, date->to};

    if (!text_date_exists(date)) {
        prose_report(prose, at, "date-invalid", (Str){0}, _("there is no such date as “%.*s”"),
                     STR_ARG(str_slice(block->text, date->from, date->to)));
        return;
    }
    if (block->amounts == AMOUNTS_FREE || !is_cutoff(prose_before(block->text, number->from)) ||
        historic(block, number) || !date->day)
        return;
    bool last_day = date->month == 12 && date->day == 31;
    if (last_day && date->year != wanted)
        prose_report(prose, at, "year-stale", str_print(prose->arena, _("write %d年12月31日"), wanted),
                     _("the facts of this document are those of 31 December %d"), wanted);
    else if (!last_day && date->year <= wanted)
        prose_report(prose, at, "date-cutoff", str_print(prose->arena, _("write %d年12月31日"), wanted),
                     _("facts are told for the last day of the year"));
}

// The manifest's title, which the cover and the pages print.
static void check_title(Prose *prose)
{
    Str title = prose->project->title;
    const Source *manifest = prose->project->manifest;
    TextDate date;

    for (size_t at = 0; text_date_next(title, &at, &date);) {
        if (!date.year || date.year == prose->project->year)
            continue;
        ptrdiff_t found = manifest ? str_find(manifest->text, title, 0) : -1;
        Place place = manifest ? source_place(manifest, found < 0 ? 0 : (size_t)found, title.n) : (Place){0};
        prose_report_place(prose, place, "year-stale", (Str){0}, _("the title is of %d, the document of %d"),
                           date.year, prose->project->year);
        return;
    }
}

static void check_number(Prose *prose, ProseBlock *block, const ProseNumber *number)
{
    TextDate date;
    bool dated = text_date_at(block->text, number->from, &date) && date.month;

    check_cutoff_word(prose, block, number);
    if (dated)
        check_date(prose, block, number, &date);
    // A date that a fact is told for has its own rule; a figure's year cannot be stale, but its place can.
    if (dated && date.month == 12 && date.day == 31 && is_cutoff(prose_before(block->text, number->from)))
        return;
    if (block->amounts != AMOUNTS_FREE)
        check_year(prose, block, number);
}

void prose_check_years(Prose *prose)
{
    check_title(prose);
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        for (size_t i = 0; i < block->numbers.n && block->findings < PROSE_BLOCK_FINDINGS; i++)
            if (block->numbers.at[i].kind == NUMBER_YEAR)
                check_number(prose, block, &block->numbers.at[i]);
    }
}
