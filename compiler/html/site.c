// The site's pages, in their order, each the template filled.
#include "html/internal-site.h"

// ---- the template's files

// As findings print it: from the data folder, or from the project's.
static Str shown_path(const Project *project, Str path)
{
    ptrdiff_t found = str_find(path, STR("templates/"), 0), at = found;

    if (project->folder.n && str_starts(path, project->folder))
        return str_slice(path, project->folder.n + 1, path.n);
    for (; found >= 0; found = str_find(path, STR("templates/"), (size_t)found + 1))
        at = found;
    return at < 0 ? path : str_slice(path, (size_t)at, path.n);
}

static const Source *template_source(const Site *site, const char *name)
{
    const Project *project = site->document->project;
    Input file = template_file(site->arena, project->template, str_of(name));

    return source_read(site->arena, site->diag, file, shown_path(project, input_path(site->arena, file)),
                       (Str){0});
}

// The same of a file that a template may do without: NULL where it does.
static const Source *template_source_if(const Site *site, const char *name)
{
    Input file = template_file(site->arena, site->document->project->template, str_of(name));

    return input_may_be_file(file) ? template_source(site, name) : NULL;
}

// The style sheet is UTF-8 whatever the pages are, and says so in its first rule.
static Str style_sheet(Arena *arena, Str text)
{
    Str rule = STR("@charset ");

    if (str_starts(text, rule)) {
        ptrdiff_t end = str_find_char(text, ';', rule.n);
        text = str_trim(str_slice(text, end < 0 ? text.n : (size_t)end + 1, text.n));
    }
    return str_print(arena, "@charset \"UTF-8\";\n%.*s%s", STR_ARG(text),
                     str_ends(text, STR("\n")) ? "" : "\n");
}

// ---- bodies

static Render render_new(Site *site, Medium medium)
{
    return (Render){.arena = site->arena,
                    .out = {.arena = site->arena},
                    .medium = medium,
                    .document = site->document,
                    .images = &site->images,
                    .made = site->made};
}

static Str section_body(Site *site, const Node *section, Str title)
{
    Render render = render_new(site, MEDIUM_PAGE);

    if (!heading_next(section, NULL)) {
        render_add(&render, "<h1>");
        render_text(&render, title);
        render_add(&render, "</h1>\n");
    }
    render.table_heading = section == site->document->comparison.section ? 2 : 0;
    render_section(&render, section);
    return buf_str(&render.out);
}

static Str table_body(Site *site, const Node *node)
{
    Render render = render_new(site, MEDIUM_PAGE);

    render.table_heading = 1;
    render.alone = true;
    render_table(&render, node);
    return buf_str(&render.out);
}

static Str whole_body(Site *site)
{
    Render render = render_new(site, MEDIUM_PAGE);

    render.one_page = true;
    render.heading_base = 1; // under the document's title
    for (const Node *section = site->document->root->first; section; section = section->next) {
        render.table_heading =
            is_tables_part(section) || section == site->document->comparison.section ? 3 : 0;
        buf_print(&render.out, "<section id=\"%.*s\">\n", STR_ARG(section->id));
        render_section(&render, section);
        render_add(&render, "</section>\n");
    }
    return buf_str(&render.out);
}

static Str fragment_body(Site *site)
{
    Render render = render_new(site, MEDIUM_FRAGMENT);

    render.heading_base = 1; // the page that it is pasted into has a title
    if (site->document->mark.n) {
        render_open(&render, "p", LOOK_DRAFT, (Str){0});
        render_add(&render, ">");
        render_text(&render, site->document->mark_note);
        render_add(&render, "</p>\n");
    }
    for (size_t i = 0; i < site->document->project->title_line_count; i++) {
        render_open(&render, "p", LOOK_TABLE_UNIT, (Str){0});
        render_add(&render, ">");
        render_text(&render, site->document->project->title_lines[i].text);
        render_add(&render, "</p>\n");
    }
    for (const Node *section = site->document->root->first; section; section = section->next)
        render_section(&render, section);
    return buf_str(&render.out);
}

// What --section names, on a page alone.
static Str only_body(Site *site, const Node *only)
{
    Render render = render_new(site, MEDIUM_PAGE);

    render.one_page = true;
    if (only->kind == NODE_TABLE)
        render.table_heading = 1;
    for (const Node *section = site->document->root->first; section; section = section->next)
        render_section(&render, section);
    return buf_str(&render.out);
}

// ---- pages

static Str page_name(const Site *site, Str id)
{
    return str_print(site->arena, "%.*s.html", STR_ARG(id));
}

static void add_section_pages(Site *site)
{
    for (const Node *section = site->document->root->first; section; section = section->next) {
        if (is_tables_part(section))
            continue;
        Page *page = vec_push(site->arena, &site->pages);
        page->name = page_name(site, section->id);
        page->title = section_title(site->arena, section);
        page->section = section;
        page->body = section_body(site, section, page->title);
        Item *item = vec_push(site->arena, &site->sections);
        item->texts[SLOT_HREF] = page->name;
        item->texts[SLOT_TITLE] = page->title;
    }
}

