// What pages say of themselves to machines: the metadata of government sites, Dublin Core, schema.org.
#include <jansson.h>
#include <stdlib.h>

#include "base/json.h"
#include "html/internal-site.h"

static Str site_field(const Site *site, Str name)
{
    const Project *project = site->document->project;

    for (size_t i = 0; i < project->site_count; i++)
        if (str_equal(project->site[i].name, name))
            return project->site[i].value;
    return (Str){0};
}

// The manifest's Url is the index's; where it ends with a slash, it is the folder of all pages.
static Str page_url(const Site *site, Str name)
{
    Str url = site_field(site, STR("Url"));

    if (str_ends(url, STR("/")))
        return str_print(site->arena, "%.*s%.*s", STR_ARG(url), STR_ARG(name));
    return str_equal(name, STR("index.html")) ? url : (Str){0};
}

static bool is_document(const Page *page)
{
    return page->index || page->whole;
}

static Str article_title(const Site *site, const Page *page)
{
    if (is_document(page))
        return page->title;
    return str_print(site->arena, "%.*s - %.*s", STR_ARG(page->title), STR_ARG(site->document->title));
}

// ---- what the manifest may leave out

static Str author(const Site *site)
{
    Str given = site_field(site, STR("Author"));

    return given.n ? given : site->document->department;
}

static Str keywords(const Site *site, const Page *page)
{
    Str given = site_field(site, STR("Keywords")), kind = site->document->project->template->title;

    if (given.n)
        return given;
    return str_print(site->arena, "%.*s,%.*s%s%.*s", STR_ARG(kind), STR_ARG(site->document->department),
                     page->use ? "," : "", STR_ARG(page->use ? page->title : (Str){0}));
}

// The manifest's describes the document; a page of it says which it is.
static Str description(const Site *site, const Page *page)
{
    const Document *document = site->document;
    Str given = site_field(site, STR("Description"));

    if (given.n == 0)
        given = str_print(site->arena, "%.*s%.*s", STR_ARG(document->department), STR_ARG(document->title));
    return is_document(page) ? given
                             : str_print(site->arena, "%.*s：%.*s", STR_ARG(page->title), STR_ARG(given));
}

// ISO 8601, in China's time: 2023-02-10T09:00+08:00. A date without a time stays one.
static Str iso_date(const Site *site)
{
    Str date = site->document->project->date;
    ptrdiff_t blank = str_find_char(date, ' ', 0);

    if (blank < 0)
        return date;
    Str time = str_trim(str_slice(date, (size_t)blank, date.n));
    return str_print(site->arena, "%.*sT%.*s+08:00", (int)blank, date.at, STR_ARG(time));
}

static Str publisher(const Site *site)
{
    Str given = site_field(site, STR("SiteName"));

    return given.n ? given : site->document->department;
}

// ---- meta elements

static void add_meta(const Site *site, Items *items, const char *name, Str content)
{
    if (content.n == 0)
        return;
    Item *item = vec_push(site->arena, items);
    item->texts[SLOT_NAME] = str_of(name);
    item->texts[SLOT_CONTENT] = content;
}

// 国办发〔2017〕47号, annex 2, in its order: of the site, of the column, of the page.
static void add_government(const Site *site, const Page *page, Items *items)
{
    static const char *const given[] = {"SiteName",          "SiteDomain",     "SiteIDCode", "ColumnName",
                                        "ColumnDescription", "ColumnKeywords", "ColumnType"};
    const Project *project = site->document->project;
    Str source = site_field(site, STR("ContentSource"));

    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
        add_meta(site, items, given[i], site_field(site, str_of(given[i])));
    add_meta(site, items, "ArticleTitle", article_title(site, page));
    add_meta(site, items, "PubDate", project->date);
    add_meta(site, items, "ContentSource", source.n ? source : project->department);
    add_meta(site, items, "Keywords", keywords(site, page));
    add_meta(site, items, "Author", author(site));
    add_meta(site, items, "Description", description(site, page));
    add_meta(site, items, "Url", page_url(site, page->name));
}

