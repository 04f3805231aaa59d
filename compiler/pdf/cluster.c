// Which characters a reader of the page finds in glyphs.
//
// A mark whose blank half is trimmed away (CLREQ 3.1.6) keeps its full width in the font: its box reaches
// half an em over its neighbour's. Readers that put text together by boxes (poppler) part the two, into lines
// even. W must agree with the font program (ISO 19005-2 6.2.11.5), so the box cannot be made smaller; but a
// span with ActualText (14.9.4) has one box for all that is in it, and the two in one span are read as one
// piece. So are a mark that is narrow in its font and the blank that makes it wide, and ideographs of a line
// that is spread past what readers bear (a tenth of an em), where they would read spaces.
#include "pdf/internal-cluster.h"

static bool cluster_of(const Page *page, size_t item, size_t to, Cluster *cluster)
{
    while (item < to && page->items[item].run.glyph_count == 0)
        item++;
    if (item >= to)
        return false;
    cluster->run = &page->items[item].run;
    cluster->item = item;
    cluster->first = 0;
    cluster->end = run_cluster(cluster->run, 0, &cluster->text);
    return true;
}

bool cluster_first(const Page *page, size_t from, size_t to, Cluster *cluster)
{
    return cluster_of(page, from, to, cluster);
}

bool cluster_next(const Page *page, size_t to, Cluster *cluster)
{
    if (cluster->end == cluster->run->glyph_count)
        return cluster_of(page, cluster->item + 1, to, cluster);
    cluster->first = cluster->end;
    cluster->end = run_cluster(cluster->run, cluster->first, &cluster->text);
    return true;
}

// One glyph may be used for several texts (a radical and the ideograph it looks like), and several glyphs
// make one character.
bool cluster_needs_text(const PdfFonts *fonts, const Cluster *cluster)
{
    const GlyphRun *run = cluster->run;
    const PdfFont *font = &fonts->fonts.at[fonts_index(fonts, run->font)];
    return cluster->end - cluster->first > 1 ||
           !str_equal(font_used(font, run->glyphs[cluster->first].id)->text, cluster->text);
}

static Length start_of(const Cluster *cluster)
{
    return cluster->run->x + cluster->run->glyphs[cluster->first].x;
}

static Length end_of(const PdfFonts *fonts, const Cluster *cluster)
{
    const GlyphRun *run = cluster->run;
    const PdfFont *font = &fonts->fonts.at[fonts_index(fonts, run->font)];
    const Glyph *last = &run->glyphs[cluster->end - 1];
    return run->x + last->x + length_scale(run->size, font_used(font, last->id)->width, 1000);
}

// Marks that are as wide as an ideograph in a line of Chinese, but not in every font.
static bool western_mark(const Cluster *cluster)
{
    size_t at = 0;
    uint32_t code = cluster->text.n > 0 ? utf8_next(cluster->text, &at) : 0;
    return code == 0xb7 || (code >= 0x2010 && code <= 0x2027);
}

static bool is_chinese(const Cluster *cluster)
{
    size_t at = 0;
    uint32_t code = cluster->text.n > 0 ? utf8_next(cluster->text, &at) : 0;
    return char_is_han(code) || char_is_full_width(code);
}

bool clusters_part(const PdfFonts *fonts, const Cluster *first, const Cluster *second)
{
    const GlyphRun *a = first->run, *b = second->run;
    Length y = a->y + a->glyphs[first->first].y;
    if (y != b->y + b->glyphs[second->first].y || a->size != b->size)
        return false;
    Length over = end_of(fonts, first) - start_of(second);
    // Poppler bears a tenth of an em.
    if (over > a->size / 16)
        return start_of(second) > start_of(first) && over < a->size * 3 / 4;
    if (over >= -a->size / 16 || over <= -a->size * 3 / 4)
        return false;
    return western_mark(first) || western_mark(second) ||
           (over < -a->size * 3 / 32 && is_chinese(first) && is_chinese(second));
}
