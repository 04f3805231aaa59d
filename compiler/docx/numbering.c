// word/numbering.xml: the headings' levels, and a list's numbers or bullets.
#include "docx/internal-docx.h"

#define LEVELS 9

// ---- headings

// A pattern as Word has it: （{一}） is chineseCountingThousand and （%2）.
static const char *pattern_format(Str pattern)
{
    if (str_find(pattern, STR("{一}"), 0) >= 0)
        return "chineseCountingThousand";
    return str_find(pattern, STR("{①}"), 0) >= 0 ? "decimalEnclosedCircle" : "decimal";
}

static Str pattern_text(Arena *arena, Str pattern, int level)
{
    ptrdiff_t open = str_find_char(pattern, '{', 0), close = str_find_char(pattern, '}', 0);

    if (open < 0 || close < open)
        return (Str){0};
    return number_before_text(arena,
                              str_print(arena, "%.*s%%%d%.*s", STR_ARG(str_slice(pattern, 0, (size_t)open)),
                                        level, STR_ARG(str_slice(pattern, (size_t)close + 1, pattern.n))));
}

static void level_add(StrBuf *out, int level, const char *format, Str text, const char *more, Length left,
                      Length label)
{
    buf_print(out,
              "<w:lvl w:ilvl=\"%d\"><w:start w:val=\"1\"/><w:numFmt w:val=\"%s\"/>%s<w:suff w:val=\"%s\"/>"
              "<w:lvlText w:val=\"",
              level, format, more, label ? "tab" : "nothing");
    escape_markup(out, text);
    buf_add_c(out, "\"/><w:lvlJc w:val=\"left\"/>");
    if (label)
        buf_print(out,
                  "<w:pPr><w:tabs><w:tab w:val=\"num\" w:pos=\"%lld\"/></w:tabs><w:ind w:left=\"%lld\" "
                  "w:hanging=\"%lld\"/></w:pPr>",
                  (long long)twips(left), (long long)twips(left), (long long)twips(label));
    buf_add_c(out, "</w:lvl>");
}

static void headings_add(const Writing *writing, StrBuf *out)
{
    const Template *template = writing->document->project->template;

    buf_add_c(out, "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"multilevel\"/>");
    for (int level = 1; level <= LEVELS; level++) {
        bool numbered = numbering_format(writing->arena, template, level, 1).n > 0;
        StrBuf more = {.arena = writing->arena};

        if (!numbered) {
            level_add(out, level - 1, "none", (Str){0}, "", 0, 0);
            continue;
        }
        if (!template->levels[level - 1].restart)
            buf_add_c(&more, "<w:lvlRestart w:val=\"0\"/>");
        buf_print(&more, "<w:pStyle w:val=\"%d\"/>", level);
        level_add(out, level - 1, pattern_format(template->levels[level - 1].pattern),
                  pattern_text(writing->arena, template->levels[level - 1].pattern, level), buf_str(&more).at,
                  0, 0);
    }
    buf_add_c(out, "</w:abstractNum>");
}

static void none_add(StrBuf *out)
{
    buf_add_c(out, "<w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"multilevel\"/>");
    for (int level = 0; level < LEVELS; level++)
        level_add(out, level, "none", (Str){0}, "", 0, 0);
    buf_add_c(out, "</w:abstractNum>");
}

bool heading_counts(Writing *writing, const Node *heading)
{
    const Template *template = writing->document->project->template;
    int level = heading->level;
    Str next;

    if (level < 1 || level > 6)
        return false;
    next = numbering_format(writing->arena, template, level, writing->counters[level - 1] + 1);
    if (next.n == 0 || !str_equal(next, heading->number))
        return false;
    writing->counters[level - 1]++;
    for (int below = level; below < 6; below++)
        if (below >= (int)template->level_count || template->levels[below].restart)
            writing->counters[below] = 0;
    return true;
}

// ---- lists