// DCMI Metadata Terms, by the names that HTML gives them.
static void add_dublin_core(const Site *site, const Page *page, Items *items)
{
    add_meta(site, items, "dcterms.title", article_title(site, page));
    add_meta(site, items, "dcterms.creator", author(site));
    add_meta(site, items, "dcterms.publisher", publisher(site));
    add_meta(site, items, "dcterms.issued", iso_date(site));
    add_meta(site, items, "dcterms.language", STR("zh-CN"));
    add_meta(site, items, "dcterms.type", page->use ? STR("Dataset") : STR("Text"));
    add_meta(site, items, "dcterms.format", STR("text/html"));
    add_meta(site, items, "dcterms.temporal", str_print(site->arena, "%d", site->document->project->year));
    if (!page->index)
        add_meta(site, items, "dcterms.isPartOf", page_url(site, STR("index.html")));
    add_meta(site, items, "dcterms.identifier", page_url(site, page->name));
}

const Items *metadata_of(const Site *site, const Page *page)
{
    Items *items = ARENA_NEW(site->arena, Items);

    add_government(site, page, items);
    add_dublin_core(site, page, items);
    return items;
}

// ---- the map of the site (sitemaps.org)

static void add_location(const Site *site, StrBuf *out, Str name)
{
    Str date = site->document->project->date;
    ptrdiff_t blank = str_find_char(date, ' ', 0);

    buf_add_c(out, "<url><loc>");
    escape_markup(out, page_url(site, name));
    buf_add_c(out, "</loc>");
    if (date.n)
        buf_print(out, "<lastmod>%.*s</lastmod>",
                  STR_ARG(str_slice(date, 0, blank < 0 ? date.n : (size_t)blank)));
    buf_add_c(out, "</url>\n");
}

