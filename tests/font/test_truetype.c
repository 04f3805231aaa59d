// Curves as quadratic splines, and TrueType files that HarfBuzz reads again, with the fonts that Debian and
// fonts/fetch.sh install.
#include "testing.h"

#include <hb-ot.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "font/internal-truetype.h"
#include "random.h"

// ---- curves

enum { SAMPLES = 200 };

static Place2 cubic_at(const Place2 p[4], double t)
{
    double s = 1 - t, a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
    return (Place2){a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
                    a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y};
}

static Place2 quadratic_at(Place2 p0, Place2 p1, Place2 p2, double t)
{
    double s = 1 - t;
    return (Place2){s * s * p0.x + 2 * s * t * p1.x + t * t * p2.x,
                    s * s * p0.y + 2 * s * t * p1.y + t * t * p2.y};
}

static double segment_distance(Place2 p, Place2 a, Place2 b)
{
    double x = b.x - a.x, y = b.y - a.y, length = x * x + y * y;
    double t = length > 0 ? ((p.x - a.x) * x + (p.y - a.y) * y) / length : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return hypot(p.x - a.x - t * x, p.y - a.y - t * y);
}

// From each of some points to the line through the others, the greatest.
static double farthest(const Place2 *from, size_t n, const Place2 *line, size_t m)
{
    double most = 0;
    for (size_t i = 0; i < n; i++) {
        double nearest = INFINITY;
        for (size_t k = 0; k + 1 < m; k++)
            nearest = fmin(nearest, segment_distance(from[i], line[k], line[k + 1]));
        most = fmax(most, nearest);
    }
    return most;
}

static void assert_near(const Place2 cubic[4])
{
    static Place2 wanted[SAMPLES + 1], drawn[QUADRATICS_MOST * SAMPLES];
    Place2 controls[QUADRATICS_MOST], start = {round(cubic[0].x), round(cubic[0].y)};
    size_t n = quadratics_fit(cubic, 1, controls), points = 0;
    size_t each = n < 4 ? 60 : 12;
    for (size_t i = 0; i <= SAMPLES; i++)
        wanted[i] = cubic_at(cubic, (double)i / SAMPLES);
    for (size_t i = 0; i < n; i++) {
        Place2 end = i + 1 < n ? (Place2){(controls[i].x + controls[i + 1].x) / 2,
                                          (controls[i].y + controls[i + 1].y) / 2}
                               : (Place2){round(cubic[3].x), round(cubic[3].y)};
        assert_true(controls[i].x == round(controls[i].x) && controls[i].y == round(controls[i].y));
        for (size_t k = 0; k <= each; k++)
            drawn[points++] = quadratic_at(start, controls[i], end, (double)k / (double)each);
        start = end;
    }
    // Chords cut a little off.
    double away = farthest(wanted, SAMPLES + 1, drawn, points),
           back = farthest(drawn, points, wanted, SAMPLES + 1);
    if (away > 1.1 || back > 1.1)
        fail_msg("%g %g, %g %g, %g %g, %g %g: %zu pieces, %g and %g away", cubic[0].x, cubic[0].y, cubic[1].x,
                 cubic[1].y, cubic[2].x, cubic[2].y, cubic[3].x, cubic[3].y, n, away, back);
}

static void random_curves_are_near(void **state)
{
    (void)state;
    Random random = {7};
    for (size_t i = 0; i < 400; i++) {
        Place2 cubic[4];
        uint32_t span = i % 3 == 0 ? 30 : i % 3 == 1 ? 300 : 2000;
        for (size_t k = 0; k < 4; k++)
            cubic[k] = (Place2){(double)random_below(&random, span), (double)random_below(&random, span)};
        assert_near(cubic);
    }
}

