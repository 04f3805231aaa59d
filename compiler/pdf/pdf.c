// Pages to a PDF file: fonts subset and contents written in parallel, then all objects through libharu in one
// order.
#include "base/work.h"
#include "pdf/internal-content.h"
#include "pdf/internal-metadata.h"
#include "pdf/internal-navigation.h"

enum { JOB_PAGES = 16 }; // pages to a piece of work: one arena each

typedef struct Job {
    Arena *arena;
    Str contents[JOB_PAGES]; // deflated
    PageMarks marks[JOB_PAGES];
} Job;

typedef struct Writer {
    PdfFile file;
    const Pages *pages;
    PdfFonts fonts;
    PdfImages images;
    Job *jobs;
    size_t job_count;
    HPDF_Page *page_objects;
    uint32_t *page_ids;
} Writer;

static PageMarks marks_copy(Arena *arena, const PageMarks *marks)
{
    PageMarks copy = {0};
    for (size_t i = 0; i < marks->elements.n; i++)
        *vec_push(arena, &copy.elements) = marks->elements.at[i];
    return copy;
}

static void job_run(void *context, size_t worker, size_t index)
{
    (void)worker;
    Writer *w = context;
    Job *job = &w->jobs[index];
    Arena *scratch = arena_new();
    job->arena = arena_new();
    for (size_t i = 0; i < JOB_PAGES && index * JOB_PAGES + i < w->pages->page_count; i++) {
        const Page *page = &w->pages->pages[index * JOB_PAGES + i];
        PageMarks marks = {0};
        job->contents[i] =
            file_deflate(job->arena, content_write(scratch, w->pages, page, &w->fonts, &w->images, &marks));
        job->marks[i] = marks_copy(job->arena, &marks);
    }
    arena_free(scratch);
}

static size_t marks_count(const Writer *w)
{
    size_t count = 0;
    for (size_t i = 0; i < w->pages->page_count; i++)
        count += w->jobs[i / JOB_PAGES].marks[i % JOB_PAGES].elements.n;
    return count;
}

static void contents_prepare(Writer *w)
{
    w->job_count = (w->pages->page_count + JOB_PAGES - 1) / JOB_PAGES;
    w->jobs = ARENA_ARRAY(w->file.arena, Job, w->job_count);
    work_share(w->job_count, job_run, w);
}

static void pages_make(Writer *w)
{
    PdfFile *file = &w->file;
    w->page_objects = ARENA_ARRAY(file->arena, HPDF_Page, w->pages->page_count);
    w->page_ids = ARENA_ARRAY(file->arena, uint32_t, w->pages->page_count);
    for (size_t i = 0; i < w->pages->page_count && !file->broken; i++) {
        w->page_objects[i] = HPDF_AddPage(file->doc);
        if (!w->page_objects[i])
            file_check(file, HPDF_FAILD_TO_ALLOC_MEM);
        w->page_ids[i] = object_id(w->page_objects[i]);
    }
}

static void page_links(Writer *w, size_t index, Structure *structure, uint32_t *links)
{
    PdfFile *file = &w->file;
    const Page *page = &w->pages->pages[index];
    HPDF_Dict *objects = ARENA_ARRAY(file->arena, HPDF_Dict, page->link_count);
    HPDF_Array array = page->link_count > 0 ? HPDF_Array_New(file->doc->mmgr) : NULL;
    bool tagged = w->pages->element_count > 0;
    for (size_t i = 0; i < page->link_count && array; i++) {
        objects[i] = object_new(file);
        int64_t key = tagged ? (int64_t)structure_link_key(structure, (*links)++) : -1;
        link_write(file, objects[i], page, &page->links[i], w->page_ids[index], key);
        file_check(file, HPDF_Array_Add(array, objects[i]));
    }
    if (page->link_count > 0)
        file_check(file, HPDF_Dict_Add(w->page_objects[index], "Annots", array));
    structure_add_page(structure, (uint32_t)index, &w->jobs[index / JOB_PAGES].marks[index % JOB_PAGES],
                       objects);
}

static void page_write(Writer *w, size_t index, HPDF_Dict resources)
{
    PdfFile *file = &w->file;
    const Page *page = &w->pages->pages[index];
    HPDF_Page object = w->page_objects[index];
    file_check(file, HPDF_Page_SetBoxValue(object, "MediaBox", 2, (HPDF_REAL)milli_of(page->width) / 1000));
    file_check(file, HPDF_Page_SetBoxValue(object, "MediaBox", 3, (HPDF_REAL)milli_of(page->height) / 1000));
    file_check(file, HPDF_Dict_Add(object, "Resources", resources));
    if (page->rotate != 0)
        file_check(file, HPDF_Dict_AddNumber(object, "Rotate", page->rotate));
    if (w->pages->element_count > 0)
        file_check(file, HPDF_Dict_AddNumber(object, "StructParents", (HPDF_INT32)index));
    // Tab order is the structure's (ISO 14289-1 7.18.3).
    if (page->link_count > 0)
        file_check(file, HPDF_Dict_AddName(object, "Tabs", "S"));
    page_content(file, object, w->jobs[index / JOB_PAGES].contents[index % JOB_PAGES]);
}