// In statutory order, wherever the prose places them.
static void add_table_pages(Site *site)
{
    const TableBook *book = &site->document->project->book;

    for (size_t i = 0; i < book->table_count; i++) {
        const TableUse *use = document_table_use(site->document, book->tables[i]);
        if (!use)
            continue;
        Page *page = vec_push(site->arena, &site->pages);
        page->name = page_name(site, use->id);
        page->title = use->table->spec->title;
        page->use = use;
        page->body = table_body(site, use->node);
        Item *item = vec_push(site->arena, &site->tables);
        item->texts[SLOT_HREF] = page->name;
        item->texts[SLOT_TITLE] = page->title;
        item->texts[SLOT_LABEL] = use->table->spec->label;
    }
}

static void add_pages(Site *site)
{
    const Document *document = site->document;

    if (document->only) {
        const Node *only = document->only;
        Page *page = vec_push(site->arena, &site->pages);
        page->name = STR("index.html");
        page->title = only->kind == NODE_SECTION ? section_title(site->arena, only)
                      : only->kind == NODE_TABLE ? only->table->spec->title
                                                 : node_heading_label(site->arena, only);
        page->use = only->kind == NODE_TABLE ? document_table_use(document, only->table) : NULL;
        page->body = only_body(site, only);
        return;
    }
    *vec_push(site->arena, &site->pages) =
        (Page){.name = STR("index.html"), .title = document->title, .index = true};
    add_section_pages(site);
    add_table_pages(site);
    *vec_push(site->arena, &site->pages) = (Page){
        .name = STR("document.html"), .title = document->title, .body = whole_body(site), .whole = true};
}

// ---- what every page has

#define KEY_FIGURES 6

static bool has_unit(const Figure *figure)
{
    UnitKind kind = figure->value.unit.kind;

    return figure->value.kind == VALUE_NUMBER && (kind == UNIT_MONEY || kind == UNIT_COUNTER);
}

// The first named figures. What is wrong with them was reported when the document was built.
static void add_figures(Site *site)
{
    const Project *project = site->document->project;
    Diag *discarded = diag_new();
    FigureEnv *env = figure_env_new(site->arena, discarded, project);

    for (size_t i = 0; i < project->figure_count && site->figures.n < KEY_FIGURES; i++) {
        const NamedFigure *named = &project->figures[i];
        FigureContext context = {.source = project->manifest, .offset = named->offset};
        const Figure *figure = figure_evaluate(env, named->expression, context);
        if (!has_unit(figure))
            continue;
        Render render = render_new(site, MEDIUM_PAGE);
        render_figure(&render, figure, key_id(site->arena, site->keys.n));
        *vec_push(site->arena, &site->keys) = figure;
        Item *item = vec_push(site->arena, &site->figures);
        item->texts[SLOT_NAME] = named->name;
        item->texts[SLOT_FIGURE] = buf_str(&render.out);
        item->texts[SLOT_UNIT] = figure->value.unit.name;
        item->lists[SLOT_CHANGES] = changes_of(site, named->name);
    }
    diag_free(discarded);
}

static void add_shared(Site *site)
{
    const Document *document = site->document;

    if (document->mark.n)
        vec_push(site->arena, &site->draft)->texts[SLOT_MARK] = document->mark_note;
    for (size_t i = 0; i < document->project->title_line_count; i++)
        vec_push(site->arena, &site->lines)->texts[SLOT_LINE] = document->project->title_lines[i].text;
    site->tables_title = tables_title(site->arena, document);
    site->quoted = backlinks_read(site->arena, document);
    add_downloads(site, &site->downloads, (Str){0});
    if (!document->only)
        add_figures(site);
}

// ---- filling

static const Items *link_to(const Site *site, const Page *page)
{
    Items *items = ARENA_NEW(site->arena, Items);

    if (page) {
        Item *item = vec_push(site->arena, items);
        item->texts[SLOT_HREF] = page->name;
        item->texts[SLOT_TITLE] = page->title;
    }
    return items;
}

// The page before or after, in the order that one pages through: all but the one that has them all.
static const Page *neighbour(const Site *site, size_t index, int step)
{
    bool inside = step < 0 ? index > 0 : index + 1 < site->pages.n;
    const Page *page = &site->pages.at[index], *other = inside ? page + step : NULL;

    return page->whole || (other && other->whole) ? NULL : other;
}

static const Items *crumbs_of(const Site *site, const Page *page)
{
    Items *items = ARENA_NEW(site->arena, Items);

    if (page->index || page->whole || site->document->only)
        return items;
    Item *home = vec_push(site->arena, items);
    home->texts[SLOT_HREF] = STR("index.html");
    home->texts[SLOT_TITLE] = site->document->title;
    if (page->use && site->tables_title.n) {
        Item *part = vec_push(site->arena, items);
        part->texts[SLOT_HREF] = STR("index.html#tables");
        part->texts[SLOT_TITLE] = site->tables_title;
    }
    return items;
}

