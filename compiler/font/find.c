// Families to font files, through fontconfig with a configuration of our own.
#include <fontconfig/fontconfig.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/seen.h"
#include "font/internal-cache.h"
#include "font/internal-face.h"

struct FontFinder {
    Arena *arena;
    FcConfig *config;
    FontFiles files; // all that were listed so far
};

static void finder_destroy(void *config)
{
    FcConfigDestroy(config);
}

// Without the system's configuration nothing but the folders given is looked into; fontconfig's caches of
// scanned folders still serve, since scanning a collection of 65,535 glyphs takes seconds. What is scanned
// anew is kept in the user's.
static FcConfig *config_bare(void)
{
    static const char caches[] =
        "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\"><fontconfig>"
        "<cachedir prefix=\"xdg\">fontconfig</cachedir>"
        "<cachedir>/var/cache/fontconfig</cachedir></fontconfig>";
    FcConfig *config = FcConfigCreate();
    if (config && !FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)caches, FcFalse)) {
        FcConfigDestroy(config);
        return NULL;
    }
    return config;
}

// fontconfig follows links, and waits for a pipe: what stays a file of the project is looked at first.
static bool folder_usable(Diag *diag, Input fonts)
{
    enum { FOLDERS_MOST = 256 };
    Arena *scratch = arena_new();
    VEC(Input) folders = {0};
    bool usable = true;

    *vec_push(scratch, &folders) = fonts;
    for (size_t i = 0; i < folders.n && usable; i++) {
        Input folder = folders.at[i];
        size_t n;
        Str *names = input_list(scratch, diag, folder, &n), bytes;

        for (size_t k = 0; k < n; k++) {
            Input file = input_below(scratch, folder, names[k]);
            InputKind kind = input_kind(file);

            if (kind == INPUT_FOLDER && folders.n < FOLDERS_MOST)
                *vec_push(scratch, &folders) = file;
            else if (kind != INPUT_FILE || seen_current()) // whose bytes are to be known again
                usable = source_bytes(scratch, diag, file, file.name, &bytes) && usable;
        }
    }
    arena_free(scratch);
    return usable;
}

static void add_own(FontFinder *finder, Diag *diag, const char *project)
{
    Input fonts = {str_of(project), STR("fonts")};
    const char *folder = str_c(finder->arena, input_path(finder->arena, fonts));

    if (!source_outside(diag, fonts, fonts.name) && input_is_folder(diag, fonts) &&
        folder_usable(diag, fonts))
        FcConfigAppFontAddDir(finder->config, (const FcChar8 *)folder);
}

struct FontConfig {
    _Atomic(FcConfig *) config; // NULL: taken
};

FontConfig *font_config_read(void)
{
    FontConfig *config = calloc(1, sizeof *config);
    if (config)
        atomic_init(&config->config, FcInitLoadConfig());
    return config;
}

static FcConfig *config_take(FontConfig *config)
{
    return config ? atomic_exchange(&config->config, NULL) : NULL;
}

void font_config_free(FontConfig *config)
{
    FcConfig *left = config_take(config);
    if (left)
        FcConfigDestroy(left);
    free(config);
}

// The system's, with its fonts.
static FcConfig *config_system(FontConfig *read)
{
    FcConfig *config = config_take(read);
    if (!config)
        return FcInitLoadConfigAndFonts();
    if (FcConfigBuildFonts(config))
        return config;
    FcConfigDestroy(config);
    return NULL;
}

FontFinder *font_finder_open(Arena *arena, Diag *diag, FontOptions options)
{
    FcConfig *config = options.system ? config_system(options.config) : config_bare();
    if (!config) {
        diag_report(diag, SEVERITY_FAILURE, "font-library", (Place){0},
                    str_of(_("check the fontconfig installation with fc-list")), "%s",
                    _("fontconfig cannot start"));
        return NULL;
    }
    FontFinder *finder = ARENA_NEW(arena, FontFinder);
    finder->arena = arena;
    finder->config = config;
    arena_defer(arena, finder_destroy, config);
    // A folder that is not there is no error: a project need not have fonts of its own, nor the data any.
    for (size_t i = 0; i < options.folder_count; i++)
        FcConfigAppFontAddDir(config, (const FcChar8 *)options.folders[i]);
    if (options.project)
        add_own(finder, diag, options.project);
    return finder;
}

static Str pattern_string(Arena *arena, FcPattern *pattern, const char *object)
{
    FcChar8 *value;
    if (FcPatternGetString(pattern, object, 0, &value) != FcResultMatch)
        return (Str){0};
    return str_copy(arena, str_of((const char *)value));
}

static int pattern_int(FcPattern *pattern, const char *object, int otherwise)
{
    int value;
    return FcPatternGetInteger(pattern, object, 0, &value) == FcResultMatch ? value : otherwise;
}