static void curves_at_the_edge_are_near(void **state)
{
    (void)state;
    static const Place2 cubics[][4] = {
        {{0, 0}, {0, 0}, {0, 0}, {0, 0}},              // a point
        {{0, 0}, {100, 0}, {200, 0}, {300, 0}},        // straight
        {{0, 0}, {300, 0}, {-100, 0}, {200, 0}},       // there and back
        {{0, 0}, {0, 0}, {100, 100}, {100, 100}},      // no tangents
        {{0, 0}, {1000, 1000}, {0, 1000}, {1000, 0}},  // a loop
        {{0, 0}, {1000, 1000}, {-1000, 1000}, {0, 0}}, // back to its start
        {{0, 0}, {0, 55.2}, {44.8, 100}, {100, 100}},  // a quarter of a circle
        {{0.5, 0.5}, {20.25, 0}, {40, 19.75}, {40.5, 40.5}},
    };
    for (size_t i = 0; i < sizeof cubics / sizeof cubics[0]; i++)
        assert_near(cubics[i]);
}

static void few_pieces_are_taken(void **state)
{
    (void)state;
    static const Place2 quarter[] = {{0, 0}, {0, 55}, {45, 100}, {100, 100}};
    static const Place2 raised[] = {{0, 0}, {20, 40}, {40, 40}, {60, 0}}; // a quadratic by another name
    Place2 controls[QUADRATICS_MOST];
    assert_int_equal(quadratics_fit(raised, 1, controls), 1);
    assert_true(controls[0].x == 30 && controls[0].y == 60);
    assert_true(quadratics_fit(quarter, 1, controls) <= 3);
}

static void squares_grow_and_their_holes_shrink(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    // Clockwise; the hole the other way.
    static const Place2 corners[] = {{0, 0},   {0, 100}, {100, 100}, {100, 0},
                                     {40, 40}, {60, 40}, {60, 60},   {40, 60}};
    static const Place2 wanted[] = {{-5, -5}, {-5, 105}, {105, 105}, {105, -5},
                                    {45, 45}, {55, 45},  {55, 55},   {45, 55}};
    static const size_t ends[] = {4, 8};
    for (int back = 0; back < 2; back++) {
        OutlinePoint points[8];
        for (size_t i = 0; i < 8; i++)
            points[i] = (OutlinePoint){corners[back ? ends[i / 4] - 1 - i % 4 : i], true};
        outline_embolden(arena, points, ends, 2, 5);
        for (size_t i = 0; i < 8; i++) {
            Place2 corner = wanted[back ? ends[i / 4] - 1 - i % 4 : i];
            assert_true(points[i].at.x == corner.x && points[i].at.y == corner.y);
        }
    }
    arena_free(arena);
}

// ---- files

static const char *const folders[] = {DATA_DIR "/fonts/fetched", "/usr/share/fonts/opentype/noto",
                                      "/usr/share/fonts/truetype/lxgw-wenkai"};
static const Str families[][1] = {{{"FandolFang", 10}}, {{"Noto Serif CJK SC", 17}}, {{"LXGW WenKai", 11}}};

enum { FANG, SERIF, KAI, FACE_COUNT };

typedef struct State {
    Arena *arena;
    Diag *diag;
    FaceSpec faces[FACE_COUNT];
    Style style;
    FontSet *set;
} State;

static int setup(void **data)
{
    State *s = calloc(1, sizeof *s);
    s->arena = arena_new();
    s->diag = diag_new();
    for (size_t i = 0; i < FACE_COUNT; i++)
        s->faces[i] = (FaceSpec){families[i][0], families[i], 1};
    s->style.faces = s->faces;
    s->style.face_count = FACE_COUNT;
    s->style.fallback = &s->faces[SERIF];
    s->set = fontset_open(s->diag, &s->style, (FontOptions){.folders = folders, .folder_count = 3});
    *data = s;
    return s->set ? 0 : -1;
}

static int teardown(void **data)
{
    State *s = *data;
    fontset_free(s->set);
    diag_free(s->diag);
    arena_free(s->arena);
    free(s);
    return 0;
}

// Outlines as the area that they enclose, by its sign, and their box.
typedef struct Shape {
    double area;
    Place2 pen;
    double left, bottom, right, top;
    bool any;
} Shape;