static void fill_page(Site *site, size_t index)
{
    const Document *document = site->document;
    const Page *page = &site->pages.at[index];
    Item item = {0};
    Items *own = ARENA_NEW(site->arena, Items);

    item.texts[SLOT_CHARSET] = str_of(site->charset->name);
    item.texts[SLOT_TITLE] = page->title;
    item.texts[SLOT_DOCUMENT] = document->title;
    item.texts[SLOT_DEPARTMENT] = document->department;
    item.texts[SLOT_GENERATOR] = site->options.generator;
    item.texts[SLOT_BODY] = page->body;
    if (page->index)
        item.texts[SLOT_PURPOSE] = purpose_of(site);
    if (page->whole || page->index)
        item.texts[SLOT_CONTENTS] = contents_render(site->arena, document, page->whole);
    item.lists[SLOT_INDEX] = items_flag(site->arena, page->index);
    item.lists[SLOT_WHOLE] = items_flag(site->arena, page->whole);
    item.lists[SLOT_EXPLAINED] = items_flag(site->arena, site->explained);
    item.lists[SLOT_SITE] = items_flag(site->arena, !document->only);
    item.lists[SLOT_SEARCH] = items_flag(site->arena, site->search != NULL);
    item.lists[SLOT_DRAFT] = &site->draft;
    item.lists[SLOT_META] = metadata_of(site, page);
    item.lists[SLOT_DATASET] = dataset_of(site, page);
    item.lists[SLOT_CRUMBS] = crumbs_of(site, page);
    item.lists[SLOT_SIDE] = side_of(site, page);
    item.lists[SLOT_PREVIOUS] = link_to(site, neighbour(site, index, -1));
    item.lists[SLOT_NEXT] = link_to(site, neighbour(site, index, 1));
    item.lists[SLOT_SECTIONS] = &site->sections;
    item.lists[SLOT_TABLES] = &site->tables;
    item.lists[SLOT_LINES] = &site->lines;
    item.lists[SLOT_FIGURES] = &site->figures;
    item.lists[SLOT_DOWNLOADS] = &site->downloads;
    if (page->use) {
        add_downloads(site, own, page->use->id);
        item.lists[SLOT_TABLE_DOWNLOADS] = own;
        item.lists[SLOT_QUOTATIONS] =
            backlinks_of(site->arena, document, site->quoted, page->use->table, document->only != NULL);
    }
    Str html = page_template_fill(site->arena, site->page_template, &item);
    *vec_push(site->arena, &site->files) =
        (HtmlFile){page->name, charset_encode(site->arena, site->charset, html)};
}

// ---- scripts

static void add_search(Site *site)
{
    if (!site->search)
        return;
    *vec_push(site->arena, &site->files) =
        (HtmlFile){STR("search.js"), script_file(site->arena, site->search->text)};
    *vec_push(site->arena, &site->files) = (HtmlFile){STR("search-index.js"), search_index(site)};
}

// False after reporting that the template has no such script.
static bool add_explaining(Site *site)
{
    const Source *script = template_source(site, "figures.js");

    if (!script)
        return false;
    terms_read(site);
    *vec_push(site->arena, &site->files) =
        (HtmlFile){STR("figures.js"), script_file(site->arena, script->text)};
    *vec_push(site->arena, &site->files) = (HtmlFile){STR("figures-data.js"), explain_figures(site)};
    return true;
}

HtmlSite *html_site(Arena *arena, Diag *diag, const Document *document, HtmlOptions options)
{
    Site site = {.arena = arena, .diag = diag, .document = document, .options = options};

    site.images.arena = arena;
    site.charset = charset_of(arena, diag, document->project);
    const Source *page = template_source(&site, "page.html"), *style = template_source(&site, "style.css");
    site.page_template = page ? page_template_parse(arena, diag, page) : NULL;
    if (!site.charset || !site.page_template || !style ||
        !page_template_whole(diag, site.page_template, page))
        return NULL;
    site.search = document->only || options.still ? NULL : template_source_if(&site, "search.js");
    site.explained =
        !document->only && !options.still && page_template_asks(site.page_template, SLOT_EXPLAINED);
    site.made = ARENA_ARRAY(arena, TableMade, document->table_count);
    add_shared(&site);
    add_pages(&site);
    for (size_t i = 0; i < site.pages.n; i++)
        fill_page(&site, i);
    if (!document->only)
        *vec_push(arena, &site.files) =
            (HtmlFile){STR("fragment.html"), charset_encode(arena, site.charset, fragment_body(&site))};
    *vec_push(arena, &site.files) = (HtmlFile){STR("style.css"), style_sheet(arena, style->text)};
    add_search(&site);
    if (site.explained && !add_explaining(&site))
        return NULL;
    for (size_t i = 0; i < site.images.list.n; i++)
        *vec_push(arena, &site.files) =
            (HtmlFile){site.images.list.at[i].name, image_public(arena, site.images.list.at[i].image)};
    Str sitemap = sitemap_of(&site);
    if (sitemap.n)
        *vec_push(arena, &site.files) = (HtmlFile){STR("sitemap.xml"), sitemap};
    HtmlSite *made = ARENA_NEW(arena, HtmlSite);
    *made = (HtmlSite){.files = site.files.at, .file_count = site.files.n};
    return made;
}
