// The department's own name, its kind and its region; words that contradict each other.
#include "prose/internal-prose.h"

#include <string.h>

// ---- another kind, another region

// A department's name has one of the kinds, which are parted by bars.
static bool is_of_kind(Str department, Str kinds)
{
    for (size_t from = 0; from <= kinds.n;) {
        ptrdiff_t bar = str_find_char(kinds, '|', from);
        size_t to = bar < 0 ? kinds.n : (size_t)bar;
        if (str_find(department, str_slice(kinds, from, to), 0) >= 0)
            return true;
        from = to + 1;
    }
    return false;
}

static void check_kind(Prose *prose, ProseBlock *block)
{
    static const struct {
        const char *word, *kind;
    } words[] = {{"局机关", "局"},
                 {"我局", "局"},
                 {"本局", "局"},
                 {"厅机关", "厅"},
                 {"我厅", "厅"},
                 {"本厅", "厅"},
                 {"委机关", "委"},
                 {"我委", "委"},
                 {"本委", "委"},
                 {"我院", "院"},
                 {"我校", "校|中学|小学|大学|学院|幼儿园|一中|二中"},
                 {"我镇", "镇"},
                 {"我乡", "乡"},
                 {"我街道", "街道"}};
    // What these words are part of: 各局机关, 邮政局机关.
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (is_of_kind(prose->project->department, str_of(words[i].kind)))
            continue;
        for (ptrdiff_t at = 0; (at = text_find(block->text, words[i].word, (size_t)at)) >= 0; at++) {
            Str before = prose_before(block->text, (size_t)at);
            size_t end = before.n;
            uint32_t code = utf8_previous(before, &end);
            // 财政局机关 is another's; a word of its own follows a mark or one of these.
            bool own = !char_is_han(code) || text_ends(before, "为") || text_ends(before, "障") ||
                       text_ends(before, "是") || text_ends(before, "括") || text_ends(before, "指") ||
                       (strncmp(words[i].word, "我", 3) == 0 && !text_ends(before, "自"));
            if (own)
                prose_report(prose, (ProseRange){block, (size_t)at, (size_t)at + strlen(words[i].word)},
                             "department-kind", str_of(_("write 本机关 or 本部门")),
                             _("“%s” in a text of %.*s"), words[i].word, STR_ARG(prose->project->department));
        }
    }
}

static void check_region(Prose *prose, ProseBlock *block)
{
    static const struct {
        const char *word, *own;
    } regions[] = {{"全市", "区"}, {"全市", "县"}, {"全省", "区"}, {"全省", "县"}, {"全县", "区"}};
    static const char *const after[] = {"一般公共预算", "财政收入", "财政支出", "预算收入",
                                        "预算支出",     "本级财政", "分配的",   NULL};
    Str department = prose->project->department;

    for (size_t i = 0; i < sizeof regions / sizeof regions[0]; i++) {
        if (!text_has(department, regions[i].own) || (i == 4 && text_has(department, "县")))
            continue;
        for (ptrdiff_t at = 0; (at = text_find(block->text, regions[i].word, (size_t)at)) >= 0; at++) {
            Str rest = prose_following(block->text, (size_t)at + 6);
            for (size_t k = 0; after[k]; k++)
                if (text_starts(rest, after[k]))
                    prose_report(prose, (ProseRange){block, (size_t)at, (size_t)at + 6}, "region-other",
                                 str_print(prose->arena, _("write 全%s"), regions[i].own),
                                 _("“%s” in the text of a department of a lower level"), regions[i].word);
        }
    }
}

// ---- its name

// Characters in which two names of equal length differ; 9 for other lengths.
static int differences(Str a, Str b)
{
    size_t i = 0, j = 0;
    int n = 0;

    while (i < a.n && j < b.n)
        n += utf8_next(a, &i) != utf8_next(b, &j);
    return i == a.n && j == b.n ? n : 9;
}

// The name with 和, 与 or 及 put in or left out, and otherwise the same.
static bool joined_otherwise(Str longer, Str shorter)
{
    static const char *const joins[] = {"和", "与", "及", NULL};

    for (size_t at = 0; at < longer.n && at <= shorter.n; utf8_next(longer, &at)) {
        Str rest = str_slice(longer, at, longer.n);
        for (size_t i = 0; joins[i]; i++)
            if (text_starts(rest, joins[i]) && longer.n == shorter.n + 3 &&
                str_equal(str_slice(longer, 0, at), str_slice(shorter, 0, at)) &&
                str_equal(str_slice(rest, 3, rest.n), str_slice(shorter, at, shorter.n)))
                return true;
    }
    return false;
}

