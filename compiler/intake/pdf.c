// A PDF, by a program kept apart (mutool of mupdf-tools), to what it says.
#include <stdlib.h>

#include "intake/internal-pdf.h"

#define MOST_SECONDS 60
#define MOST_MEMORY ((size_t)2 << 30)
#define MOST_TRACE ((size_t)1 << 29)
#define PICTURE_SHARE 0.3F // of a page's area
#define PICTURE_GLYPHS 20  // a page with fewer is a picture

Helper *intake_helper(bool sandboxed)
{
    return helper_start("mutool",
                        (HelperLimits){.seconds = MOST_SECONDS, .memory = MOST_MEMORY, .output = MOST_TRACE},
                        sandboxed);
}

// ---- what is said of what was not read

static void report_pictures(Builder *builder, const PdfPages *pages, IntakeReach *reach)
{
    for (size_t i = 0; i < pages->pages.n; i++) {
        const PdfPage *page = &pages->pages.at[i];
        size_t shown = 0;

        for (size_t k = 0; k < page->glyphs.n && shown < PICTURE_GLYPHS; k++)
            shown += !char_is_blank(page->glyphs.at[k].code);
        if (shown >= PICTURE_GLYPHS || page->pictures < PICTURE_SHARE * page->width * page->height)
            continue;
        reach->pictures++;
        diag_report(builder->diag, SEVERITY_WARNING, "pdf-picture",
                    (Place){.file = builder->name, .cell = str_print(builder->arena, _("page %zu"), i + 1)},
                    str_of(_("ask for the file that it was scanned from")), "%s",
                    _("the page is a picture: its text is not read"));
    }
}

// 3, 5–7: the pages on which some characters are not known.
static Str unknown_pages(Arena *arena, const PdfPages *pages)
{
    StrBuf text = {.arena = arena};

    for (size_t i = 0, last; i < pages->pages.n; i = last + 1) {
        for (last = i;
             last + 1 < pages->pages.n && pages->pages.at[i].unread && pages->pages.at[last + 1].unread;)
            last++;
        if (pages->pages.at[i].unread == 0)
            continue;
        buf_print(&text, last > i ? "%s%zu–%zu" : "%s%zu", text.n ? ", " : "", i + 1, last + 1);
    }
    return buf_str(&text);
}

static void report_unknown(Builder *builder, const PdfPages *pages, const IntakeReach *reach)
{
    if (reach->unknown)
        diag_report(builder->diag, SEVERITY_WARNING, "pdf-unknown", (Place){.file = builder->name},
                    str_of(_("print the PDF again with the fonts embedded and their characters named")),
                    _("of %zu characters the file does not say what %zu are, on the pages %.*s"),
                    reach->characters, reach->unknown, STR_ARG(unknown_pages(builder->arena, pages)));
}

static void askew_remark(Builder *builder, PdfPages *pages)
{
    for (size_t i = 0; i < pages->pages.n; i++) {
        PdfPage *page = &pages->pages.at[i];
        StrBuf text = {.arena = builder->arena};

        for (size_t k = 0; k < page->others.n && k < 200; k++)
            if (page->others.at[k].code)
                buf_add_code(&text, page->others.at[k].code);
        builder_remark(builder, LEFT_ASKEW, buf_str(&text));
        if (page->invisible)
            builder_remark(builder, LEFT_HIDDEN, str_print(builder->arena, _("page %zu"), i + 1));
    }
}

// ---- reading