static void shape_to(Shape *shape, Place2 to)
{
    shape->area += (shape->pen.x * to.y - to.x * shape->pen.y) / 2;
    shape->left = shape->any ? fmin(shape->left, to.x) : to.x;
    shape->right = shape->any ? fmax(shape->right, to.x) : to.x;
    shape->bottom = shape->any ? fmin(shape->bottom, to.y) : to.y;
    shape->top = shape->any ? fmax(shape->top, to.y) : to.y;
    shape->any = true;
    shape->pen = to;
}

static void shape_move(hb_draw_funcs_t *funcs, void *shape, hb_draw_state_t *state, float x, float y,
                       void *data)
{
    (void)funcs, (void)state, (void)data;
    ((Shape *)shape)->pen = (Place2){x, y};
}

static void shape_line(hb_draw_funcs_t *funcs, void *shape, hb_draw_state_t *state, float x, float y,
                       void *data)
{
    (void)funcs, (void)state, (void)data;
    shape_to(shape, (Place2){x, y});
}

static void shape_cubic(hb_draw_funcs_t *funcs, void *context, hb_draw_state_t *state, float x1, float y1,
                        float x2, float y2, float x, float y, void *data)
{
    (void)funcs, (void)state, (void)data;
    Shape *shape = context;
    const Place2 cubic[] = {shape->pen, {x1, y1}, {x2, y2}, {x, y}};
    for (int i = 1; i <= 32; i++)
        shape_to(shape, cubic_at(cubic, i / 32.0));
}

static Shape shape_of(hb_font_t *font, uint32_t glyph)
{
    Shape shape = {0};
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, shape_move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, shape_line, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, shape_cubic, NULL, NULL); // quadratics come as cubics too
    hb_font_get_glyph_shape(font, glyph, funcs, &shape);
    hb_draw_funcs_destroy(funcs);
    return shape;
}

