// One name is spelled one way: with all parts of its region, and with one of 和, 与, 及.
#include "prose/internal-prose.h"

#define PARTS_MOST 4

// ---- a name that drops a part

// What the name is without the parts whose bits are not set; empty where it is a short form of itself: its
// end.
static Str without_parts(const Prose *prose, unsigned kept)
{
    const Project *project = prose->project;
    StrBuf name = {.arena = prose->arena};
    size_t all = 0;
    Str made;

    for (size_t i = 0; i < project->superior_count; i++) {
        if (kept & 1U << i)
            buf_add(&name, project->superior[i]);
        all += project->superior[i].n;
    }
    buf_add(&name, str_slice(project->department, all, project->department.n));
    made = buf_str(&name);
    return str_ends(project->department, made) ? (Str){0} : made;
}

// Past a year: 2024年度.
static Str past_year(const Prose *prose, Str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t start = at;
        uint32_t code = utf8_next(text, &at);

        if (!words_have(prose->words->lists[WORDS_DOCUMENT_YEAR], code) && !(code >= '0' && code <= '9'))
            return str_slice(text, start, text.n);
    }
    return (Str){0};
}

// Whether what follows a name says that it is the document's own: its document, its totals, 概况, （本级）.
static bool is_own_place(const Prose *prose, Str after)
{
    const WordList *lists = prose->words->lists;
    Str rest = past_year(prose, after);

    return words_begin(lists[WORDS_OWN_NAME_BEFORE], rest) ||
           words_begin(lists[WORDS_DOCUMENT_NAMES], rest) ||
           (rest.n < after.n && words_begin(lists[WORDS_DOCUMENT_TOTALS], rest));
}

static void report_dropped(Prose *prose, ProseRange at, Str found)
{
    prose_report(prose, at, "department-other",
                 str_print(prose->arena, _("write %.*s"), STR_ARG(prose->project->department)),
                 _("“%.*s” is the department's name without a part of its region: it is another's"),
                 STR_ARG(found));
}

static void check_dropped(Prose *prose, ProseBlock *block, Str name)
{
    for (ptrdiff_t at = 0; (at = str_find(block->text, name, (size_t)at)) >= 0; at++) {
        size_t to = (size_t)at + name.n;

        if (is_own_place(prose, prose_following(block->text, to)))
            report_dropped(prose, (ProseRange){block, (size_t)at, to}, name);
    }
}

// A row of a table by unit.
static void check_rows(Prose *prose, const Table *table, Str name)
{
    for (size_t l = 0; l < table->spec->list_count; l++)
        for (size_t r = 0; r < table->lists[l].row_count; r++) {
            const Row *row = &table->lists[l].rows[r];

            if (name_equal(row->name, name) && table_code_level(row->code) < 0)
                prose_report_place(
                    prose, table_row_place(table, row), "department-other",
                    str_print(prose->arena, _("write %.*s"), STR_ARG(prose->project->department)),
                    _("“%.*s” is the department's name without a part of its region: it is another's"),
                    STR_ARG(name));
        }
}

static void check_parts(Prose *prose)
{
    const Project *project = prose->project;
    size_t parts = project->superior_count;

    if (parts < 2 || parts > PARTS_MOST)
        return;
    for (unsigned kept = 1; kept + 1 < 1U << parts; kept++) {
        Str name = without_parts(prose, kept);

        for (size_t b = 0; name.n && b < prose->blocks.n; b++)
            check_dropped(prose, &prose->blocks.at[b], name);
        for (size_t t = 0; name.n && t < project->book.table_count; t++)
            if (project->book.tables[t]->spec->published)
                check_rows(prose, project->book.tables[t], name);
    }
}

// ---- 和, 与 and 及

static void report_joint(Prose *prose, ProseRange at, Str right)
{
    prose_report(prose, at, "department-other", str_print(prose->arena, _("write %.*s"), STR_ARG(right)),
                 _("“%.*s” and “%.*s” are one name, spelled two ways"),
                 STR_ARG(str_slice(at.block->text, at.from, at.to)), STR_ARG(right));
}

// A known name with another joint.
static void check_known(Prose *prose, Str name)
{
    WordList joints = prose->words->lists[WORDS_NAME_JOINTS];

    for (size_t at = 0; at < name.n && utf8_count(name) >= 5; utf8_next(name, &at)) {
        size_t joint = words_begin(joints, str_slice(name, at, name.n));

        for (size_t i = 0; joint && at > 0 && i < joints.n; i++) {
            Str other = str_print(prose->arena, "%.*s%.*s%.*s", STR_ARG(str_slice(name, 0, at)),
                                  STR_ARG(joints.at[i]), STR_ARG(str_slice(name, at + joint, name.n)));

            for (size_t b = 0; !str_equal(other, name) && b < prose->blocks.n; b++) {
                ProseBlock *block = &prose->blocks.at[b];

                for (ptrdiff_t p = 0; (p = str_find(block->text, other, (size_t)p)) >= 0; p++)
                    report_joint(prose, (ProseRange){block, (size_t)p, (size_t)p + other.n}, name);
            }
        }
    }
}