// What of the name comes after its county, city or district; empty where nothing does. 云岭县石桥镇人民政府:
// 石桥镇人民政府.
static Str without_region(Str name)
{
    static const char *const regions[] = {"省", "市", "县", "区", "旗", NULL};
    size_t end = 0;

    for (size_t i = 0; regions[i]; i++)
        for (ptrdiff_t at = 0; (at = text_find(name, regions[i], (size_t)at)) >= 0; at++)
            if ((size_t)at >= 6 && (size_t)at + 3 > end)
                end = (size_t)at + 3;
    return end ? str_slice(name, end, name.n) : (Str){0};
}

// 石桥乡人民政府 for 石桥镇人民政府: its proper name, which comes first, is the same, and one character is
// not.
static bool nearly_short(Str found, Str own)
{
    size_t proper = 0;

    for (int i = 0; i < 2 && proper < own.n; i++)
        utf8_next(own, &proper);
    return str_starts(found, str_slice(own, 0, proper)) && differences(found, own) == 1;
}

static void report_spelling(Prose *prose, ProseBlock *block, size_t from, size_t to, Str right)
{
    prose_report(prose, (ProseRange){block, from, to}, "department-other",
                 str_print(prose->arena, _("write %.*s"), STR_ARG(right)),
                 _("“%.*s” is nearly the department's name, and not it"),
                 STR_ARG(str_slice(block->text, from, to)));
}

static Str characters_before(Str text, size_t to, size_t n)
{
    size_t from = to;

    for (size_t i = 0; i < n && from > 0; i++)
        utf8_previous(text, &from);
    return str_slice(text, from, to);
}

// Where the last two characters of the name stand, what is before them is held against the name.
static void check_spelling(Prose *prose, ProseBlock *block)
{
    Str name = prose->project->department;
    size_t characters = utf8_count(name), tail = name.n;

    if (characters < 6)
        return;
    utf8_previous(name, &tail);
    utf8_previous(name, &tail);
    Str end = str_slice(name, tail, name.n), own = without_region(name);
    for (ptrdiff_t at = 0; (at = str_find(block->text, end, (size_t)at)) >= 0; at++) {
        size_t to = (size_t)at + end.n;
        Str found = characters_before(block->text, to, characters);
        Str more = characters_before(block->text, to, characters + 1);
        Str less = characters_before(block->text, to, characters - 1);
        Str near = characters_before(block->text, to, utf8_count(own));
        int n = differences(found, name);
        if (n >= 1 && n <= (characters >= 12 ? 2 : 1))
            report_spelling(prose, block, to - found.n, to, name);
        else if (joined_otherwise(more, name))
            report_spelling(prose, block, to - more.n, to, name);
        else if (!str_equal(found, name) && joined_otherwise(name, less))
            report_spelling(prose, block, to - less.n, to, name);
        else if (utf8_count(own) >= 6 && nearly_short(near, own))
            report_spelling(prose, block, to - near.n, to, own);
    }
}

// A unit that is told of where the document says whom it is of: its own figures may follow.
static bool is_listed(const Prose *prose, Str name)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        const ProseBlock *block = &prose->blocks.at[b];
        if (block->section &&
            (text_has(block->section->name, "构成") || text_has(block->section->name, "机构")) &&
            str_find(block->text, name, 0) >= 0)
            return true;
    }
    return false;
}

// The name before a document's own words, at each place where they stand.
static void check_other_before(Prose *prose, ProseBlock *block, const char *words, bool dated)
{
    static const char *const kinds[] = {"局",     "委员会", "办公室", "厅", "中心",
                                        "联合会", "检察院", "法院",   NULL};
    static const char *const papers[] = {"编制", "批复", "管理", "评审", "通知", "办法", NULL};
    Str own = prose->project->department;

    for (ptrdiff_t at = 0; (at = text_find(block->text, words, (size_t)at)) >= 0; at++) {
        Str before = prose_before(block->text, (size_t)at);
        size_t whole = before.n;
        while (before.n) {
            size_t end = before.n;
            uint32_t code = utf8_previous(before, &end);
            if (code != U'年' && code != U'度' && !(code >= '0' && code <= '9'))
                break;
            before = str_slice(before, 0, end);
        }
        // 财政局部门预算编制通知, 批复: another's paper about budgets.
        if (text_has_any(str_slice(block->text, (size_t)at + 12,
                                   (size_t)at + 24 < block->text.n ? (size_t)at + 24 : block->text.n),
                         papers))
            continue;
        if (dated && before.n == whole)
            continue;
        size_t k = 0;
        while (kinds[k] && !text_ends(before, kinds[k]))
            k++;
        if (!kinds[k] || str_ends(before, own))
            continue;
        size_t from = before.n;
        for (int i = 0; i < 30 && from > 0; i++) {
            size_t next = from;
            if (!char_is_han(utf8_previous(before, &next)))
                break;
            from = next;
        }
        Str name = str_slice(before, from, before.n);
        // A short form of its own name (区教育局) is its own; the region must be there to be another's.
        if (utf8_count(name) < 5 || str_find(own, name, 0) >= 0 || str_ends(name, own))
            continue;
        size_t tail = own.n;
        for (int i = 0; i < 3 && tail > 0; i++)
            utf8_previous(own, &tail);
        if (str_ends(name, str_slice(own, tail, own.n)) || (dated && is_listed(prose, name)))
            continue;
        size_t start = (size_t)(name.at - block->text.at);
        prose_report(prose, (ProseRange){block, start, start + name.n}, "department-other",
                     str_print(prose->arena, _("this document is of %.*s"), STR_ARG(own)),
                     _("the name of another department: “%.*s”"), STR_ARG(name));
    }
}

