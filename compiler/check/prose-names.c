// The department's own name, its kind and its region; words that contradict each other.
#include "check/internal-prose.h"

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
                prose_report(prose, block, (size_t)at, (size_t)at + strlen(words[i].word), "department-kind",
                             str_of(_("write 本机关 or 本部门")), _("“%s” in a text of %.*s"), words[i].word,
                             STR_ARG(prose->project->department));
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
                    prose_report(prose, block, (size_t)at, (size_t)at + 6, "region-other",
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

// Where the last two characters of the name stand, what is before them is held against the name.
static void check_spelling(Prose *prose, ProseBlock *block)
{
    Str name = prose->project->department;
    size_t characters = utf8_count(name), tail = name.n;

    if (characters < 6)
        return;
    utf8_previous(name, &tail);
    utf8_previous(name, &tail);
    Str end = str_slice(name, tail, name.n);
    for (ptrdiff_t at = 0; (at = str_find(block->text, end, (size_t)at)) >= 0; at++) {
        size_t from = (size_t)at + end.n;
        for (size_t i = 0; i < characters && from > 0; i++)
            utf8_previous(block->text, &from);
        Str found = str_slice(block->text, from, (size_t)at + end.n);
        int n = differences(found, name);
        if (n >= 1 && n <= (characters >= 12 ? 2 : 1))
            prose_report(prose, block, from, from + found.n, "department-other",
                         str_print(prose->arena, _("write %.*s"), STR_ARG(name)),
                         _("“%.*s” is nearly the department's name, and not it"), STR_ARG(found));
    }
}

// X部门预算, X2023年度部门决算 where X is of the same region and not this department.
static void check_other(Prose *prose, ProseBlock *block)
{
    static const char *const documents[] = {"部门预算", "部门决算", "单位预算", "单位决算", NULL};
    static const char *const kinds[] = {"局",     "委员会", "办公室", "厅", "中心",
                                        "联合会", "检察院", "法院",   NULL};
    static const char *const papers[] = {"编制", "批复", "管理", "评审", "通知", "办法", NULL};
    Str own = prose->project->department;

    for (size_t d = 0; documents[d]; d++)
        for (ptrdiff_t at = 0; (at = text_find(block->text, documents[d], (size_t)at)) >= 0; at++) {
            Str before = prose_before(block->text, (size_t)at);
            while (before.n && (text_ends(before, "年") || text_ends(before, "度") ||
                                (before.at[before.n - 1] >= '0' && before.at[before.n - 1] <= '9')))
                before = str_slice(before, 0, before.n - (before.at[before.n - 1] < 0 ? 3 : 1));
            // 财政局部门预算编制通知, 批复: another's paper about budgets.
            if (text_has_any(str_slice(block->text, (size_t)at + 12,
                                       (size_t)at + 24 < block->text.n ? (size_t)at + 24 : block->text.n),
                             papers))
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
            if (str_ends(name, str_slice(own, tail, own.n)))
                continue;
            size_t start = (size_t)(name.at - block->text.at);
            prose_report(prose, block, start, start + name.n, "department-other",
                         str_print(prose->arena, _("this document is of %.*s"), STR_ARG(own)),
                         _("the name of another department: “%.*s”"), STR_ARG(name));
        }
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
    prose_report(prose, &prose->blocks.at[said.block], said.at, said.at + said.n, "words-contradict",
                 str_of(_("keep the one that is true")), _("“%.*s” here, and “%.*s” there"),
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
    prose_report(prose, &prose->blocks.at[rare.block], rare.at, rare.at + rare.n, "department-self",
                 str_print(prose->arena, _("write %s, as elsewhere"), usual),
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
