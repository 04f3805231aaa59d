// Families, fallback, shaping and subsets, with the fonts that Debian and fonts/fetch.sh install.
#include "testing.h"

#include <dirent.h>
#include <fcntl.h>
#include <hb-ot.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "font/font.h"

static const char *const folders[] = {DATA_DIR "/fonts/fetched", "/usr/share/fonts/opentype/noto",
                                      "/usr/share/fonts/truetype/lxgw-wenkai", "/nowhere/at/all"};

static const Str fang_families[] = {{"No Such FangSong", 16}, {"FandolFang", 10}};
static const Str serif_families[] = {{"Noto Serif CJK SC", 17}};
static const Str serif_bold_families[] = {{"Noto Serif CJK SC:Bold", 22}};
static const Str kai_families[] = {{"霞鹜文楷", 12}};
static const Str absent_families[] = {{"Noto Serif CJK", 14}, {"Nobody's Font", 13}};

enum { FANG, SERIF, SERIF_BOLD, KAI, ABSENT, FACE_COUNT };

typedef struct State {
    Arena *arena;
    Diag *diag;
    FaceSpec faces[FACE_COUNT];
    Style style;
    FontSet *set;
} State;

static FontOptions options(const char *cache)
{
    return (FontOptions){.folders = folders, .folder_count = 4, .cache_folder = cache};
}