// damaged: the program that made it could not read all; notes: footnotes are kept as such.
static const Intake *pages_read(Arena *arena, Diag *diag, PdfPages *pages, Str name, bool damaged, bool notes)
{
    Builder builder = builder_new(arena, diag, name);
    IntakeReach *reach = ARENA_NEW(arena, IntakeReach);
    PdfItems items = {0};

    builder.notes = notes;
    reach->pages = pages->pages.n;
    reach->damaged = damaged;
    if (damaged)
        diag_report(diag, SEVERITY_WARNING, "pdf-damaged", (Place){.file = name},
                    str_of(_("open it, and print it to a new PDF")), "%s",
                    _("some of this PDF is damaged: what could not be read of its pages is not in the text"));
    for (size_t i = 0; i < pages->pages.n; i++) {
        for (size_t k = 0; k < pages->pages.at[i].glyphs.n; k++)
            reach->characters += !char_is_blank(pages->pages.at[i].glyphs.at[k].code);
        reach->unknown += pages->pages.at[i].unread;
    }
    pdf_watermarks_part(arena, pages);
    report_pictures(&builder, pages, reach);
    report_unknown(&builder, pages, reach);
    pdf_items_find(arena, pages, &items, &reach->unstructured);
    pdf_edges_mark(&builder, pages, &items);
    askew_remark(&builder, pages);
    pdf_flow(&builder, pages, &items);
    pdf_tables_tell(&builder, &items,
                    reach); // what goes on overleaf may have turned out not to be told surely
    builder.reach = reach;
    return builder_end(&builder, INTAKE_PDF);
}

static const Intake *trace_read(Arena *arena, Diag *diag, Str trace, Str name, bool damaged, bool notes)
{
    PdfPages pages = {0};

    if (!pdf_trace_read(arena, trace, &pages)) {
        diag_report(diag, SEVERITY_ERROR, "pdf-broken", (Place){.file = name},
                    str_of(_("open it, and print it to a new PDF")), "%s",
                    _("no page of this PDF can be read: it is damaged, or a password locks it"));
        return NULL;
    }
    return pages_read(arena, diag, &pages, name, damaged, notes);
}

const Intake *intake_trace(Arena *arena, Diag *diag, Str trace, Str name)
{
    return trace_read(arena, diag, trace, name, false, false);
}

// With the files that are attached, where the bytes may name some: a compressed catalogue hides them.
static const Intake *with_files(Arena *arena, Diag *diag, Helper *helper, const Intake *intake)
{
    Intake *with = ARENA_NEW(arena, Intake);
    IntakeFiles files = {0};

    if (!intake)
        return NULL;
    pdf_attached_read(arena, diag, helper, intake->source->name, &files);
    *with = *intake;
    with->files = files.at;
    with->file_count = files.n;
    return with;
}

static const Intake *refuse(Diag *diag, Str name, const char *rule, const char *hint, const char *message)
{
    diag_report(diag, SEVERITY_ERROR, rule, (Place){.file = name}, str_of(hint), "%s", message);
    return NULL;
}

const Intake *intake_pdf(Arena *arena, Diag *diag, Helper *helper, Str bytes, Str name)
{
    return pdf_read(arena, diag, helper, bytes, name, false);
}

const Intake *pdf_read(Arena *arena, Diag *diag, Helper *helper, Str bytes, Str name, bool notes)
{
    static const char *const arguments[] = {"draw", "-q", "-F", "trace", "-o", "-", HELPER_FILE, NULL};
    Str trace;
    HelperState state;

    helper_give(helper, bytes);
    state = helper_run(arena, helper, arguments, &trace);
    switch (state) {
    case HELPER_MISSING:
        return refuse(diag, name, "pdf-program",
                      _("install it (Debian, Ubuntu, Deepin, openKylin: apt install mupdf-tools; others: the "
                        "package mupdf), or copy the text into a .txt"),
                      _("a PDF is read with the program mutool, which is not there"));
    case HELPER_SLOW:
        return refuse(diag, name, "pdf-broken", _("print its pages to a new PDF, fewer at a time"),
                      _("the PDF is not read to its end in a minute"));
    case HELPER_LARGE:
        return refuse(diag, name, "pdf-broken", _("print its pages to a new PDF, fewer at a time"),
                      _("the PDF paints more than is read of one file"));
    case HELPER_LOST:
        return refuse(diag, name, "pdf-program", _("try again"),
                      _("the program that reads PDFs could not be run"));
    case HELPER_BROKEN: // what pages it could read are in the trace
    case HELPER_DONE:
        break;
    }
    return with_files(arena, diag, helper,
                      trace_read(arena, diag, trace, name, state == HELPER_BROKEN, notes));
}