// A name in the text: from its region to the joint, and from it to 局, 委员会 and the like.
typedef struct Joined {
    size_t block, from, to;
    Str before, joint, after;
} Joined;

typedef VEC(Joined) AllJoined;

// To the end of a name; 0 where none ends near, or where a region's name begins another.
static size_t name_end(const Prose *prose, Str text)
{
    const WordList *lists = prose->words->lists;
    size_t at = 0;

    for (int i = 0; i < 10 && at < text.n; i++) {
        size_t end = words_begin(lists[WORDS_DEPARTMENT_ENDS], str_slice(text, at, text.n));

        if (end)
            return i >= 2 ? at + end : 0;
        size_t start = at;
        uint32_t code = utf8_next(text, &at);
        if (!char_is_han(code) || words_find(lists[WORDS_REGION_ENDS], str_slice(text, start, at)) >= 0 ||
            words_begin(lists[WORDS_NAME_JOINTS], str_slice(text, start, at)))
            return 0;
    }
    return 0;
}

// Where what stands before the joint begins: after 省, 市, 县, 区, two to four characters of it; `at` where
// it does not.
static size_t name_begin(const Prose *prose, Str text, size_t at)
{
    size_t from = at;

    for (int i = 0; i < 5 && from > 0; i++) {
        size_t next = from;
        uint32_t code = utf8_previous(text, &next);

        if (words_find(prose->words->lists[WORDS_REGION_ENDS], str_slice(text, next, from)) >= 0)
            return i >= 2 ? from : at;
        if (!char_is_han(code))
            return at;
        from = next;
    }
    return at;
}

static void read_joined(const Prose *prose, size_t b, AllJoined *all)
{
    const WordList *lists = prose->words->lists;
    Str text = prose->blocks.at[b].text;

    for (size_t at = 0; at < text.n; utf8_next(text, &at)) {
        size_t joint = words_begin(lists[WORDS_NAME_JOINTS], str_slice(text, at, text.n));
        size_t from = joint ? name_begin(prose, text, at) : at, end;

        if (from == at || words_end(lists[WORDS_DEPARTMENT_ENDS], str_slice(text, 0, at)))
            continue;
        end = name_end(prose, str_slice(text, at + joint, text.n));
        if (end)
            *vec_push(prose->arena, all) = (Joined){b,
                                                    from,
                                                    at + joint + end,
                                                    str_slice(text, from, at),
                                                    str_slice(text, at, at + joint),
                                                    str_slice(text, at + joint, at + joint + end)};
    }
}

static bool same_name(const Joined *a, const Joined *b)
{
    return str_equal(a->before, b->before) && str_equal(a->after, b->after);
}

// How often a name is spelled so.
static size_t count_spelled(const AllJoined *all, const Joined *one)
{
    size_t n = 0;

    for (size_t i = 0; i < all->n; i++)
        n += same_name(&all->at[i], one) && str_equal(all->at[i].joint, one->joint);
    return n;
}

static bool is_known(const Prose *prose, const Joined *one)
{
    const Project *project = prose->project;
    Str name = str_print(prose->arena, "%.*s%.*s%.*s", STR_ARG(one->before), STR_ARG(one->joint),
                         STR_ARG(one->after));
    bool known =
        str_find(project->department, one->before, 0) >= 0 && str_ends(project->department, one->after);

    for (size_t i = 0; i < project->unit_count && !known; i++)
        known = str_find(project->units[i]->department, one->before, 0) >= 0 &&
                str_ends(project->units[i]->department, one->after);
    return known || project_was_called(project, name);
}

// Of two spellings of a name that the project does not know the rarer is told, of equals the later.
static void check_joined(Prose *prose)
{
    AllJoined all = {0};

    for (size_t b = 0; b < prose->blocks.n; b++)
        read_joined(prose, b, &all);
    for (size_t i = 0; i < all.n; i++)
        for (size_t k = 0; k < all.n; k++) {
            const Joined *one = &all.at[i], *other = &all.at[k];
            size_t n = count_spelled(&all, one), m = count_spelled(&all, other);

            if (!same_name(one, other) || str_equal(one->joint, other->joint) || n > m || (n == m && i < k) ||
                is_known(prose, one))
                continue;
            report_joint(prose, (ProseRange){&prose->blocks.at[one->block], one->from, one->to},
                         str_slice(prose->blocks.at[other->block].text, other->from, other->to));
            break;
        }
}

void prose_check_spelled(Prose *prose)
{
    const Project *project = prose->project;

    check_parts(prose);
    if (utf8_count(project->department) < 6) // longer ones are held character by character
        check_known(prose, project->department);
    if (!str_equal(project->department_short, project->department))
        check_known(prose, project->department_short);
    for (size_t i = 0; i < project->unit_count; i++)
        check_known(prose, project->units[i]->department);
    check_joined(prose);
}