static int setup(void **data)
{
    State *s = calloc(1, sizeof *s);
    s->arena = arena_new();
    s->diag = diag_new();
    s->faces[FANG] = (FaceSpec){STR("仿宋"), fang_families, 2};
    s->faces[SERIF] = (FaceSpec){STR("宋体"), serif_families, 1};
    s->faces[SERIF_BOLD] = (FaceSpec){STR("小标宋"), serif_bold_families, 1};
    s->faces[KAI] = (FaceSpec){STR("楷体"), kai_families, 1};
    s->faces[ABSENT] = (FaceSpec){STR("无"), absent_families, 2};
    s->style.faces = s->faces;
    s->style.face_count = ABSENT;
    s->style.fallback = &s->faces[SERIF];
    s->set = fontset_open(s->diag, &s->style, options(NULL));
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

static const Font *face(State *s, int index)
{
    return fontset_font(s->set, &s->faces[index], 0x4e00, false);
}

static void families_are_exact(void **data)
{
    State *s = *data;
    assert_str(font_info(face(s, FANG))->family, "FandolFang");
    assert_true(font_info(face(s, FANG))->cff);
    assert_str(font_info(face(s, SERIF))->postscript_name, "NotoSerifCJKsc-Regular");
    assert_true(font_info(face(s, SERIF))->serif);
    assert_str(font_info(face(s, SERIF_BOLD))->postscript_name, "NotoSerifCJKsc-Bold");
    assert_true(font_info(face(s, SERIF_BOLD))->bold);
    assert_str(font_info(face(s, KAI))->postscript_name, "LXGWWenKai-Regular");
    assert_false(font_info(face(s, KAI))->cff);
    assert_int_equal(font_info(face(s, SERIF))->ascent, 880);
    assert_int_equal(font_info(face(s, SERIF))->descent, -120);
    assert_int_equal(diag_total(s->diag), 0);
}

static void bold_is_a_face_or_synthetic(void **data)
{
    State *s = *data;
    const Font *serif = fontset_font(s->set, &s->faces[SERIF], 0x4e00, true);
    assert_str(font_info(serif)->postscript_name, "NotoSerifCJKsc-Bold");
    assert_false(font_info(serif)->synthetic_bold);
    assert_ptr_equal(serif, face(s, SERIF_BOLD));
    const Font *fang = fontset_font(s->set, &s->faces[FANG], 0x4e00, true);
    assert_true(font_info(fang)->synthetic_bold);
    assert_ptr_not_equal(fang, face(s, FANG));
    assert_ptr_equal(font_program(fang), face(s, FANG));
    assert_false(font_info(face(s, FANG))->synthetic_bold);
}

// FandolFang draws ？ in the middle of its em, ～ － … short, 〇 small, ○ ① as wide as the em, and ＄ for ￥.
static void ill_drawn_marks_are_taken_from_the_next_family(void **data)
{
    static const uint32_t ill[] = {0xFF1F, 0xFF5E, 0xFF0D, 0x2026, 0x3007, 0x25CB, 0x2460, 0xFFE5};
    static const uint32_t well[] = {0xFF01, 0xFF0C, 0x3002, 0xFF08, 0x300A, 0x201C, 0x201D, 0xFF05, 0x4E00};
    State *s = *data;

    for (size_t i = 0; i < sizeof ill / sizeof *ill; i++)
        assert_str(font_info(fontset_font(s->set, &s->faces[FANG], ill[i], false))->family,
                   "Noto Serif CJK SC");
    for (size_t i = 0; i < sizeof well / sizeof *well; i++)
        assert_str(font_info(fontset_font(s->set, &s->faces[FANG], well[i], false))->family, "FandolFang");
    for (size_t i = 0; i < sizeof ill / sizeof *ill; i++)
        assert_str(font_info(fontset_font(s->set, &s->faces[KAI], ill[i], false))->family, "LXGW WenKai");
    assert_int_not_equal(font_glyph(face(s, FANG), 0xFF1F), 0);
    // “ is narrow in a 楷体: it is well drawn, but Chinese text wants it an em wide.
    assert_str(font_info(fontset_font(s->set, &s->faces[KAI], 0x201C, false))->family, "LXGW WenKai");
    assert_str(font_info(fontset_font_wide(s->set, &s->faces[KAI], 0x201C, false))->family,
               "Noto Serif CJK SC");
    assert_str(font_info(fontset_font_wide(s->set, &s->faces[FANG], 0x201C, false))->family, "FandolFang");
}

static void what_the_style_has_from_elsewhere_is(void **data)
{
    static const MarksElsewhere elsewhere[] = {{{"FandolFang", 10}, {"！一", 6}}};
    State *s = *data;
    FontSet *set;

    s->style.elsewhere = elsewhere;
    s->style.elsewhere_count = 1;
    set = fontset_open(s->diag, &s->style, options(NULL));
    assert_str(font_info(fontset_font(set, &s->faces[FANG], 0xFF01, false))->family, "Noto Serif CJK SC");
    assert_str(font_info(fontset_font(set, &s->faces[FANG], 0x4E00, false))->family, "Noto Serif CJK SC");
    assert_str(font_info(fontset_font(set, &s->faces[FANG], 0x4E8C, false))->family, "FandolFang");
    fontset_free(set);
}

// What no family draws well is drawn as well as can be.
static void an_ill_drawn_mark_is_better_than_none(void **data)
{
    State *s = *data;
    FontSet *set;

    s->style.fallback = &s->faces[FANG];
    set = fontset_open(s->diag, &s->style, options(NULL));
    assert_str(font_info(fontset_font(set, &s->faces[FANG], 0xFF1F, false))->family, "FandolFang");
    fontset_free(set);
}

static void missing_face_is_an_error(void **data)
{
    State *s = *data;
    s->style.face_count = FACE_COUNT;
    FontSet *set = fontset_open(s->diag, &s->style, options(NULL));
    assert_non_null(set);
    assert_int_equal(diag_total(s->diag), 1);
    assert_string_equal(diag_at(s->diag, 0)->rule, "font-missing");
    assert_int_equal(diag_at(s->diag, 0)->severity, SEVERITY_ERROR);
    assert_true(str_find(diag_at(s->diag, 0)->message, STR("Nobody's Font"), 0) >= 0);
    // Its characters still come from the fallback, so that one run finds every problem.
    const Font *font = fontset_font(set, &s->faces[ABSENT], 0x4e00, false);
    assert_str(font_info(font)->postscript_name, "NotoSerifCJKsc-Regular");
    fontset_free(set);
}

static void character_falls_back(void **data)
{
    State *s = *data;
    assert_int_equal(font_glyph(face(s, FANG), 0x20bb7), 0); // 𠮷
    const Font *font = fontset_font(s->set, &s->faces[FANG], 0x20bb7, false);
    assert_non_null(font);
    assert_str(font_info(font)->postscript_name, "NotoSerifCJKsc-Regular");
    assert_true(font_glyph(font, 0x20bb7) > 0);
    assert_true(font_glyph(font, 0x20bb7) == font_glyph(font, 0x20bb7)); // from the cache
    assert_null(fontset_font(s->set, &s->faces[FANG], 0x10fffd, false));
}

static void description_names_what_was_taken(void **data)
{
    State *s = *data;
    StrBuf out = {.arena = s->arena};
    fontset_describe(s->set, &out);
    Str text = buf_str(&out);
    assert_true(str_find(text, STR("仿宋: FandolFang"), 0) == 0);
    assert_true(str_find(text, STR("No Such FangSong"), 0) > 0);
}

// HarfBuzz alone, as the reference.
static void assert_shapes_as_harfbuzz(State *s, const Font *font, Str text)
{
    hb_blob_t *blob = hb_blob_create_from_file(str_c(s->arena, font_info(font)->file));
    hb_face_t *hb_face = hb_face_create(blob, font_info(font)->index);
    hb_font_t *hb_font = hb_font_create(hb_face);
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, text.at, (int)text.n, 0, (int)text.n);
    hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_language(buffer, hb_language_from_string("zh-CN", -1));
    hb_shape(hb_font, buffer, NULL, 0);
    unsigned expected;
    hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &expected);
    hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &expected);
    size_t n;
    ShapedGlyph *glyphs = font_shape(font, s->arena, text, NULL, &n);
    assert_int_equal(n, expected);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(glyphs[i].id, infos[i].codepoint);
        assert_int_equal(glyphs[i].text, infos[i].cluster);
        assert_int_equal(glyphs[i].advance, positions[i].x_advance);
        assert_int_equal(glyphs[i].x, positions[i].x_offset);
        assert_int_equal(glyphs[i].y, positions[i].y_offset);
    }
    hb_buffer_destroy(buffer);
    hb_font_destroy(hb_font);
    hb_face_destroy(hb_face);
    hb_blob_destroy(blob);
}

