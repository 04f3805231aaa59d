// The department's own name, its kind and its region; words that contradict each other.
#include "prose/internal-prose.h"

// ---- another kind, another region

// Whether the word is the document's own: 财政局机关 is another's.
static bool is_own_word(const Prose *prose, Str word, Str before)
{
    const WordList *lists = prose->words->lists;
    size_t end = before.n;

    return !char_is_han(utf8_previous(before, &end)) ||
           words_end(lists[WORDS_DEPARTMENT_WORDS_AFTER], before) ||
           (words_begin(lists[WORDS_DEPARTMENT_MINE], word) &&
            !words_end(lists[WORDS_DEPARTMENT_MINE_NOT_AFTER], before));
}

static void check_kind(Prose *prose, ProseBlock *block)
{
    WordList words = prose->words->lists[WORDS_DEPARTMENT_WORDS];

    for (size_t i = 0; i < words.n; i++) {
        Str word = words.at[i];
        if (words_in(words.of[i], prose->project->department))
            continue;
        for (ptrdiff_t at = 0; (at = str_find(block->text, word, (size_t)at)) >= 0; at++)
            if (is_own_word(prose, word, prose_before(block->text, (size_t)at)))
                prose_report(prose, (ProseRange){block, (size_t)at, (size_t)at + word.n}, "department-kind",
                             str_of(_("write 本机关 or 本部门")), _("“%.*s” in a text of %.*s"),
                             STR_ARG(word), STR_ARG(prose->project->department));
    }
}

// Whether the department is that of the whole: 全县 of a 县.
static bool is_own_region(const Prose *prose, Str word)
{
    WordList own = prose->words->lists[WORDS_REGION_OWN];
    int i = words_find(own, word);

    return i >= 0 && words_in(own.of[i], prose->project->department);
}

static void check_whole(Prose *prose, ProseBlock *block, Str word, Str own)
{
    for (ptrdiff_t at = 0; (at = str_find(block->text, word, (size_t)at)) >= 0; at++) {
        size_t to = (size_t)at + word.n;
        if (words_begin(prose->words->lists[WORDS_REGION_MONEY], prose_following(block->text, to)))
            prose_report(prose, (ProseRange){block, (size_t)at, to}, "region-other",
                         str_print(prose->arena, _("write 全%.*s"), STR_ARG(own)),
                         _("“%.*s” in the text of a department of a lower level"), STR_ARG(word));
    }
}

