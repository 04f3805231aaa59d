// Pages to an OFD file: what they show is gathered and numbered, pages and fonts written in parallel, then
// all put into one archive.
#include "base/work.h"
#include "ofd/internal-ofd.h"

enum { JOB_PAGES = 16 }; // pages to a piece of work: one arena each

typedef struct PageMade {
    PackedPart content, links;
    PageElements elements;
} PageMade;

typedef struct Writer {
    Arena *arena;
    const Pages *pages;
    OfdOptions options;
    OfdFonts fonts;
    OfdImages images;
    PageIds *ids;
    PageMade *made;
    Arena **arenas; // by job
    uint32_t next_id;
} Writer;

// ---- identifiers

static void all_number(Writer *w)
{
    const Pages *pages = w->pages;
    Letters letters = {.arena = w->arena};
    size_t *objects = ARENA_ARRAY(w->arena, size_t, pages->page_count);
    w->next_id = 1;
    media_number(&w->images, &w->next_id);
    for (size_t i = 0; i < pages->page_count; i++)
        objects[i] = page_count(&w->fonts, &w->images, &pages->pages[i], &letters);
    fonts_number(&w->fonts, &w->next_id);
    for (size_t i = 0; i < pages->page_count; i++) {
        uint32_t page = w->next_id, first = page + 2, links = first + (uint32_t)objects[i];
        w->ids[i] = (PageIds){page, first, links};
        w->next_id = links + 2 * (uint32_t)pages->pages[i].link_count;
    }
}

// ---- pages

static PackedPart packed_of(Arena *arena, Str text)
{
    return text.n > 0 ? package_pack(arena, text) : (PackedPart){0};
}

static void job_run(void *context, size_t worker, size_t index)
{
    (void)worker;
    Writer *w = context;
    Arena *arena = w->arenas[index] = arena_new();
    for (size_t i = index * JOB_PAGES; i < (index + 1) * JOB_PAGES && i < w->pages->page_count; i++) {
        PageMade *made = &w->made[i];
        Arena *scratch = arena_new();
        PageElements elements = {0};
        Str content = page_write(scratch, &w->fonts, &w->images, &w->pages->pages[i], w->ids[i], &elements);
        made->content = packed_of(arena, content);
        made->links = packed_of(arena, links_write(scratch, w->pages, i, w->ids));
        for (size_t k = 0; k < elements.elements.n; k++)
            *vec_push(arena, &made->elements.elements) = elements.elements.at[k];
        arena_free(scratch);
    }
}

static size_t job_count(const Writer *w)
{
    return (w->pages->page_count + JOB_PAGES - 1) / JOB_PAGES;
}

// ---- the document's own files

// Of what pages show, so that the same document has the same name and another has another.
static Str identity(const Writer *w)
{
    uint64_t first = 0, second = 0;
    for (size_t i = 0; i < w->pages->page_count; i++) {
        uint64_t hash = str_hash(w->made[i].content.deflated);
        first = (first ^ hash) * 0x9e3779b97f4a7c15u;
        second = (second + hash) * 0xc2b2ae3d27d4eb4fu;
    }
    return str_print(w->arena, "%016llx%016llx", (unsigned long long)first, (unsigned long long)second);
}

// The program's name and its version.
static void put_creator(StrBuf *out, Str producer)
{
    ptrdiff_t blank = str_find_char(producer, ' ', 0);
    size_t end = blank < 0 ? producer.n : (size_t)blank;
    add_element(out, "Creator", str_slice(producer, 0, end));
    if (end < producer.n)
        add_element(out, "CreatorVersion", str_slice(producer, end + 1, producer.n));
}

