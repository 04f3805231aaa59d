// A glyph's outline as an SVG path.
#include <stdlib.h>

#include "font/internal-face.h"

// Coordinates are whole font units, but for the halves between the points of a TrueType curve: printed
// exactly.
static void outline_number(StrBuf *path, float value)
{
    long hundredths = (long)(value * 100 + (value < 0 ? -0.5F : 0.5F));
    buf_print(path, "%s%ld", hundredths < 0 ? "-" : "", labs(hundredths) / 100);
    if (hundredths % 100 != 0)
        buf_print(path, hundredths % 10 == 0 ? ".%ld" : ".%02ld",
                  labs(hundredths) % 100 / (hundredths % 10 == 0 ? 10 : 1));
}

static void outline_points(StrBuf *path, char operator, const float * points, size_t n)
{
    buf_add_char(path, operator);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_add_char(path, ' ');
        outline_number(path, points[i]);
    }
}

static void outline_move(hb_draw_funcs_t *funcs, void *path, hb_draw_state_t *state, float x, float y,
                         void *data)
{
    (void)funcs, (void)state, (void)data;
    outline_points(path, 'M', (float[]){x, y}, 2);
}

static void outline_line(hb_draw_funcs_t *funcs, void *path, hb_draw_state_t *state, float x, float y,
                         void *data)
{
    (void)funcs, (void)state, (void)data;
    outline_points(path, 'L', (float[]){x, y}, 2);
}

static void outline_quadratic(hb_draw_funcs_t *funcs, void *path, hb_draw_state_t *state, float x1, float y1,
                              float x, float y, void *data)
{
    (void)funcs, (void)state, (void)data;
    outline_points(path, 'Q', (float[]){x1, y1, x, y}, 4);
}

static void outline_cubic(hb_draw_funcs_t *funcs, void *path, hb_draw_state_t *state, float x1, float y1,
                          float x2, float y2, float x, float y, void *data)
{
    (void)funcs, (void)state, (void)data;
    outline_points(path, 'C', (float[]){x1, y1, x2, y2, x, y}, 6);
}

static void outline_close(hb_draw_funcs_t *funcs, void *path, hb_draw_state_t *state, void *data)
{
    (void)funcs, (void)state, (void)data;
    buf_add_char(path, 'Z');
}

Str font_outline(const Font *font, Arena *arena, uint32_t glyph)
{
    StrBuf path = {.arena = arena};
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, outline_move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, outline_line, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(funcs, outline_quadratic, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, outline_cubic, NULL, NULL);
    hb_draw_funcs_set_close_path_func(funcs, outline_close, NULL, NULL);
    hb_font_get_glyph_shape(font->font, glyph, funcs, &path);
    hb_draw_funcs_destroy(funcs);
    return buf_str(&path);
}