static void direct_path_equals_harfbuzz(void **data)
{
    State *s = *data;
    static const char *const texts[] = {
        "预算公开",
        "2023年年初预算数51.8万元，比上年增加1.8736万元。",
        "“三公”经费——（含AVA、To）……《办法》〔2019〕8号·①",
        "辻\xf3\xa0\x84\x80葛\xf3\xa0\x84\x81城",    // ideographic variation sequences
        "がか\xe3\x82\x99中\xe3\x80\xaa文e\xcc\x81", // combining marks
        "ー〱ヽ㌀㍿　。」",
        "",
    };
    for (int f = FANG; f <= KAI; f++)
        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
            assert_shapes_as_harfbuzz(s, face(s, f), str_of(texts[i]));
    // Every ideograph of the first block that a font has, each beside its neighbours.
    for (int f = FANG; f <= KAI; f++) {
        StrBuf all = {.arena = s->arena};
        for (uint32_t code = 0x4e00; code < 0x9fa6; code++)
            buf_add_code(&all, code);
        for (uint32_t code = 0x3000; code < 0x3030; code++)
            buf_add_code(&all, code);
        for (uint32_t code = 0xff01; code < 0xff5f; code++)
            buf_add_code(&all, code);
        assert_shapes_as_harfbuzz(s, face(s, f), buf_str(&all));
    }
}

static void features_reach_harfbuzz(void **data)
{
    State *s = *data;
    size_t n;
    ShapedGlyph *plain = font_shape(face(s, SERIF), s->arena, STR("，。"), NULL, &n);
    ShapedGlyph *half = font_shape(face(s, SERIF), s->arena, STR("，。"), "-kern,halt", &n);
    assert_int_equal(plain[0].advance, 1000);
    assert_int_equal(half[0].advance, 500);
}

