// A project of one section and one table of its own, written to a folder, read with the real template, and
// its site.
#ifndef GONGKAI_HTML_FIXTURE_H
#define GONGKAI_HTML_FIXTURE_H

#include "own_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "html/internal-html.h"

#define MANIFEST                                                                                             \
    "template: department-budget\ntable-set: hunan\nyear: 2023\ndepartment: 某局\ntitle: "                 \
    "2023年部门预算公开\n"                                                                            \
    "date: 2023-02-10 09:00\nunit: 万元\n"
#define TABLE "项目,预算数\n出国,0\n接待,1.5\n合计,1.5\n"

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
    char folder[OWN_FOLDER];
    const char *manifest, *section, *table;
    bool final; // not a draft; the statutory tables are missing then
    const char *only;
    HtmlOptions options;
    Project *project;
    Document *document;
    HtmlSite *site;
} Fixture;

static inline void fixture_write(const Fixture *f, const char *name, const void *bytes, size_t n)
{
    own_folder_put(f->folder, name, (Str){bytes, n});
}

static inline void fixture_folder(const Fixture *f, const char *name)
{
    char path[128];

    snprintf(path, sizeof path, "%s/%s", f->folder, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

static inline int fixture_setup(void **state)
{
    Fixture *f = calloc(1, sizeof *f);

    f->arena = arena_new();
    f->diag = diag_new();
    f->manifest = MANIFEST;
    f->section = "# 概况\n\n正文。\n";
    f->table = TABLE;
    f->options.generator = STR("Gongkai test");
    own_folder_make(f->folder);
    fixture_folder(f, "sections");
    fixture_folder(f, "tables");
    fixture_folder(f, "images");
    *state = f;
    return 0;
}

static inline int fixture_teardown(void **state)
{
    Fixture *f = *state;

    own_folder_remove(f->folder);
    diag_free(f->diag);
    arena_free(f->arena);
    free(f);
    return 0;
}

static inline void fixture_build(Fixture *f)
{
    fixture_write(f, "gongkai.yaml", f->manifest, strlen(f->manifest));
    fixture_write(f, "sections/1-概况.md", f->section, strlen(f->section));
    fixture_write(f, "tables/自有表.csv", f->table, strlen(f->table));
    f->project = project_read(f->arena, f->diag, f->folder,
                              (ProjectOptions){.data_folder = STR(DATA_DIR), .draft = !f->final});
    assert_non_null(f->project);
    FigureEnv *env = figure_env_new(f->arena, f->diag, f->project);
    f->document = document_build(f->arena, f->diag, f->project, env, !f->final);
    if (f->only)
        assert_true(document_select(f->arena, f->diag, f->document, str_of(f->only)));
    f->site = html_site(f->arena, f->diag, f->document, f->options);
}

static inline Str site_file(const Fixture *f, const char *name)
{
    assert_non_null(f->site);
    for (size_t i = 0; i < f->site->file_count; i++)
        if (str_equal(f->site->files[i].name, str_of(name)))
            return f->site->files[i].bytes;
    return (Str){0};
}

static inline bool holds(Str text, const char *part)
{
    return str_find(text, str_of(part), 0) >= 0;
}

#define assert_holds(text, part)                                                                             \
    do {                                                                                                     \
        if (!holds((text), (part)))                                                                          \
            fail_msg("“%s” is not in:\n%.*s", (part), STR_ARG(text));                                        \
    } while (0)
#define assert_lacks(text, part)                                                                             \
    do {                                                                                                     \
        if (holds((text), (part)))                                                                           \
            fail_msg("“%s” is in:\n%.*s", (part), STR_ARG(text));                                            \
    } while (0)

#define DATASET_OPEN "<script type=\"application/ld+json\">"
#define SEARCH_SCRIPT "<script src=\"search.js\"></script>"

#define SITE_SCRIPT "<script src=\"figures.js\" defer=\"defer\"></script>"

// Pages hold no script but the site's own files and data, which ends where it is meant to.
static inline void assert_no_script(Str text)
{
    Str open = STR(DATASET_OPEN);
    ptrdiff_t at = 0;

    while ((at = str_find(text, STR("<script"), (size_t)at)) >= 0) {
        Str rest = str_slice(text, (size_t)at, text.n);
        if (str_starts(rest, STR(SEARCH_SCRIPT)) || str_starts(rest, STR(SITE_SCRIPT))) {
            at++;
            continue;
        }
        if (!str_starts(str_slice(text, (size_t)at, text.n), open))
            fail_msg("a script in:\n%.*s", STR_ARG(text));
        ptrdiff_t tag = str_find_char(text, '<', (size_t)at + open.n);
        assert_true(tag > 0 && str_starts(str_slice(text, (size_t)tag, text.n), STR("</script>\n")));
        at = tag;
    }
}

#endif
