// The part that says how cells look (ECMA-376 part 1, 18.8).
#include "base/escape.h"
#include "data/internal-workbook.h"

#define FIRST_PATTERN 164 // numbers below are for patterns that every program knows

struct Styles {
    Arena *arena;
    VEC(CellStyle) styles; // some tens at most
};

Styles *styles_new(Arena *arena)
{
    Styles *styles = ARENA_NEW(arena, Styles);

    styles->arena = arena;
    return styles;
}

static bool same_style(const CellStyle *a, const CellStyle *b)
{
    return a->size == b->size && a->bold == b->bold && a->border == b->border && a->wrap == b->wrap &&
           a->unlocked == b->unlocked && a->across == b->across && a->indent == b->indent &&
           a->fill == b->fill && str_equal(a->pattern, b->pattern);
}

// Number 0 is the cell without a style.
uint32_t styles_number(Styles *styles, CellStyle style)
{
    for (size_t i = 0; i < styles->styles.n; i++)
        if (same_style(&styles->styles.at[i], &style))
            return (uint32_t)i + 1;
    style.pattern = str_copy(styles->arena, style.pattern);
    *vec_push(styles->arena, &styles->styles) = style;
    return (uint32_t)styles->styles.n;
}

// ---- lists of what styles are made of: each has what no style asks for first

// The number of the first that has the same pattern; known ones have their own.
static unsigned pattern_number(const Styles *styles, Str pattern, bool *first, size_t index)
{
    static const struct {
        const char *pattern;
        unsigned number;
    } known[] = {{"", 0}, {"0", 1}, {"0.00", 2}, {"#,##0", 3}, {"#,##0.00", 4}, {"@", 49}};
    size_t same = 0;

    *first = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_equal(pattern, str_of(known[i].pattern)))
            return known[i].number;
    while (!str_equal(styles->styles.at[same].pattern, pattern))
        same++;
    *first = same == index;
    return FIRST_PATTERN + (unsigned)same;
}

static void patterns_add(StrBuf *out, const Styles *styles)
{
    StrBuf patterns = {.arena = styles->arena};
    unsigned count = 0;

    for (size_t i = 0; i < styles->styles.n; i++) {
        bool first;
        Str pattern = styles->styles.at[i].pattern;
        unsigned number = pattern_number(styles, pattern, &first, i);

        if (!first)
            continue;
        buf_print(&patterns, "<numFmt numFmtId=\"%u\" formatCode=\"", number);
        escape_markup(&patterns, pattern);
        buf_add_c(&patterns, "\"/>");
        count++;
    }
    if (count > 0)
        buf_print(out, "<numFmts count=\"%u\">%.*s</numFmts>", count, STR_ARG(buf_str(&patterns)));
}

// The standard font, by whose digits columns are measured, then one for each style: programs hold the same
// ones once.
static void fonts_add(StrBuf *out, const Styles *styles)
{
    buf_print(out,
              "<fonts count=\"%zu\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family "
              "val=\"2\"/></font>",
              styles->styles.n + 1);
    for (size_t i = 0; i < styles->styles.n; i++)
        buf_print(out, "<font>%s<sz val=\"%d\"/><name val=\"宋体\"/><family val=\"2\"/></font>",
                  styles->styles.at[i].bold ? "<b/>" : "", styles->styles.at[i].size);
    buf_add_c(out, "</fonts>");
}

// The first two are as every program has them, whatever the file says.
#define OWN_FILLS 2

static void fills_add(StrBuf *out, const Styles *styles)
{
    buf_print(out,
              "<fills count=\"%zu\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill "
              "patternType=\"gray125\"/></fill>",
              styles->styles.n + OWN_FILLS);
    for (size_t i = 0; i < styles->styles.n; i++)
        if (styles->styles.at[i].fill)
            buf_print(out,
                      "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF%06X\"/><bgColor "
                      "indexed=\"64\"/></patternFill></fill>",
                      (unsigned)styles->styles.at[i].fill);
        else
            buf_add_c(out, "<fill><patternFill patternType=\"none\"/></fill>");
    buf_add_c(out, "</fills>");
}

static void borders_add(StrBuf *out)
{
    static const char *const sides[] = {"left", "right", "top", "bottom"};

    buf_add_c(out, "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border><border>");
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
        buf_print(out, "<%s style=\"thin\"><color auto=\"1\"/></%s>", sides[i], sides[i]);
    buf_add_c(out, "<diagonal/></border></borders>");
}

// ---- the styles

static void style_add(StrBuf *out, const Styles *styles, size_t index)
{
    static const char *const across[] = {"", " horizontal=\"left\"", " horizontal=\"center\"",
                                         " horizontal=\"right\""};
    const CellStyle *style = &styles->styles.at[index];
    bool first;
    unsigned pattern = pattern_number(styles, style->pattern, &first, index);

    buf_print(out, "<xf numFmtId=\"%u\" fontId=\"%zu\" fillId=\"%zu\" borderId=\"%d\" xfId=\"0\"", pattern,
              index + 1, style->fill ? index + OWN_FILLS : 0, style->border);
    if (pattern)
        buf_add_c(out, " applyNumberFormat=\"1\"");
    buf_add_c(out, " applyFont=\"1\"");
    if (style->fill)
        buf_add_c(out, " applyFill=\"1\"");
    if (style->border)
        buf_add_c(out, " applyBorder=\"1\"");
    buf_print(out, " applyAlignment=\"1\"%s><alignment%s vertical=\"center\"",
              style->unlocked ? " applyProtection=\"1\"" : "", across[style->across]);
    if (style->indent > 0)
        buf_print(out, " indent=\"%d\"", style->indent);
    buf_print(out, "%s/>%s</xf>", style->wrap ? " wrapText=\"1\"" : "",
              style->unlocked ? "<protection locked=\"0\"/>" : "");
}

Str styles_xml(Arena *arena, const Styles *styles)
{
    StrBuf out = {.arena = arena};

    buf_add_c(&out, BOOK_HEAD_XML "<styleSheet xmlns=\"" BOOK_NAMESPACE "\">");
    patterns_add(&out, styles);
    fonts_add(&out, styles);
    fills_add(&out, styles);
    borders_add(&out);
    buf_print(&out,
              "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
              "borderId=\"0\"/></cellStyleXfs><cellXfs count=\"%zu\"><xf numFmtId=\"0\" fontId=\"0\" "
              "fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
              styles->styles.n + 1);
    for (size_t i = 0; i < styles->styles.n; i++)
        style_add(&out, styles, i);
    buf_add_c(&out, "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
                    "builtinId=\"0\"/></cellStyles><dxfs count=\"0\"/></styleSheet>");
    return buf_str(&out);
}