// What is kept of a figure is what HarfBuzz says of it, asked once or twice.
static void figures_are_of_one_width(void **data)
{
    State *s = *data;
    const Font *font = face(s, SERIF);

    for (int again = 0; again < 2; again++)
        for (uint32_t code = '+'; code <= '9'; code++) {
            char at = (char)code;
            uint32_t glyph = 0;
            int32_t advance = 0;
            size_t n;
            ShapedGlyph *shaped = font_shape(font, s->arena, (Str){&at, 1}, "tnum", &n);
            assert_int_equal(n, 1);
            assert_true(font_tabular(font, code, &glyph, &advance));
            assert_int_equal(glyph, shaped[0].id);
            assert_int_equal(advance, shaped[0].advance);
        }
    uint32_t glyph;
    int32_t advance;
    assert_true(font_tabular(font, 0x2212, &glyph, &advance));
    assert_false(font_tabular(font, 0x5e74, &glyph, &advance)); // it is asked of figures alone
}

static const uint32_t sample[] = {0x9884, 0x7b97, 0x516c, 0x5f00, 0xff0c, 0x3002, 0x32, 0x30};

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static FontSubset *sample_subset(State *s, const Font *font, uint32_t glyphs[8])
{
    for (size_t i = 0; i < 8; i++)
        glyphs[i] = font_glyph(font, sample[i]);
    qsort(glyphs, 8, sizeof *glyphs, by_number);
    return font_subset(font, s->arena, s->diag, glyphs, 8);
}

static void subset_is_small_and_coded(void **data)
{
    State *s = *data;
    for (int f = FANG; f <= KAI; f++) {
        const Font *font = face(s, f);
        uint32_t glyphs[8];
        FontSubset *subset = sample_subset(s, font, glyphs);
        assert_non_null(subset);
        assert_int_equal(subset->cff, f != KAI);
        assert_true(subset->length > 500 && subset->length < 8000);
        assert_int_equal(subset->tag.n, 6);
        for (size_t i = 0; i < 8; i++) {
            assert_int_equal(subset->widths[i],
                             font_advance(font, glyphs[i]) * 1000 / font_info(font)->units_per_em);
            // Noto CJK's CIDs are its glyph ids; a TrueType subset is numbered anew.
            if (f == SERIF || f == SERIF_BOLD)
                assert_int_equal(subset->code_of[i], glyphs[i]);
            if (f == KAI)
                assert_int_equal(subset->code_of[i], i + 1);
        }
        FontSubset *again = sample_subset(s, font, glyphs);
        assert_true(str_equal(again->deflated, subset->deflated));
        assert_true(str_equal(again->tag, subset->tag));
    }
}

static char *cached_file(State *s, const char *folder)
{
    char *path = NULL;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        if (str_ends(str_of(entry->d_name), STR(".subset")))
            path = str_c(s->arena, str_print(s->arena, "%s/%s", folder, entry->d_name));
    if (dir)
        closedir(dir);
    return path;
}

static void damaged_cache_is_rewritten(void **data)
{
    State *s = *data;
    char base[] = "/tmp/gongkai-cache-XXXXXX";
    assert_non_null(mkdtemp(base));
    const char *folder = str_c(s->arena, str_print(s->arena, "%s/deep/er", base));
    FontSet *set = fontset_open(s->diag, &s->style, options(folder));
    const Font *font = fontset_font(set, &s->faces[FANG], 0x4e00, false);
    uint32_t glyphs[8];
    FontSubset *first = sample_subset(s, font, glyphs);
    char *path = cached_file(s, folder);
    assert_non_null(path);
    struct stat whole, mended;
    assert_int_equal(stat(path, &whole), 0);

    for (int damage = 0; damage < 3; damage++) {
        FontSubset *kept = sample_subset(s, font, glyphs);
        assert_true(str_equal(kept->deflated, first->deflated));
        assert_memory_equal(kept->code_of, first->code_of, sizeof(uint16_t) * 8);
        assert_memory_equal(kept->widths, first->widths, sizeof(uint16_t) * 8);
        assert_true(str_equal(kept->tag, first->tag));
        int fd = open(path, O_RDWR);
        if (damage == 0)
            assert_int_equal(pwrite(fd, "?", 1, whole.st_size - 100), 1); // a byte of the font
        else
            assert_int_equal(ftruncate(fd, damage == 1 ? 40 : 0), 0); // cut short, empty
        close(fd);
        FontSubset *anew = sample_subset(s, font, glyphs);
        assert_true(str_equal(anew->deflated, first->deflated));
        assert_int_equal(stat(path, &mended), 0);
        assert_int_equal(mended.st_size, whole.st_size);
    }
    // What is in the cache is what is used: a whole file with another key is not.
    FontSubset *other = font_subset(font, s->arena, s->diag, glyphs, 7);
    assert_false(str_equal(other->deflated, first->deflated));
    fontset_free(set);
    assert_int_equal(system(str_c(s->arena, str_print(s->arena, "rm -r %s", base))), 0);
}