unsigned list_number(Writing *writing, const Node *list, int depth)
{
    for (size_t i = 0; i < writing->lists.n; i++)
        if (writing->lists.at[i].list == list)
            return (unsigned)i + NUMBERING_NONE + 1;
    *vec_push(writing->arena, &writing->lists) = (ListUse){list, depth};
    return (unsigned)writing->lists.n + NUMBERING_NONE;
}

static Str label_text(const Writing *writing, const ListUse *use)
{
    const ListStyle *style = &writing->style->lists;
    Str format = use->list->delimiter == ')' ? style->bracket_format : style->point_format;
    size_t depth = (size_t)use->depth - 1;
    ptrdiff_t at = str_find(format, STR("%s"), 0);

    if (!use->list->ordered)
        return style->bullet_count
                   ? style->bullets[depth < style->bullet_count ? depth : style->bullet_count - 1]
                   : (Str){0};
    return at < 0 ? format
                  : str_print(writing->arena, "%.*s%%%d%.*s", STR_ARG(str_slice(format, 0, (size_t)at)),
                              use->depth, STR_ARG(str_slice(format, (size_t)at + 2, format.n)));
}

static Length label_width(const Writing *writing, const Node *list)
{
    Length em = writing->style->roles[ROLE_LIST].size;
    int last = list->start, halves = 3;

    if (!list->ordered)
        return em;
    for (const Node *item = list->first; item; item = item->next)
        last++;
    for (; last > 10; last /= 10)
        halves++;
    return (halves + (list->delimiter == ')') + 1) / 2 * em;
}

void list_indents(const Writing *writing, const Printed *printed, Length *left, Length *label)
{
    *left = writing->style->roles[ROLE_LIST].indent;
    *label = label_width(writing, printed->list);
    for (const Node *around = printed->list; around; around = around->parent)
        if (around->kind == NODE_LIST)
            *left += label_width(writing, around);
}

static void list_add(const Writing *writing, StrBuf *out, size_t index)
{
    const ListUse *use = &writing->lists.at[index];

    buf_print(out, "<w:abstractNum w:abstractNumId=\"%zu\"><w:multiLevelType w:val=\"multilevel\"/>",
              index + NUMBERING_NONE);
    for (int level = 0; level < LEVELS; level++) {
        ListUse at = {use->list, level + 1};
        Length label = label_width(writing, use->list);
        Length left = writing->style->roles[ROLE_LIST].indent + (level + 1) * label;

        level_add(out, level, use->list->ordered ? "decimal" : "bullet", label_text(writing, &at), "", left,
                  label);
    }
    buf_add_c(out, "</w:abstractNum>");
}

static void num_add(StrBuf *out, const ListUse *use, size_t index)
{
    int depth = use->depth > LEVELS ? LEVELS : use->depth;

    buf_print(out, "<w:num w:numId=\"%zu\"><w:abstractNumId w:val=\"%zu\"/>", index + NUMBERING_NONE + 1,
              index + NUMBERING_NONE);
    if (use->list->ordered && use->list->start != 1)
        buf_print(out, "<w:lvlOverride w:ilvl=\"%d\"><w:startOverride w:val=\"%d\"/></w:lvlOverride>",
                  depth - 1, use->list->start);
    buf_add_c(out, "</w:num>");
}

Str numbering_part(const Writing *writing)
{
    StrBuf out = {.arena = writing->arena};

    buf_add_c(&out, XML_HEAD "<w:numbering" NAMESPACES ">");
    headings_add(writing, &out);
    none_add(&out);
    for (size_t i = 0; i < writing->lists.n; i++)
        list_add(writing, &out, i);
    buf_print(&out, "<w:num w:numId=\"%d\"><w:abstractNumId w:val=\"0\"/></w:num>", NUMBERING_HEADINGS);
    buf_print(&out, "<w:num w:numId=\"%d\"><w:abstractNumId w:val=\"1\"/></w:num>", NUMBERING_NONE);
    for (size_t i = 0; i < writing->lists.n; i++)
        num_add(&out, &writing->lists.at[i], i);
    buf_add_c(&out, "</w:numbering>\n");
    return buf_str(&out);
}