static Str entry_write(const Writer *w)
{
    StrBuf out = {.arena = w->arena};
    Str day = day_of(w->arena, w->pages->time);
    add_root(&out, "OFD");
    buf_add(&out, STR(" Version=\"1.0\" DocType=\"OFD\">\n<ofd:DocBody>\n<ofd:DocInfo>\n"));
    add_element(&out, "DocID", identity(w));
    add_element(&out, "Title", w->pages->title);
    add_element(&out, "Author", w->pages->author);
    add_element(&out, "Subject", w->pages->subject);
    add_element(&out, "CreationDate", day);
    add_element(&out, "ModDate", day);
    put_creator(&out, w->options.producer);
    buf_add(&out, STR("</ofd:DocInfo>\n<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>\n</ofd:DocBody>\n"
                      "</ofd:OFD>\n"));
    return buf_str(&out);
}

static bool has_links(const Writer *w)
{
    for (size_t i = 0; i < w->pages->page_count; i++)
        if (w->made[i].links.deflated.at)
            return true;
    return false;
}

static bool has_images(const Writer *w)
{
    for (size_t i = 0; i < w->images.images.n; i++)
        if (w->images.images.at[i].id != 0)
            return true;
    return false;
}

static void common_write(const Writer *w, StrBuf *out)
{
    const Page *first = &w->pages->pages[0];
    buf_print(out, "<ofd:CommonData>\n<ofd:MaxUnitID>%u</ofd:MaxUnitID>\n<ofd:PageArea><ofd:PhysicalBox>0 0 ",
              w->next_id - 1);
    add_mm(out, micron_of(w->pages->page_count > 0 ? sheet_width(first) : 0));
    buf_add_char(out, ' ');
    add_mm(out, micron_of(w->pages->page_count > 0 ? sheet_height(first) : 0));
    buf_add(out, STR("</ofd:PhysicalBox></ofd:PageArea>\n<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>\n"));
    if (has_images(w))
        buf_add(out, STR("<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>\n"));
    buf_add(out, STR("</ofd:CommonData>\n<ofd:Pages>\n"));
    for (size_t i = 0; i < w->pages->page_count; i++)
        buf_print(out, "<ofd:Page ID=\"%u\" BaseLoc=\"Pages/Page_%zu/Content.xml\"/>\n", w->ids[i].page, i);
    buf_add(out, STR("</ofd:Pages>\n"));
}

static Str document_write(const Writer *w)
{
    StrBuf out = {.arena = w->arena};
    add_root(&out, "Document");
    buf_add(&out, STR(">\n"));
    common_write(w, &out);
    outlines_write(&out, w->pages, w->ids);
    buf_add(&out, STR("<ofd:VPreferences>"));
    if (w->pages->outline_count > 0)
        buf_add(&out, STR("<ofd:PageMode>UseOutlines</ofd:PageMode>"));
    buf_add(&out, STR("<ofd:TabDisplay>DocTitle</ofd:TabDisplay></ofd:VPreferences>\n"));
    if (has_links(w))
        buf_add(&out, STR("<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>\n"));
    if (w->pages->element_count > 0)
        buf_add(&out, STR("<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>\n"));
    if (w->options.attachment_count > 0)
        buf_add(&out, STR("<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>\n"));
    buf_add(&out, STR("</ofd:Document>\n"));
    return buf_str(&out);
}

static Str annotations_write(const Writer *w)
{
    StrBuf out = {.arena = w->arena};
    add_root(&out, "Annotations");
    buf_add(&out, STR(">\n"));
    for (size_t i = 0; i < w->pages->page_count; i++)
        if (w->made[i].links.deflated.at)
            buf_print(&out, "<ofd:Page PageID=\"%u\"><ofd:FileLoc>Page_%zu.xml</ofd:FileLoc></ofd:Page>\n",
                      w->ids[i].page, i);
    buf_add(&out, STR("</ofd:Annotations>\n"));
    return buf_str(&out);
}

static void put_resources(StrBuf *out)
{
    add_root(out, "Res");
    buf_add(out, STR(" BaseLoc=\"Res\">\n"));
}

static Str public_write(const Writer *w)
{
    StrBuf out = {.arena = w->arena};
    put_resources(&out);
    fonts_list(&w->fonts, &out);
    buf_add(&out, STR("</ofd:Res>\n"));
    return buf_str(&out);
}