typedef struct Cache {
    char base[32];
    const char *folder;
    FontSet *set;
    const Font *font;
    uint32_t glyphs[8];
    FontSubset *first;
    char *path; // of what is kept of it
} Cache;

static void cache_open(State *s, Cache *cache)
{
    strcpy(cache->base, "/tmp/gongkai-cache-XXXXXX");
    assert_non_null(mkdtemp(cache->base));
    cache->folder = str_c(s->arena, str_print(s->arena, "%s/gongkai", cache->base));
    cache->set = fontset_open(s->diag, &s->style, options(cache->folder));
    cache->font = fontset_font(cache->set, &s->faces[FANG], 0x4e00, false);
    cache->first = sample_subset(s, cache->font, cache->glyphs);
    cache->path = cached_file(s, cache->folder);
    assert_non_null(cache->path);
}

static void cache_close(State *s, Cache *cache)
{
    fontset_free(cache->set);
    assert_int_equal(system(str_c(s->arena, str_print(s->arena, "rm -r %s", cache->base))), 0);
}

// The same font whatever stands in the cache, and at once.
static void same_as_without(State *s, const Cache *cache)
{
    FontSubset *made = font_subset(cache->font, s->arena, s->diag, cache->glyphs, 8);
    assert_true(str_equal(made->deflated, cache->first->deflated));
    assert_memory_equal(made->code_of, cache->first->code_of, sizeof(uint16_t) * 8);
}

// Another document's subset under this one's name draws other glyphs.
static void an_entry_for_other_glyphs_is_not_taken(void **data)
{
    State *s = *data;
    Cache cache;
    uint32_t others[8];
    cache_open(s, &cache);
    char *kept = str_c(s->arena, str_print(s->arena, "%s-kept", cache.path));
    assert_int_equal(rename(cache.path, kept), 0);
    for (int i = 0; i < 8; i++)
        others[i] = cache.glyphs[i] + 1;
    FontSubset *other = font_subset(cache.font, s->arena, s->diag, others, 8);
    assert_false(str_equal(other->deflated, cache.first->deflated));
    assert_int_equal(rename(cached_file(s, cache.folder), cache.path), 0);
    same_as_without(s, &cache);
    cache_close(s, &cache);
}