// X部门预算, X2023年度部门决算, X2023年度收入总计 where X is of the same region and not this department.
static void check_other(Prose *prose, ProseBlock *block)
{
    static const char *const documents[] = {"部门预算", "部门决算", "单位预算", "单位决算", NULL};
    // Of these only what has its year before it.
    static const char *const totals[] = {"收入总计", "支出总计", "本年收入", "本年支出", "收入预算",
                                         "支出预算", "收入决算", "支出决算", NULL};

    for (size_t i = 0; documents[i]; i++)
        check_other_before(prose, block, documents[i], false);
    for (size_t i = 0; totals[i]; i++)
        check_other_before(prose, block, totals[i], true);
}

// ---- words against each other in the document

typedef struct Found {
    size_t block, at, n, count;
} Found;

static Found find_words(const Prose *prose, const char *const *words, const char *const *denials)
{
    Found found = {0};

    for (size_t b = 0; b < prose->blocks.n; b++) {
        const ProseBlock *block = &prose->blocks.at[b];
        if (block->amounts == AMOUNTS_FREE)
            continue;
        for (size_t w = 0; words[w]; w++)
            for (ptrdiff_t at = 0; (at = text_find(block->text, words[w], (size_t)at)) >= 0; at++) {
                // 无下属单位, 无单独公开的下属单位
                Str clause = prose_clause(block->text, (size_t)at, (size_t)at);
                Str before = str_slice(clause, 0, (size_t)(block->text.at + at - clause.at));
                if (denials && text_has_any(before, denials))
                    continue;
                if (found.count++ == 0)
                    found = (Found){.block = b, .at = (size_t)at, .n = strlen(words[w]), .count = 1};
            }
    }
    return found;
}

static void check_contradictions(Prose *prose)
{
    static const char *const none[] = {"无下属单位",     "没有下属单位", "无直属单位",
                                       "没有直属单位",   "无所属单位",   "没有所属单位",
                                       "无二级预算单位", "无二级单位",   NULL};
    static const char *const some[] = {"直属单位", "所属单位", "下属单位", "二级预算单位", NULL};
    static const char *const denials[] = {"无", "没有", "不含", NULL};
    Found denied = find_words(prose, none, NULL), said = find_words(prose, some, denials);

    if (!denied.count || !said.count)
        return;
    const ProseBlock *other = &prose->blocks.at[denied.block];
    prose_report(prose, (ProseRange){&prose->blocks.at[said.block], said.at, said.at + said.n},
                 "words-contradict", str_of(_("keep the one that is true")),
                 _("“%.*s” here, and “%.*s” there"),
                 STR_ARG(str_slice(prose->blocks.at[said.block].text, said.at, said.at + said.n)),
                 STR_ARG(str_slice(other->text, denied.at, denied.at + denied.n)));
}

// 本部门 all through, and 本单位 once.
static void check_self(Prose *prose)
{
    static const char *const department[] = {"本部门", NULL}, *const unit[] = {"本单位", NULL};
    Found a = find_words(prose, department, NULL), b = find_words(prose, unit, NULL);

    if (!a.count || !b.count || a.count == b.count)
        return;
    Found rare = a.count < b.count ? a : b;
    if (rare.count > 2)
        return;
    const char *usual = a.count < b.count ? "本单位" : "本部门";
    prose_report(prose, (ProseRange){&prose->blocks.at[rare.block], rare.at, rare.at + rare.n},
                 "department-self", str_print(prose->arena, _("write %s, as elsewhere"), usual),
                 _("the document calls itself by two names"));
}

void prose_check_names(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        check_region(prose, block);
        check_spelling(prose, block);
        check_other(prose, block);
        check_kind(prose, block);
    }
    check_contradictions(prose);
    check_self(prose);
}
