// Sections of pages: their size, margins, grid, heads and feet.
#include "docx/internal-docx.h"

#define HEADER_FROM_EDGE length_um(15000)

static void feet_refer(const Writing *writing, StrBuf *out, SectionKind kind)
{
    static const char *const feet[] = {
        [SECTION_COVER] = "Blank", [SECTION_CONTENTS] = "Contents", [SECTION_BODY] = "Body"};

    buf_print(
        out,
        "<w:headerReference w:type=\"even\" r:id=\"rIdHead\"/><w:headerReference w:type=\"default\" "
        "r:id=\"rIdHead\"/><w:footerReference w:type=\"even\" r:id=\"rIdFoot%sEven\"/><w:footerReference "
        "w:type=\"default\" r:id=\"rIdFoot%s\"/>",
        feet[kind], feet[kind]);
    (void)writing;
}

static void size_add(const Writing *writing, StrBuf *out)
{
    const PageStyle *page = &writing->style->page;
    Length top = page->margin_top, left = page->margin_inner, bottom = page->height - top - page->area_height,
           right = page->width - left - page->area_width;
    Length foot =
        bottom - page->number_below - length_scale(writing->style->roles[ROLE_PAGE_NUMBER].size, 12, 100);
    bool turned = writing->turned;

    buf_print(out, "<w:pgSz w:w=\"%lld\" w:h=\"%lld\"%s/>",
              (long long)twips(turned ? page->height : page->width),
              (long long)twips(turned ? page->width : page->height), turned ? " w:orient=\"landscape\"" : "");
    if (foot < length_pt(10))
        foot = length_pt(10);
    buf_print(out,
              "<w:pgMar w:top=\"%lld\" w:right=\"%lld\" w:bottom=\"%lld\" w:left=\"%lld\" w:header=\"%lld\" "
              "w:footer=\"%lld\" w:gutter=\"0\"/>",
              (long long)twips(turned ? left : top), (long long)twips(turned ? top : right),
              (long long)twips(turned ? right : bottom), (long long)twips(turned ? bottom : left),
              (long long)twips(HEADER_FROM_EDGE),
              (long long)twips(turned && foot > right / 2 ? right / 2 : foot));
}

// Lines stand on a grid, 22 a page; that 28 characters fill a line is their spacing's (styles.c): a grid of
// characters narrower than their size is one that LibreOffice sets half as many on.
static void grid_add(const Writing *writing, StrBuf *out, SectionKind kind)
{
    const char *type = kind == SECTION_BODY && !writing->turned ? " w:type=\"lines\"" : "";

    buf_print(out, "<w:docGrid%s w:linePitch=\"%lld\"/>", type,
              (long long)line_pitch(writing->style->roles[ROLE_BODY].leading));
}

Str section_properties(const Writing *writing, SectionKind kind)
{
    StrBuf out = {.arena = writing->arena};

    buf_add_c(&out, "<w:sectPr>");
    feet_refer(writing, &out, kind);
    buf_add_c(&out, "<w:type w:val=\"nextPage\"/>");
    size_add(writing, &out);
    if (kind == SECTION_CONTENTS)
        buf_add_c(&out, "<w:pgNumType w:fmt=\"lowerRoman\" w:start=\"1\"/>");
    else if (kind == SECTION_BODY)
        buf_print(&out, "<w:pgNumType w:fmt=\"decimal\"%s/>", writing->counted ? "" : " w:start=\"1\"");
    grid_add(writing, &out, kind);
    buf_add_c(&out, "</w:sectPr>");
    return buf_str(&out);
}

void section_end(Writing *writing, SectionKind kind)
{
    StrBuf *out = &writing->body, rest = {.arena = writing->arena};

    if (writing->properties_end == 0)
        write_nothing(writing);
    buf_add(&rest, (Str){out->at + writing->properties_end, out->n - writing->properties_end});
    out->n = writing->properties_end;
    buf_add(out, section_properties(writing, kind));
    buf_add(out, buf_str(&rest));
    writing->properties_end = 0;
    writing->counted = writing->counted || kind == SECTION_BODY;
}