static void what_others_may_have_put_there_is_not_taken(void **data)
{
    State *s = *data;
    Cache cache;
    cache_open(s, &cache);
    const char *aside = str_print(s->arena, "%s/aside", cache.base).at;
    // A pipe would wait for ever, a link leads to what is not the cache's.
    assert_int_equal(unlink(cache.path), 0);
    assert_int_equal(mkfifo(cache.path, 0600), 0);
    same_as_without(s, &cache);
    assert_int_equal(rename(cache.path, aside), 0);
    assert_int_equal(symlink("../aside", cache.path), 0);
    same_as_without(s, &cache);
    struct stat about;
    assert_int_equal(lstat(cache.path, &about), 0);
    assert_true(S_ISREG(about.st_mode)); // put there anew
    // One that others may write is put there anew too.
    assert_int_equal(chmod(cache.path, 0622), 0);
    same_as_without(s, &cache);
    assert_int_equal(stat(cache.path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    if (geteuid() == 0) { // who else could give a file away?
        assert_int_equal(chown(cache.path, 12345, (gid_t)-1), 0);
        same_as_without(s, &cache);
        assert_int_equal(stat(cache.path, &about), 0);
        assert_int_equal(about.st_uid, 0);
    }
    // Into a folder that others may write nothing is put.
    assert_int_equal(unlink(cache.path), 0);
    assert_int_equal(chmod(cache.folder, 0777), 0);
    same_as_without(s, &cache);
    assert_int_equal(access(cache.path, F_OK), -1);
    cache_close(s, &cache);
}

// A font changed in place, of the same length, with its old time: what was kept of the old one is not taken.
static void a_font_that_changed_is_not_its_old_self(void **data)
{
    State *s = *data;
    char base[] = "/tmp/gongkai-font-XXXXXX";
    assert_non_null(mkdtemp(base));
    const char *file = str_print(s->arena, "%s/a.otf", base).at;
    const char *cache = str_print(s->arena, "%s/cache", base).at;
    const char *found[] = {base};
    FontSubset *subsets[2];
    struct stat before;
    for (int i = 0; i < 2; i++) {
        if (i == 1) {
            int fd = open(file, O_RDWR);
            char byte;
            assert_int_equal(stat(file, &before), 0);
            assert_int_equal(pread(fd, &byte, 1, before.st_size / 2), 1);
            byte ^= 1;
            assert_int_equal(pwrite(fd, &byte, 1, before.st_size / 2), 1);
            close(fd);
            assert_int_equal(
                utimensat(AT_FDCWD, file, (struct timespec[]){before.st_atim, before.st_mtim}, 0), 0);
        } else {
            assert_int_equal(
                system(
                    str_print(s->arena, "cp %s/fonts/fetched/FandolFang-Regular.otf %s", DATA_DIR, file).at),
                0);
        }
        FontSet *set = fontset_open(
            s->diag, &s->style, (FontOptions){.folders = found, .folder_count = 1, .cache_folder = cache});
        const Font *font = fontset_font(set, &s->faces[FANG], 0x4e00, false);
        uint32_t glyphs[8];
        assert_non_null(font);
        subsets[i] = sample_subset(s, font, glyphs);
        fontset_free(set);
    }
    size_t kept = 0;
    DIR *dir = opendir(cache);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        kept += str_ends(str_of(entry->d_name), STR(".subset"));
    closedir(dir);
    assert_int_equal(kept, 2);
    assert_non_null(subsets[1]);
    assert_int_equal(system(str_print(s->arena, "rm -r %s", base).at), 0);
}

static void cache_that_cannot_be_written_is_no_matter(void **data)
{
    State *s = *data;
    FontSet *set = fontset_open(s->diag, &s->style, options("/proc/none/such"));
    const Font *font = fontset_font(set, &s->faces[KAI], 0x4e00, false);
    uint32_t glyphs[8];
    assert_non_null(sample_subset(s, font, glyphs));
    assert_int_equal(diag_total(s->diag), 0);
    fontset_free(set);
}

// A copy of FandolFang whose OS/2 table (OpenType 1.9) says what may be done with it.
static void write_restricted(State *s, const char *path, uint16_t type)
{
    FILE *from = fopen(DATA_DIR "/fonts/fetched/FandolFang-Regular.otf", "r"), *to = fopen(path, "w");
    assert_true(from && to);
    size_t size = 8 << 20, n;
    unsigned char *bytes = arena_alloc(s->arena, size);
    n = fread(bytes, 1, size, from);
    for (size_t at = 12; at < 12 + 16 * (size_t)(bytes[4] << 8 | bytes[5]); at += 16) {
        size_t table = (size_t)bytes[at + 8] << 24 | (size_t)bytes[at + 9] << 16 |
                       (size_t)bytes[at + 10] << 8 | bytes[at + 11];
        if (memcmp(bytes + at, "OS/2", 4) == 0) {
            bytes[table + 8] = (unsigned char)(type >> 8);
            bytes[table + 9] = (unsigned char)type;
        }
    }
    assert_int_equal(fwrite(bytes, 1, n, to), n);
    fclose(from);
    fclose(to);
}

static void forbidden_embedding_passes_over(void **data)
{
    State *s = *data;
    static const struct {
        uint16_t type;
        bool forbidden;
    } cases[] = {{0x0000, false}, {0x0002, true}, {0x0004, false}, {0x0008, false},
                 {0x000a, false}, {0x0100, true}, {0x0200, true}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char folder[] = "/tmp/gongkai-fonts-XXXXXX";
        assert_non_null(mkdtemp(folder));
        char *path = str_c(s->arena, str_print(s->arena, "%s/a.otf", folder));
        write_restricted(s, path, cases[i].type);
        const char *const searched[] = {folder, "/usr/share/fonts/opentype/noto",
                                        "/usr/share/fonts/truetype/lxgw-wenkai"};
        Diag *diag = diag_new();
        FontSet *set = fontset_open(diag, &s->style, (FontOptions){.folders = searched, .folder_count = 3});
        unlink(path);
        rmdir(folder);
        assert_int_equal(diag_has(diag, "font-embedding"), cases[i].forbidden);
        assert_int_equal(diag_has(diag, "font-missing"), cases[i].forbidden);
        assert_int_equal(diag_count(diag, SEVERITY_WARNING), cases[i].forbidden ? 1 : 0);
        const Font *font = fontset_font(set, &s->faces[FANG], 0x4e00, false);
        assert_str(font_info(font)->family, cases[i].forbidden ? "Noto Serif CJK SC" : "FandolFang");
        fontset_free(set);
        diag_free(diag);
    }
}

static void outline_is_a_path(void **data)
{
    State *s = *data;
    Str cubic = font_outline(face(s, FANG), s->arena, font_glyph(face(s, FANG), 0x4e00));
    assert_true(cubic.n > 20 && cubic.at[0] == 'M' && cubic.at[cubic.n - 1] == 'Z');
    assert_true(str_find_char(cubic, 'C', 0) > 0);
    Str quadratic = font_outline(face(s, KAI), s->arena, font_glyph(face(s, KAI), 0x4e00));
    assert_true(str_find_char(quadratic, 'Q', 0) > 0);
    assert_int_equal(font_outline(face(s, KAI), s->arena, font_glyph(face(s, KAI), ' ')).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(families_are_exact, setup, teardown),
        cmocka_unit_test_setup_teardown(bold_is_a_face_or_synthetic, setup, teardown),
        cmocka_unit_test_setup_teardown(ill_drawn_marks_are_taken_from_the_next_family, setup, teardown),
        cmocka_unit_test_setup_teardown(what_the_style_has_from_elsewhere_is, setup, teardown),
        cmocka_unit_test_setup_teardown(an_ill_drawn_mark_is_better_than_none, setup, teardown),
        cmocka_unit_test_setup_teardown(missing_face_is_an_error, setup, teardown),
        cmocka_unit_test_setup_teardown(character_falls_back, setup, teardown),
        cmocka_unit_test_setup_teardown(description_names_what_was_taken, setup, teardown),
        cmocka_unit_test_setup_teardown(direct_path_equals_harfbuzz, setup, teardown),
        cmocka_unit_test_setup_teardown(features_reach_harfbuzz, setup, teardown),
        cmocka_unit_test_setup_teardown(figures_are_of_one_width, setup, teardown),
        cmocka_unit_test_setup_teardown(subset_is_small_and_coded, setup, teardown),
        cmocka_unit_test_setup_teardown(damaged_cache_is_rewritten, setup, teardown),
        cmocka_unit_test_setup_teardown(an_entry_for_other_glyphs_is_not_taken, setup, teardown),
        cmocka_unit_test_setup_teardown(what_others_may_have_put_there_is_not_taken, setup, teardown),
        cmocka_unit_test_setup_teardown(a_font_that_changed_is_not_its_old_self, setup, teardown),
        cmocka_unit_test_setup_teardown(cache_that_cannot_be_written_is_no_matter, setup, teardown),
        cmocka_unit_test_setup_teardown(forbidden_embedding_passes_over, setup, teardown),
        cmocka_unit_test_setup_teardown(outline_is_a_path, setup, teardown),
    };
    // fontconfig keeps what it scanned of the temporary folders here, and not among the user's.
    char cache[] = "/tmp/gongkai-xdg-XXXXXX";
    if (!mkdtemp(cache) || setenv("XDG_CACHE_HOME", cache, 1) != 0)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", cache);
    return system(command) != 0 ? 1 : failed;
}