static Str media_file_write(const Writer *w)
{
    StrBuf out = {.arena = w->arena};
    put_resources(&out);
    media_list(&w->images, &out);
    buf_add(&out, STR("</ofd:Res>\n"));
    return buf_str(&out);
}

static Str tag_list_write(const Writer *w)
{
    StrBuf out = {.arena = w->arena};
    add_root(&out, "CustomTags");
    buf_add(&out, STR(">\n<ofd:CustomTag NameSpace=\"http://iso.org/pdf/ssn\"><ofd:FileLoc>structure.xml"
                      "</ofd:FileLoc></ofd:CustomTag>\n</ofd:CustomTags>\n"));
    return buf_str(&out);
}

// ---- the package

static void pages_add(const Writer *w, PackageWriter *package)
{
    for (size_t i = 0; i < w->pages->page_count; i++)
        package_add_packed(package, str_print(w->arena, "Doc_0/Pages/Page_%zu/Content.xml", i),
                           w->made[i].content);
    for (size_t i = 0; i < w->pages->page_count; i++)
        if (w->made[i].links.deflated.at)
            package_add_packed(package, str_print(w->arena, "Doc_0/Annots/Page_%zu.xml", i),
                               w->made[i].links);
}

static PageElements *elements_of(const Writer *w)
{
    PageElements *elements = ARENA_ARRAY(w->arena, PageElements, w->pages->page_count);
    for (size_t i = 0; i < w->pages->page_count; i++)
        elements[i] = w->made[i].elements;
    return elements;
}

static Str package_make(const Writer *w, Diag *diag)
{
    PackageWriter *package = package_writer(w->arena);
    package_add(package, STR("OFD.xml"), entry_write(w));
    package_add(package, STR("Doc_0/Document.xml"), document_write(w));
    package_add(package, STR("Doc_0/PublicRes.xml"), public_write(w));
    if (has_images(w))
        package_add(package, STR("Doc_0/DocumentRes.xml"), media_file_write(w));
    if (has_links(w))
        package_add(package, STR("Doc_0/Annots/Annotations.xml"), annotations_write(w));
    pages_add(w, package);
    fonts_add(&w->fonts, package);
    media_add(&w->images, package);
    if (w->pages->element_count > 0) {
        package_add(package, STR("Doc_0/Tags/CustomTags.xml"), tag_list_write(w));
        package_add_packed(package, STR("Doc_0/Tags/structure.xml"),
                           package_pack(w->arena, tags_write(w->arena, w->pages, w->ids, elements_of(w))));
    }
    if (w->options.attachment_count > 0) {
        package_add(package, STR("Doc_0/Attachs/Attachments.xml"),
                    files_write(w->arena, w->options, w->pages->time));
        files_add(package, w->arena, w->options);
    }
    return package_write(package, diag, STR("ofd"));
}

Str ofd_write(Arena *arena, Diag *diag, const Pages *pages, OfdOptions options)
{
    Arena *own = arena_new();
    Writer *w = ARENA_NEW(own, Writer);
    Str bytes = {0};
    *w = (Writer){.arena = own, .pages = pages, .options = options, .fonts = {.arena = own}};
    if (media_gather(&w->images, own, diag, pages)) {
        w->ids = ARENA_ARRAY(own, PageIds, pages->page_count);
        w->made = ARENA_ARRAY(own, PageMade, pages->page_count);
        w->arenas = ARENA_ARRAY(own, Arena *, job_count(w));
        all_number(w);
        fonts_make(&w->fonts);
        work_share(job_count(w), job_run, w);
        bytes = package_make(w, diag);
        bytes = bytes.at ? str_copy(arena, bytes) : bytes;
        for (size_t i = 0; i < job_count(w); i++)
            arena_free(w->arenas[i]);
    }
    media_free(&w->images);
    arena_free(own);
    return bytes;
}