static void catalog_add(Writer *w, const char *key, HPDF_Dict object)
{
    if (object)
        file_check(&w->file, HPDF_Dict_Add(w->file.doc->catalog, key, object));
}

// The catalog's trees of names: places in the document, and files that go with it.
static void names_write(Writer *w, PdfOptions options)
{
    PdfFile *file = &w->file;
    StrBuf entries = {.arena = file->arena};
    HPDF_Dict destinations = destinations_write(file, w->pages, w->page_ids);
    HPDF_Dict attachments = attachments_write(file, options, w->pages->time);
    if (destinations)
        buf_print(&entries, "/Dests %u 0 R ", object_id(destinations));
    if (attachments)
        buf_print(&entries, "/EmbeddedFiles %u 0 R", object_id(attachments));
    if (entries.n == 0)
        return;
    HPDF_Dict names = object_new(file);
    object_body(file, names, buf_str(&entries));
    catalog_add(w, "Names", names);
}

static void navigation_write(Writer *w)
{
    PdfFile *file = &w->file;
    HPDF_Dict outline = outline_write(file, w->pages);
    catalog_add(w, "Outlines", outline);
    if (outline)
        file_check(file, HPDF_Dict_AddName(file->doc->catalog, "PageMode", "UseOutlines"));
    catalog_add(w, "PageLabels", labels_write(file, w->pages));
}

// All pages share them.
static HPDF_Dict resources_write(Writer *w)
{
    PdfFile *file = &w->file;
    StrBuf entries = {.arena = file->arena};
    fonts_write(&w->fonts, file, &entries);
    images_write(&w->images, file, &entries);
    HPDF_Dict resources = object_new(file);
    object_body(file, resources, buf_str(&entries));
    return resources;
}

// What the file may claim: only with a structure and a title, and not where a draft shows a character that no
// font has (.notdef: ISO 19005-2 6.2.11.8).
static Claims claims_of(const Writer *w, PdfOptions options)
{
    bool good = w->pages->element_count > 0 && w->pages->title.n > 0 && w->pages->page_count > 0;
    for (size_t f = 0; f < w->fonts.fonts.n; f++)
        good = good && w->fonts.fonts.at[f].glyphs.at[0].id != 0;
    return (Claims){!good ? 0 : options.attachment_count > 0 ? 3 : 2, good};
}

static Str writer_run(Writer *w, Arena *arena, PdfOptions options)
{
    PdfFile *file = &w->file;
    contents_prepare(w);
    pages_make(w);
    if (!file->broken) {
        HPDF_Dict resources = resources_write(w);
        Structure *structure = structure_new(file, w->pages, w->page_ids, marks_count(w));
        uint32_t links = 0;
        for (size_t i = 0; i < w->pages->page_count && !file->broken; i++) {
            page_write(w, i, resources);
            page_links(w, i, structure, &links);
        }
        if (!file->broken)
            catalog_add(w, "StructTreeRoot", structure_write(structure));
        names_write(w, options);
        navigation_write(w);
        metadata_write(file, w->pages, options, claims_of(w, options));
    }
    Str bytes = file_save(file, arena);
    for (size_t i = 0; i < w->job_count; i++)
        arena_free(w->jobs[i].arena);
    return bytes;
}

static bool reads_back(const Writer *w, Str bytes)
{
    size_t n = w->fonts.fonts.n;
    Str *subsets = ARENA_ARRAY(w->file.arena, Str, n);
    for (size_t i = 0; i < n; i++)
        subsets[i] = w->fonts.fonts.at[i].subset->deflated;
    return file_reads_back(bytes, subsets, n);
}

Str pdf_write(Arena *arena, Diag *diag, const Pages *pages, PdfOptions options)
{
    Arena *own = arena_new();
    Writer *w = ARENA_NEW(own, Writer);
    Str bytes = {0};
    w->pages = pages;
    bool opened = file_open(&w->file, own);
    bool gathered = opened && fonts_gather(&w->fonts, own, diag, pages);
    gathered = gathered && images_gather(&w->images, own, diag, pages);
    if (gathered)
        bytes = writer_run(w, arena, options);
    if (!bytes.at && (gathered || !opened))
        diag_report(
            diag, SEVERITY_FAILURE, "pdf-library", (Place){0},
            str_of(_("try again with more memory; if that does not help, report it with the document")),
            _("the PDF library failed with code 0x%04lx, %lu"), (unsigned long)w->file.error,
            (unsigned long)w->file.detail);
    if (bytes.at && !reads_back(w, bytes)) {
        diag_report(diag, SEVERITY_FAILURE, "pdf-library", (Place){0},
                    str_of(_("report it with the document")),
                    _("the PDF does not read back as it was written"));
        bytes = (Str){0};
    }
    fonts_free(&w->fonts);
    images_free(&w->images);
    if (w->file.doc)
        file_close(&w->file);
    arena_free(own);
    return bytes;
}
