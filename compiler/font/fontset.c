// Which font serves which character: a style's faces resolved once, Fonts made when they are first asked for.
#include <fontconfig/fontconfig.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "font/internal-face.h"

// One family of a face's list that is installed and may be embedded.
typedef struct Family {
    FontFile *regular;
    FontFile *bold; // NULL where the family has none
} Family;

typedef struct Face {
    const FaceSpec *spec;
    VEC(Family) families;
    VEC(Str) missing; // names that are not installed
} Face;

struct FontSet {
    Arena *arena; // of its own; what is made late is made under the lock
    pthread_mutex_t lock;
    VEC(Face) faces;
    const Style *style;
    const FaceSpec *fallback;
    const char *cache_folder;
};

static const struct {
    const char *name;
    int weight;
} weights[] = {
    {"Thin", FC_WEIGHT_THIN},       {"ExtraLight", FC_WEIGHT_EXTRALIGHT}, {"Light", FC_WEIGHT_LIGHT},
    {"Regular", FC_WEIGHT_REGULAR}, {"Medium", FC_WEIGHT_MEDIUM},         {"SemiBold", FC_WEIGHT_SEMIBOLD},
    {"Bold", FC_WEIGHT_BOLD},       {"ExtraBold", FC_WEIGHT_EXTRABOLD},   {"Black", FC_WEIGHT_BLACK},
};

// "Noto Serif CJK SC:Bold" is a family and a weight; a suffix that is no weight belongs to the name.
static Str family_split(Str name, int *weight)
{
    *weight = FC_WEIGHT_REGULAR;
    for (size_t i = name.n; i > 0; i--) {
        if (name.at[i - 1] != ':')
            continue;
        Str suffix = str_slice(name, i, name.n);
        for (size_t w = 0; w < sizeof weights / sizeof weights[0]; w++)
            if (str_equal(suffix, str_of(weights[w].name))) {
                *weight = weights[w].weight;
                return str_slice(name, 0, i - 1);
            }
        break;
    }
    return name;
}

// Whether a is the better answer: upright, then nearest in weight, then by file so that every run takes the
// same.
static bool file_better(const FontFile *a, const FontFile *b, int weight)
{
    if (!b)
        return true;
    int by_slant = abs(a->slant) - abs(b->slant);
    int by_weight = abs(a->weight - weight) - abs(b->weight - weight);
    int by_path = strcmp(a->path, b->path);
    if (by_slant != 0)
        return by_slant < 0;
    if (by_weight != 0)
        return by_weight < 0;
    return by_path != 0 ? by_path < 0 : a->index < b->index;
}

static FontFile *files_best(const FontFiles *files, int weight, int least)
{
    FontFile *best = NULL;
    for (size_t i = 0; i < files->n; i++)
        if (files->at[i]->weight >= least && file_better(files->at[i], best, weight))
            best = files->at[i];
    return best;
}

static bool file_usable(FontSet *set, Diag *diag, FontFile *file, Str name)
{
    if (!font_file_open(file, set->arena)) {
        diag_report(diag, SEVERITY_WARNING, "font-unreadable", (Place){0},
                    str_of(_("install the font again, or remove its file")), _("font “%.*s” cannot be read"),
                    STR_ARG(name));
        return false;
    }
    if (file->embeddable)
        return true;
    diag_report(
        diag, SEVERITY_WARNING, "font-embedding", (Place){0},
        str_of(
            _("the next family of the style is taken; install a font that allows embedding to change that")),
        _("the licence of font “%.*s” forbids embedding it in a PDF"), STR_ARG(name));
    return false;
}

static void face_resolve(FontSet *set, FontFinder *finder, Diag *diag, Face *face)
{
    for (size_t i = 0; i < face->spec->family_count; i++) {
        int weight;
        Str name = family_split(face->spec->families[i], &weight);
        FontFiles files = {0};
        font_finder_list(finder, name, &files);
        FontFile *regular = files_best(&files, weight, 0);
        if (!regular) {
            *vec_push(set->arena, &face->missing) = name;
            continue;
        }
        if (!file_usable(set, diag, regular, name))
            continue;
        FontFile *bold = files_best(&files, FC_WEIGHT_BOLD, FC_WEIGHT_DEMIBOLD);
        // Noto's Black is no bold for a Black face; what is bold already stays itself.
        if (regular->weight >= FC_WEIGHT_DEMIBOLD)
            bold = regular;
        if (bold && bold != regular && !file_usable(set, diag, bold, name))
            bold = NULL;
        regular->elsewhere = style_elsewhere(set->style, name);
        if (bold)
            bold->elsewhere = regular->elsewhere;
        *vec_push(set->arena, &face->families) = (Family){regular, bold};
    }
}

static const Face *set_face(const FontSet *set, const FaceSpec *spec)
{
    for (size_t i = 0; i < set->faces.n; i++)
        if (set->faces.at[i].spec == spec)
            return &set->faces.at[i];
    return NULL;
}

static Str names_joined(Arena *arena, const Str *names, size_t n)
{
    return str_join(arena, names, n, STR(", "));
}

