// The copy for approval: what it is told of the pages, and of the figures that leaders ask for first.
#include "compile/internal-copy.h"
#include "text/text.h"

// ---- places

static const DocxPlace *places_of(Arena *arena, const Pages *pages, size_t *n)
{
    DocxPlace *places = ARENA_ARRAY(arena, DocxPlace, pages->destination_count + 1);

    *n = pages->destination_count;
    for (size_t i = 0; i < *n; i++) {
        const Destination *destination = &pages->destinations[i];
        const Page *page = &pages->pages[destination->page];

        places[i] = (DocxPlace){destination->id, page->label, destination->page, page->rotate != 0};
    }
    return places;
}

// ---- key figures

// Evaluated aside: what cannot be said of a figure leaves its cell empty.
static const Figure *asked(const Compilation *made, Str expression)
{
    Diag *aside = diag_new(), *usual = figure_divert(made->env, aside);
    FigureContext context = {.source = made->project->manifest};
    const Figure *figure = figure_evaluate(made->env, str_copy(made->arena, expression), context);

    figure_divert(made->env, usual);
    diag_free(aside);
    return figure;
}

static Str shown(const Figure *figure)
{
    return figure->value.kind == VALUE_NUMBER ? figure->text : (Str){0};
}

// An amount in the document's unit, which stands over the table.
static bool is_money(const Compilation *made, const Figure *figure)
{
    return figure->value.kind == VALUE_NUMBER && figure->value.unit.kind == UNIT_MONEY &&
           unit_equal(figure->value.unit, made->project->unit);
}

static bool same_cell(const Figure *a, const Figure *b)
{
    return a->trace_count && b->trace_count && figure_item_same(&a->trace[0], &b->trace[0]);
}

// 主要原因是…: what the text says after a comparison of the figure, to the sentence's end.
static Str reason_after(const Compilation *made, const Printed *printed, const PrintedPiece *piece)
{
    const WordList *written = &made->project->template->words->lists[WORDS_REASON_WRITTEN];
    Str rest = str_slice(printed->text, piece->at + piece->length, printed->text.n);
    size_t at = 0, end, word;

    while (at < rest.n && char_is_in(utf8_next(rest, &(size_t){at}), "，,；"))
        utf8_next(rest, &at);
    rest = str_slice(rest, at, rest.n);
    word = words_begin(*written, rest);
    if (!word)
        return (Str){0};
    for (end = word; end < rest.n && !text_ends_sentence(utf8_next(rest, &(size_t){end}));)
        utf8_next(rest, &end);
    return str_slice(rest, word, end);
}

static Str reason_find(const Compilation *made, const PrintedList *printed, const Figure *now)
{
    for (size_t i = 0; i < printed->n; i++)
        for (size_t k = 0; k < printed->at[i].piece_count; k++) {
            const PrintedPiece *piece = &printed->at[i].pieces[k];
            const Figure *figure =
                piece->leaf && piece->leaf->kind == NODE_FIGURE ? piece->leaf->figure : NULL;
            Str reason = figure && figure->phrase && same_cell(figure, now)
                             ? reason_after(made, &printed->at[i], piece)
                             : (Str){0};

            if (reason.n)
                return reason;
        }
    return (Str){0};
}

// Of an amount that the manifest names and that last year has too.
static bool key_read(const Compilation *made, const PrintedList *printed, Str name, DocxKeyFigure *key)
{
    Arena *arena = made->arena;
    int n = (int)name.n;
    const Figure *now = asked(made, name);
    const Figure *last = is_money(made, now) ? asked(made, str_print(arena, "上年.%.*s", n, name.at)) : NULL;

    if (!last || !is_money(made, last))
        return false;
    *key = (DocxKeyFigure){
        .item = name,
        .reason = reason_find(made, printed, now),
        .last = shown(last),
        .now = shown(now),
        .change = shown(asked(made, str_print(arena, "增减(%.*s, 上年.%.*s)", n, name.at, n, name.at))),
        .rate = shown(asked(made, str_print(arena, "增幅(%.*s, 上年.%.*s)", n, name.at, n, name.at))),
    };
    return true;
}