Str sitemap_of(const Site *site)
{
    Str url = site_field(site, STR("Url"));
    StrBuf out = {.arena = site->arena};

    if (site->document->only || !str_ends(url, STR("/")) ||
        (!str_starts(url, STR("https://")) && !str_starts(url, STR("http://"))))
        return (Str){0};
    buf_add_c(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (size_t i = 0; i < site->pages.n; i++)
        add_location(site, &out, site->pages.at[i].name);
    for (size_t i = 0; i < site->options.download_count; i++)
        if (str_ends(site->options.downloads[i], STR(".pdf")))
            add_location(site, &out, url_of_path(site->arena, site->options.downloads[i]));
    buf_add_c(&out, "</urlset>\n");
    return buf_str(&out);
}

// ---- schema.org

// Where jansson has no memory, the object lacks what could not be added, and at the end there is no text.
static void put(json_t *object, const char *key, json_t *value)
{
    (void)json_object_set_new(object, key, value);
}

static void put_text(json_t *object, const char *key, Str text)
{
    if (text.n)
        put(object, key, json_stringn(text.at, text.n));
}

static json_t *typed(const char *type)
{
    json_t *object = json_object();

    put(object, "@type", json_string(type));
    return object;
}

static json_t *organization(Str name)
{
    json_t *object = typed("GovernmentOrganization");

    put_text(object, "name", name);
    return object;
}

// IANA's names of what the site offers for download.
static const char *media_type(Str type)
{
    static const char *const types[][2] = {
        {"CSV", "text/csv"},
        {"JSON", "application/json"},
        {"OFD", "application/ofd"},
        {"PDF", "application/pdf"},
        {"XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    };

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (str_equal(type, str_of(types[i][0])))
            return types[i][1];
    return "application/octet-stream";
}

// A URL of the site; relative, as links are, where the manifest does not say where the site stands.
static Str data_url(const Site *site, Str href)
{
    Str absolute = page_url(site, href);

    return absolute.n && !str_equal(href, STR("index.html")) ? absolute : href;
}

static void put_downloads(const Site *site, json_t *dataset, Str id)
{
    Items downloads = {0};
    json_t *list = json_array();

    add_downloads(site, &downloads, id);
    for (size_t i = 0; i < downloads.n; i++) {
        json_t *download = typed("DataDownload");
        put(download, "encodingFormat", json_string(media_type(downloads.at[i].texts[SLOT_TYPE])));
        put_text(download, "contentUrl", data_url(site, downloads.at[i].texts[SLOT_HREF]));
        (void)json_array_append_new(list, download);
    }
    if (downloads.n)
        put(dataset, "distribution", list);
    else
        json_decref(list);
}

static void put_tables(const Site *site, json_t *dataset)
{
    json_t *list = json_array();

    for (size_t i = 0; i < site->pages.n; i++) {
        const Page *page = &site->pages.at[i];
        if (!page->use)
            continue;
        json_t *part = typed("Dataset");
        put_text(part, "name", page->title);
        put_text(part, "description", description(site, page));
        put_text(part, "url", data_url(site, page->name));
        (void)json_array_append_new(list, part);
    }
    put(dataset, "hasPart", list);
}

static json_t *dataset_tree(const Site *site, const Page *page)
{
    const Document *document = site->document;
    json_t *dataset = json_object();

    put(dataset, "@context", json_string("https://schema.org"));
    put(dataset, "@type", json_string("Dataset"));
    put_text(dataset, "name", article_title(site, page));
    put_text(dataset, "description", description(site, page));
    put_text(dataset, "url", data_url(site, page->name));
    put_text(dataset, "keywords", keywords(site, page));
    put(dataset, "inLanguage", json_string("zh-CN"));
    put(dataset, "isAccessibleForFree", json_true());
    put_text(dataset, "temporalCoverage", str_print(site->arena, "%d", document->project->year));
    put_text(dataset, "datePublished", iso_date(site));
    put(dataset, "creator", organization(document->department));
    put(dataset, "publisher", organization(publisher(site)));
    if (page->index) {
        put_tables(site, dataset);
    } else {
        json_t *whole = typed("Dataset");
        put_text(whole, "name", document->title);
        put_text(whole, "description", description(site, &site->pages.at[0]));
        put_text(whole, "url", data_url(site, STR("index.html")));
        put(dataset, "isPartOf", whole);
    }
    put_downloads(site, dataset, page->use ? page->use->id : (Str){0});
    return dataset;
}

static void add_unit(StrBuf *out, uint32_t unit)
{
    static const char digits[] = "0123456789ABCDEF";
    const char text[] = {'\\',
                         'u',
                         digits[unit >> 12 & 15],
                         digits[unit >> 8 & 15],
                         digits[unit >> 4 & 15],
                         digits[unit & 15]};

    buf_add(out, (Str){text, sizeof text});
}

// In UTF-16, as JSON has it.
static void add_escaped(StrBuf *out, uint32_t code)
{
    if (code > 0xFFFF)
        add_unit(out, 0xD800 + ((code - 0x10000) >> 10));
    add_unit(out, code > 0xFFFF ? 0xDC00 + ((code - 0x10000) & 0x3FF) : code);
}

// In a script element nothing is escaped as in text: </script> and <!-- must not come about, and the page may
// have any charset.
static Str inert_json(const Site *site, Str json)
{
    StrBuf out = {.arena = site->arena};
    size_t from = 0;

    for (size_t at = 0; at < json.n;) {
        size_t start = at;
        uint32_t code = utf8_next(json, &at);

        if (code < 0x80 && code != '<' && code != '>' && code != '&')
            continue;
        buf_add(&out, str_slice(json, from, start));
        add_escaped(&out, code);
        from = at;
    }
    buf_add(&out, str_slice(json, from, json.n));
    return buf_str(&out);
}

const Items *dataset_of(const Site *site, const Page *page)
{
    Items *items = ARENA_NEW(site->arena, Items);

    if (site->document->only || (!page->index && !page->use))
        return items;
    json_t *dataset = dataset_tree(site, page);
    char *json = json_dumps(dataset, JSON_COMPACT);
    json_decref(dataset);
    if (json && json_is_whole(str_of(json)))
        vec_push(site->arena, items)->texts[SLOT_JSON] = inert_json(site, str_of(json));
    else
        diag_report(site->diag, SEVERITY_FAILURE, "data-write", (Place){0}, (Str){0},
                    _("what %.*s tells programs of itself could not be made"), STR_ARG(page->name));
    free(json);
    return items;
}