static void set_add(FontSet *set, FontFinder *finder, Diag *diag, const FaceSpec *spec)
{
    if (!spec || set_face(set, spec))
        return;
    Face *face = vec_push(set->arena, &set->faces);
    face->spec = spec;
    face_resolve(set, finder, diag, face);
    if (face->families.n > 0 || spec == set->fallback)
        return;
    Str wanted = names_joined(set->arena, spec->families, spec->family_count);
    diag_report(diag, SEVERITY_ERROR, "font-missing", (Place){0},
                str_of(_("install one of them, or put its file into the project's fonts folder")),
                _("no font of face “%.*s” is installed: %.*s"), STR_ARG(spec->name), STR_ARG(wanted));
}

FontSet *fontset_open(Diag *diag, const Style *style, FontOptions options)
{
    Arena *arena = arena_new();
    FontFinder *finder = font_finder_open(arena, diag, options);
    if (!finder) {
        arena_free(arena);
        return NULL;
    }
    FontSet *set = ARENA_NEW(arena, FontSet);
    set->arena = arena;
    set->style = style;
    set->fallback = style->fallback;
    set->cache_folder = options.cache_folder ? str_c(arena, str_of(options.cache_folder)) : NULL;
    pthread_mutex_init(&set->lock, NULL);
    for (size_t i = 0; i < style->face_count; i++)
        set_add(set, finder, diag, &style->faces[i]);
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        set_add(set, finder, diag, style->roles[i].face);
        set_add(set, finder, diag, style->roles[i].western);
    }
    set_add(set, finder, diag, style->strong);
    set_add(set, finder, diag, style->emphasis);
    set_add(set, finder, diag, style->code);
    set_add(set, finder, diag, style->fallback);
    return set;
}

void fontset_free(FontSet *set)
{
    if (!set)
        return;
    pthread_mutex_destroy(&set->lock);
    arena_free(set->arena);
}

static Font *set_font(FontSet *set, FontFile *file, bool synthetic)
{
    Font *font = atomic_load_explicit(&file->fonts[synthetic], memory_order_acquire);
    if (font)
        return font;
    Font *program = synthetic ? set_font(set, file, false) : NULL; // one step: the regular asks for no other
    pthread_mutex_lock(&set->lock);
    font = atomic_load_explicit(&file->fonts[synthetic], memory_order_relaxed);
    if (!font) {
        font = font_make(set->arena, file, program, set->cache_folder);
        atomic_store_explicit(&file->fonts[synthetic], font, memory_order_release);
    }
    pthread_mutex_unlock(&set->lock);
    return font;
}

// What is asked of a glyph besides being there.
typedef struct Wanted {
    uint32_t code;
    bool bold;
    bool wide; // an em wide, or nearly
} Wanted;

static bool is_wide(const Font *font, uint32_t glyph)
{
    return font_advance(font, glyph) * 10 >= font->info.units_per_em * 9;
}

// The first that draws it well. *ill: the first that has it at all, where it was NULL.
static const Font *face_font(FontSet *set, const FaceSpec *spec, Wanted wanted, const Font **ill)
{
    const Face *face = set_face(set, spec);
    for (size_t i = 0; face && i < face->families.n; i++) {
        const Family *family = &face->families.at[i];
        FontFile *file = wanted.bold && family->bold ? family->bold : family->regular;
        const Font *font = set_font(set, file, wanted.bold && !family->bold);
        bool well;
        uint32_t glyph = font_glyph_drawn(font, wanted.code, &well);
        if (glyph == 0)
            continue;
        if (well && (!wanted.wide || is_wide(font, glyph)))
            return font;
        if (!*ill)
            *ill = font;
    }
    return NULL;
}

static const Font *font_of(FontSet *set, const FaceSpec *face, Wanted wanted)
{
    const Font *ill = NULL;
    const Font *font = face_font(set, face, wanted, &ill);
    if (!font && face != set->fallback)
        font = face_font(set, set->fallback, wanted, &ill);
    return font ? font : ill;
}

const Font *fontset_font(FontSet *set, const FaceSpec *face, uint32_t code, bool bold)
{
    return font_of(set, face, (Wanted){.code = code, .bold = bold});
}

const Font *fontset_font_wide(FontSet *set, const FaceSpec *face, uint32_t code, bool bold)
{
    return font_of(set, face, (Wanted){.code = code, .bold = bold, .wide = true});
}

bool fontset_face_missing(const FontSet *set, const FaceSpec *spec)
{
    const Face *face = set_face(set, spec);
    return face && spec != set->fallback && face->families.n == 0;
}

void fontset_describe(FontSet *set, StrBuf *out)
{
    for (size_t i = 0; i < set->faces.n; i++) {
        const Face *face = &set->faces.at[i];
        buf_add(out, face->spec->name);
        buf_add(out, STR(": "));
        if (face->families.n > 0) {
            const FontFile *file = face->families.at[0].regular;
            buf_print(out, "%.*s %.*s (%s)", STR_ARG(file->family), STR_ARG(file->style), file->path);
        } else {
            buf_add_c(out, _("none"));
        }
        if (face->missing.n > 0) {
            buf_add_c(out, _("; not installed: "));
            buf_add(out, names_joined(out->arena, face->missing.at, face->missing.n));
        }
        buf_add_char(out, '\n');
    }
}