static hb_font_t *font_open(Str bytes)
{
    hb_blob_t *blob = hb_blob_create(bytes.at, (unsigned)bytes.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(face);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return font;
}

static FontDrawing *drawings_of(State *s, const Font *font, const char *sorted, size_t *n)
{
    Str text = str_of(sorted);
    FontDrawing *drawings = ARENA_ARRAY(s->arena, FontDrawing, text.n);
    *n = 0;
    for (size_t at = 0; at < text.n;) {
        FontPart *part = ARENA_NEW(s->arena, FontPart);
        uint32_t code = utf8_next(text, &at);
        part->glyph = font_glyph(font, code);
        assert_true(part->glyph != 0);
        drawings[(*n)++] = (FontDrawing){code, part, 1};
    }
    return drawings;
}

static const Font *font_at(State *s, int face)
{
    return fontset_font(s->set, &s->faces[face], 0x4e2d, false);
}

static void files_draw_what_the_face_draws(void **data)
{
    State *s = *data;
    for (int face = 0; face < FACE_COUNT; face++) {
        const Font *font = font_at(s, face);
        size_t n;
        FontDrawing *drawings = drawings_of(s, font, "0123AQbg一万三中乙亿元公开算预，", &n);
        Str file = font_truetype(font, s->arena, drawings, n, STR("Test-Regular"));
        hb_font_t *read = font_open(file);
        int sign = font_info(font)->cff ? -1 : 1;
        assert_int_equal(hb_face_get_upem(hb_font_get_face(read)), font_info(font)->units_per_em);
        for (size_t i = 0; i < n; i++) {
            hb_codepoint_t glyph = 0;
            uint32_t whole = drawings[i].parts[0].glyph;
            assert_true(hb_font_get_nominal_glyph(read, drawings[i].code, &glyph));
            assert_int_equal(glyph, i + FONT_FIRST_DRAWN);
            assert_int_equal(hb_font_get_glyph_h_advance(read, glyph), font_advance(font, whole));
            Shape wanted = shape_of(font->font, whole), drawn = shape_of(read, glyph);
            double around = 2 * (wanted.right - wanted.left + wanted.top - wanted.bottom);
            if (fabs(wanted.left - drawn.left) > 1.5 || fabs(wanted.right - drawn.right) > 1.5 ||
                fabs(wanted.top - drawn.top) > 1.5 || fabs(wanted.bottom - drawn.bottom) > 1.5 ||
                fabs(wanted.area * sign - drawn.area) > around)
                fail_msg("face %d, U+%04X: area %g for %g", face, drawings[i].code, drawn.area, wanted.area);
        }
        hb_codepoint_t glyph;
        assert_false(hb_font_get_nominal_glyph(read, 0x4e8c, &glyph));
        hb_font_destroy(read);
    }
}

static void planes_and_variants_are_reached(void **data)
{
    State *s = *data;
    const Font *font = font_at(s, SERIF);
    const FontPart one = {font_glyph(font, 0x4e00), 0, 0};
    const FontPart two[] = {{font_glyph(font, 'f'), 0, 0}, {font_glyph(font, 'i'), 300, 20}};
    const FontDrawing drawings[] = {{'f', two, 2},     {0x4e8c, &one, 1},  {0x4e8d, NULL, 0},
                                    {0xffff, &one, 1}, {0x10000, &one, 1}, {0x20bb7, &one, 1}};
    enum { N = sizeof drawings / sizeof drawings[0] };
    Str file = font_truetype(font, s->arena, drawings, N, STR("Test-Regular"));
    hb_font_t *read = font_open(file);
    for (size_t i = 0; i < N; i++) {
        hb_codepoint_t glyph = 0;
        assert_true(hb_font_get_nominal_glyph(read, drawings[i].code, &glyph));
        assert_int_equal(glyph, i + FONT_FIRST_DRAWN);
    }
    Shape f = shape_of(font->font, two[0].glyph), i = shape_of(font->font, two[1].glyph);
    Shape both = shape_of(read, FONT_FIRST_DRAWN), bar = shape_of(read, FONT_FIRST_DRAWN + 1);
    assert_true(fabs(both.right - (i.right + 300)) < 1.5 && fabs(both.left - f.left) < 1.5);
    assert_true(fabs(bar.area + shape_of(font->font, one.glyph).area) < 2000);
    assert_int_equal(hb_font_get_glyph_h_advance(read, FONT_FIRST_DRAWN),
                     300 + font_advance(font, two[1].glyph));
    assert_false(shape_of(read, FONT_EMPTY_DRAWN).any);
    assert_false(shape_of(read, FONT_FIRST_DRAWN + 2).any);
    hb_font_destroy(read);
}

static unsigned number_at(Str bytes, size_t at, int size)
{
    unsigned value = 0;
    for (int i = 0; i < size; i++)
        value = value << 8 | (uint8_t)bytes.at[at + (size_t)i];
    return value;
}

static void tables_are_as_readers_want_them(void **data)
{
    State *s = *data;
    const Font *font = font_at(s, SERIF);
    size_t n;
    FontDrawing *drawings = drawings_of(s, font, "一万三中", &n);
    Str file = font_truetype(font, s->arena, drawings, n, STR("Test-Regular"));
    static const char tags[] = "OS/2cmapglyfheadhheahmtxlocamaxpnamepost";
    uint32_t sum = 0;
    assert_int_equal(number_at(file, 4, 2), 10);
    for (size_t i = 0; i < 10; i++) {
        size_t at = number_at(file, 12 + 16 * i + 8, 4), length = number_at(file, 12 + 16 * i + 12, 4);
        assert_memory_equal(file.at + 12 + 16 * i, tags + 4 * i, 4);
        assert_true(at % 4 == 0 && at + length <= file.n);
    }
    for (size_t i = 0; i < file.n; i += 4)
        sum += number_at(file, i, 4);
    assert_int_equal(sum, 0xB1B0AFBA);
    assert_true(str_equal(file, font_truetype(font, s->arena, drawings, n, STR("Test-Regular"))));
    assert_true(str_find(file, STR("\0T\0e\0s\0t\0-\0R"), 0) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_curves_are_near),
        cmocka_unit_test(curves_at_the_edge_are_near),
        cmocka_unit_test(few_pieces_are_taken),
        cmocka_unit_test(squares_grow_and_their_holes_shrink),
        cmocka_unit_test(files_draw_what_the_face_draws),
        cmocka_unit_test(planes_and_variants_are_reached),
        cmocka_unit_test(tables_are_as_readers_want_them),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