// Variable fonts, and the named instances that fontconfig makes of them (index above 16 bits), are left out:
// hb-subset 6.0 cannot pin their axes reliably.
static bool pattern_usable(FcPattern *pattern)
{
    FcBool flag;
    FcChar8 *format;
    if (FcPatternGetBool(pattern, FC_VARIABLE, 0, &flag) == FcResultMatch && flag)
        return false;
    if (FcPatternGetBool(pattern, FC_SCALABLE, 0, &flag) == FcResultMatch && !flag)
        return false;
    if (FcPatternGetString(pattern, FC_FONTFORMAT, 0, &format) != FcResultMatch ||
        (strcmp((const char *)format, "TrueType") != 0 && strcmp((const char *)format, "CFF") != 0))
        return false;
    return pattern_int(pattern, FC_INDEX, 0) >> 16 == 0;
}

static FontFile *finder_file(FontFinder *finder, FcPattern *pattern)
{
    FcChar8 *path;
    if (FcPatternGetString(pattern, FC_FILE, 0, &path) != FcResultMatch || !pattern_usable(pattern))
        return NULL;
    unsigned index = (unsigned)pattern_int(pattern, FC_INDEX, 0);
    for (size_t i = 0; i < finder->files.n; i++)
        if (finder->files.at[i]->index == index && strcmp(finder->files.at[i]->path, (const char *)path) == 0)
            return finder->files.at[i];
    FontFile *file = ARENA_NEW(finder->arena, FontFile);
    file->path = str_c(finder->arena, str_of((const char *)path));
    file->index = index;
    file->weight = pattern_int(pattern, FC_WEIGHT, FC_WEIGHT_REGULAR);
    file->slant = pattern_int(pattern, FC_SLANT, FC_SLANT_ROMAN);
    file->family = pattern_string(finder->arena, pattern, FC_FAMILY);
    file->style = pattern_string(finder->arena, pattern, FC_STYLE);
    file->postscript_name = pattern_string(finder->arena, pattern, FC_POSTSCRIPT_NAME);
    *vec_push(finder->arena, &finder->files) = file;
    return file;
}

// FcFontList compares names and nothing else, in every language that the font has names in; FcFontMatch would
// substitute.
void font_finder_list(FontFinder *finder, Str family, FontFiles *found)
{
    FcPattern *wanted = FcPatternCreate();
    FcObjectSet *objects =
        FcObjectSetBuild(FC_FILE, FC_INDEX, FC_FAMILY, FC_STYLE, FC_WEIGHT, FC_SLANT, FC_POSTSCRIPT_NAME,
                         FC_VARIABLE, FC_SCALABLE, FC_FONTFORMAT, (char *)NULL);
    if (wanted && objects) {
        FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)str_c(finder->arena, family));
        FcFontSet *fonts = FcFontList(finder->config, wanted, objects);
        for (int i = 0; fonts && i < fonts->nfont; i++) {
            FontFile *file = finder_file(finder, fonts->fonts[i]);
            if (file)
                *vec_push(finder->arena, found) = file;
        }
        if (fonts)
            FcFontSetDestroy(fonts);
    }
    if (objects)
        FcObjectSetDestroy(objects);
    if (wanted)
        FcPatternDestroy(wanted);
}

static void add_paths(Arena *arena, FontSources *sources, FcStrList *list)
{
    FcChar8 *path;
    while (list && (path = FcStrListNext(list)))
        *vec_push(arena, &sources->read) = str_copy(arena, str_of((const char *)path));
    if (list)
        FcStrListDone(list);
}

static void add_cache(Arena *arena, FontSources *sources, const char *folder, int fd)
{
    if (fd < 0)
        return;
    close(fd);
    *vec_push(arena, &sources->written) = str_copy(arena, str_of(folder));
}

// Ours, and fontconfig's beside it, made where they are missing.
static void add_own_caches(Arena *arena, FontSources *sources, const char *folder)
{
    const char *beside = str_print(arena, "%s/../fontconfig", folder).at;
    add_cache(arena, sources, folder, cache_folder_make(arena, folder));
    add_cache(arena, sources, beside, cache_folder_make(arena, beside));
}

FontSources font_sources(Arena *arena, FontOptions options)
{
    FontSources sources = {0};
    FcConfig *config = options.config ? atomic_load(&options.config->config) : NULL;
    if (config) {
        add_paths(arena, &sources, FcConfigGetConfigFiles(config));
        add_paths(arena, &sources, FcConfigGetFontDirs(config));
        FcStrList *caches = FcConfigGetCacheDirs(config);
        FcChar8 *cache;
        // The user's own; what is the system's is read, and written by no user.
        while (caches && (cache = FcStrListNext(caches)))
            add_cache(arena, &sources, (const char *)cache, cache_folder_open((const char *)cache));
        if (caches)
            FcStrListDone(caches);
    }
    if (options.cache_folder)
        add_own_caches(arena, &sources, options.cache_folder);
    return sources;
}