static const DocxKeyFigure *keys_of(const Compilation *made, size_t *n)
{
    const Project *project = made->project;
    PrintedList printed = document_printed(made->arena, made->document);
    DocxKeyFigure *keys = ARENA_ARRAY(made->arena, DocxKeyFigure, project->figure_count + 1);

    *n = 0;
    if (!project->last_year.given)
        return keys;
    for (size_t i = 0; i < project->figure_count; i++)
        *n += key_read(made, &printed, project->figures[i].name, &keys[*n]);
    return keys;
}

// ---- since an earlier one

static void release(void *data)
{
    compilation_free(data);
}

static const CopyMap *map_of_folder(const Compilation *made, const char *folder)
{
    Compilation *old = ARENA_NEW(made->arena, Compilation);
    CopyMap *map = ARENA_NEW(made->arena, CopyMap);
    CompileOptions options = made->options;
    PrintedList printed;

    options.folder = folder;
    options.draft = true;
    *old = compilation_read(&options);
    arena_defer(made->arena, release, old);
    if (old->project)
        compilation_build(old);
    if (!old->document || diag_append_failures(made->diag, old->diag))
        return NULL;
    printed = document_printed_marked(made->arena, old->document);
    *map = docx_map(made->arena, old->document, &printed, (DocxOptions){0});
    return map;
}

static const CopyMap *map_of_copy(const Compilation *made, Str name)
{
    Diag *unread = diag_new();
    Package *package = NULL;
    Str bytes;

    if (source_bytes(made->arena, unread, input_at(name), name, &bytes))
        package = package_from_bytes(made->arena, unread, bytes, name, PACKAGE_TEXT);
    diag_free(unread);
    return package ? docx_map_read(made->arena, package) : NULL;
}

static const CopyMap *since_read(const Compilation *made, const char *since)
{
    Str name = str_of(since);
    const CopyMap *map = str_ends(name, STR(".docx")) ? map_of_copy(made, name) : map_of_folder(made, since);

    if (!map)
        diag_report(made->diag, SEVERITY_ERROR, "copy-since", (Place){.file = name},
                    str_of(_("name a copy that Gongkai built (.docx), or a project's folder")), "%s",
                    _("this is no earlier text that changes could be marked from"));
    return map;
}

// ---- the copy

DocxOptions copy_options(const Compilation *made, const Pages *pages, CopySpec spec)
{
    DocxOptions options = {.round = spec.final       ? 0
                                    : spec.round < 1 ? 1
                                                     : spec.round,
                           .numbered = spec.numbered,
                           .charts = spec.charts};

    if (pages)
        options.places = places_of(made->arena, pages, &options.place_count);
    if (spec.since)
        options.since = since_read(made, spec.since);
    if (options.round > 0)
        options.keys = keys_of(made, &options.key_count);
    return options;
}

// 2024年度部门决算公开-送审稿-第2稿.docx
Str copy_name(const Compilation *made, Str title, CopySpec spec)
{
    const WordList *lists = made->project->template->words->lists;
    Str round = words_first(lists[WORDS_COPY_ROUND]);
    ptrdiff_t at = str_find(round, STR("{0}"), 0);

    if (spec.final || at < 0)
        return str_print(made->arena, "%.*s.docx", STR_ARG(title));
    return str_print(made->arena, "%.*s-%.*s-%.*s%d%.*s.docx", STR_ARG(title),
                     STR_ARG(words_first(lists[WORDS_COPY_NAME])), STR_ARG(str_slice(round, 0, (size_t)at)),
                     spec.round < 1 ? 1 : spec.round, STR_ARG(str_slice(round, (size_t)at + 3, round.n)));
}

Str compilation_copy(Compilation *made, FontShelf *shelf, CopySpec spec)
{
    const Pages *pages;

    shelf_lend(shelf, made);
    pages = layout_document(made->arena, made->diag, made->document, shelf->fonts, shelf->store);
    return pages ? docx_write(made->arena, made->diag, made->document, copy_options(made, pages, spec))
                 : (Str){0};
}