static void check_region(Prose *prose, ProseBlock *block)
{
    WordList wholes = prose->words->lists[WORDS_REGION_WHOLE];

    for (size_t i = 0; i < wholes.n; i++)
        for (size_t k = 0; k < wholes.of[i].n && !is_own_region(prose, wholes.at[i]); k++)
            if (str_find(prose->project->department, wholes.of[i].at[k], 0) >= 0)
                check_whole(prose, block, wholes.at[i], wholes.of[i].at[k]);
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
static bool joined_otherwise(WordList joints, Str longer, Str shorter)
{
    for (size_t at = 0; at < longer.n && at <= shorter.n; utf8_next(longer, &at)) {
        Str rest = str_slice(longer, at, longer.n);
        size_t joint = words_begin(joints, rest);
        if (joint && longer.n == shorter.n + joint &&
            str_equal(str_slice(longer, 0, at), str_slice(shorter, 0, at)) &&
            str_equal(str_slice(rest, joint, rest.n), str_slice(shorter, at, shorter.n)))
            return true;
    }
    return false;
}

// What of the name comes after its county, city or district; empty where nothing does. 云岭县石桥镇人民政府:
// 石桥镇人民政府.
static Str without_region(WordList regions, Str name)
{
    size_t end = 0;

    for (size_t i = 0; i < regions.n; i++)
        for (ptrdiff_t at = 0; (at = str_find(name, regions.at[i], (size_t)at)) >= 0; at++)
            if ((size_t)at >= 6 && (size_t)at + regions.at[i].n > end)
                end = (size_t)at + regions.at[i].n;
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

// 云岭市紫竹区农业局 for 云岭市青岚区农业局: no character of a region's name is the same, so that it is
// another's. Names of equal length; of a region's name at least two characters.
static bool is_of_other_region(WordList regions, Str found, Str own)
{
    size_t i = 0, j = 0;
    int length = 0, other = 0;

    while (i < found.n && j < own.n) {
        bool end = words_begin(regions, str_slice(own, j, own.n)) > 0;
        bool differs = utf8_next(found, &i) != utf8_next(own, &j);

        if (end && length >= 2 && other == length)
            return true;
        length = end ? 0 : length + 1;
        other = end ? 0 : other + differs;
    }
    return false;
}

// Whether a sentence speaks of the department beside whom else it names: 某局与本部门. Alone, another's name
// was left from its document.
static bool says_itself(const Prose *prose, Str sentence)
{
    const WordList *lists = prose->words->lists;

    return words_in(lists[WORDS_SELF_DEPARTMENT], sentence) || words_in(lists[WORDS_SELF_UNIT], sentence) ||
           str_find(sentence, prose->project->department, 0) >= 0;
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
    Str end = str_slice(name, tail, name.n),
        own = without_region(prose->words->lists[WORDS_REGION_ENDS], name);
    WordList joints = prose->words->lists[WORDS_NAME_JOINTS];
    for (ptrdiff_t at = 0; (at = str_find(block->text, end, (size_t)at)) >= 0; at++) {
        size_t to = (size_t)at + end.n;
        Str found = characters_before(block->text, to, characters);
        Str more = characters_before(block->text, to, characters + 1);
        Str less = characters_before(block->text, to, characters - 1);
        Str near = characters_before(block->text, to, utf8_count(own));
        int n = project_was_called(prose->project, found) ? 0 : differences(found, name);
        if (n >= 1 && n <= (characters >= 12 ? 2 : 1)) {
            if (!is_of_other_region(prose->words->lists[WORDS_REGION_ENDS], found, name) ||
                !says_itself(prose, prose_sentence(block->text, to, to)))
                report_spelling(prose, block, to - found.n, to, name);
        } else if (joined_otherwise(joints, more, name))
            report_spelling(prose, block, to - more.n, to, name);
        else if (!str_equal(found, name) && joined_otherwise(joints, name, less))
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
        if (block->section && words_in(prose->words->lists[WORDS_UNITS_HEADING], block->section->name) &&
            str_find(block->text, name, 0) >= 0)
            return true;
    }
    return false;
}

// The name before a document's own words, at each place where they stand.
static void check_other_before(Prose *prose, ProseBlock *block, Str words, bool dated)
{
    const WordList *lists = prose->words->lists;
    Str own = prose->project->department;

    for (ptrdiff_t at = 0; (at = str_find(block->text, words, (size_t)at)) >= 0; at++) {
        Str before = prose_before(block->text, (size_t)at);
        size_t whole = before.n;
        while (before.n) {
            size_t end = before.n;
            uint32_t code = utf8_previous(before, &end);
            if (!words_have(lists[WORDS_DOCUMENT_YEAR], code) && !(code >= '0' && code <= '9'))
                break;
            before = str_slice(before, 0, end);
        }
        // 财政局部门预算编制通知, 批复: another's paper about budgets.
        size_t after = (size_t)at + words.n;
        if (words_in(lists[WORDS_BUDGET_PAPERS],
                     str_slice(block->text, after, after + 12 < block->text.n ? after + 12 : block->text.n)))
            continue;
        if (dated && before.n == whole)
            continue;
        if (!words_end(lists[WORDS_DEPARTMENT_ENDS], before) || str_ends(before, own))
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
        if (utf8_count(name) < 5 || str_find(own, name, 0) >= 0 || str_ends(name, own) ||
            project_was_called(prose->project, name))
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
    WordList documents = prose->words->lists[WORDS_DOCUMENT_NAMES];
    // Of these only what has its year before it.
    WordList totals = prose->words->lists[WORDS_DOCUMENT_TOTALS];

    for (size_t i = 0; i < documents.n; i++)
        check_other_before(prose, block, documents.at[i], false);
    for (size_t i = 0; i < totals.n; i++)
        check_other_before(prose, block, totals.at[i], true);
}

// ---- words against each other in the document

typedef struct Found {
    size_t block, at, n, count;
} Found;

static Found find_words(const Prose *prose, WordList words, const WordList *denials)
{
    Found found = {0};

    for (size_t b = 0; b < prose->blocks.n; b++) {
        const ProseBlock *block = &prose->blocks.at[b];
        if (block->amounts == AMOUNTS_FREE)
            continue;
        for (size_t w = 0; w < words.n; w++)
            for (ptrdiff_t at = 0; (at = str_find(block->text, words.at[w], (size_t)at)) >= 0; at++) {
                // 无下属单位, 无单独公开的下属单位
                Str clause = prose_clause(block->text, (size_t)at, (size_t)at);
                Str before = str_slice(clause, 0, (size_t)(block->text.at + at - clause.at));
                if (denials && words_in(*denials, before))
                    continue;
                if (found.count++ == 0)
                    found = (Found){.block = b, .at = (size_t)at, .n = words.at[w].n, .count = 1};
            }
    }
    return found;
}

static void check_contradictions(Prose *prose)
{
    const WordList *lists = prose->words->lists;
    Found denied = find_words(prose, lists[WORDS_UNITS_NONE], NULL);
    Found said = find_words(prose, lists[WORDS_UNITS_SOME], &lists[WORDS_UNITS_DENIED]);

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
    WordList department = prose->words->lists[WORDS_SELF_DEPARTMENT];
    WordList unit = prose->words->lists[WORDS_SELF_UNIT];
    Found a = find_words(prose, department, NULL), b = find_words(prose, unit, NULL);

    if (!a.count || !b.count || a.count == b.count)
        return;
    Found rare = a.count < b.count ? a : b;
    if (rare.count > 2)
        return;
    Str usual = a.count < b.count ? unit.at[0] : department.at[0];
    prose_report(prose, (ProseRange){&prose->blocks.at[rare.block], rare.at, rare.at + rare.n},
                 "department-self", str_print(prose->arena, _("write %.*s, as elsewhere"), STR_ARG(usual)),
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
