// What HarfBuzz is asked for, and which glyphs it may change then.
#include <hb-ot.h>

#include "font/internal-face.h"

// Han shaping whatever the characters, so that a quotation mark or a digit beside Han text takes the same
// forms as in it, and Noto CJK its mainland ones.
static void properties_fill(hb_segment_properties_t *properties)
{
    *properties = (hb_segment_properties_t)HB_SEGMENT_PROPERTIES_DEFAULT;
    properties->direction = HB_DIRECTION_LTR;
    properties->script = HB_SCRIPT_HAN;
    properties->language = hb_language_from_string("zh-CN", -1);
}

void font_set_properties(hb_buffer_t *buffer)
{
    hb_segment_properties_t properties;
    properties_fill(&properties);
    hb_buffer_set_segment_properties(buffer, &properties);
}

// Every glyph that a lookup of the shape plan reads, whether as input or as context: what is not among them
// comes out as it went in, whatever stands beside it.
hb_set_t *font_shaped_glyphs(hb_face_t *face)
{
    hb_segment_properties_t properties;
    properties_fill(&properties);
    hb_set_t *glyphs = hb_set_create(), *lookups = hb_set_create();
    hb_shape_plan_t *plan = hb_shape_plan_create_cached(face, &properties, NULL, 0, NULL);
    const hb_tag_t tables[] = {HB_OT_TAG_GSUB, HB_OT_TAG_GPOS};
    for (size_t i = 0; i < 2; i++) {
        hb_set_clear(lookups);
        hb_ot_shape_plan_collect_lookups(plan, tables[i], lookups);
        hb_codepoint_t lookup = HB_SET_VALUE_INVALID;
        while (hb_set_next(lookups, &lookup))
            hb_ot_layout_lookup_collect_glyphs(face, tables[i], lookup, glyphs, glyphs, glyphs, NULL);
    }
    hb_shape_plan_destroy(plan);
    hb_set_destroy(lookups);
    return glyphs;
}
