// What stands beside the site in the same output.
#include "html/internal-site.h"

// 386 KB, 1.2 MB: never less than it is; empty where it is not known.
static Str size_text(const Site *site, size_t index)
{
    const uint64_t kilo = 1024, mega = kilo * kilo;

    if (!site->options.download_sizes)
        return (Str){0};
    uint64_t size = site->options.download_sizes[index];
    if (size < mega)
        return str_print(site->arena, "%llu KB", (unsigned long long)((size + kilo - 1) / kilo));
    uint64_t tenths = (size * 10 + mega - 1) / mega;
    return str_print(site->arena, "%llu.%llu MB", (unsigned long long)(tenths / 10),
                     (unsigned long long)(tenths % 10));
}

// What a reader takes it for: the document, all its tables, the list of the data; an attachment is its name.
static Str label(const Site *site, Str path)
{
    const WordList *words = site->document->project->template->words->lists;

    if (str_equal(path, STR("tables.xlsx")))
        return words_first(words[WORDS_DOWNLOAD_ALL]);
    if (str_equal(path, STR("datapackage.json")))
        return words_first(words[WORDS_DOWNLOAD_CATALOGUE]);
    return words_first(words[WORDS_DOWNLOAD_DOCUMENT]);
}

static void add_download(const Site *site, Items *items, size_t index)
{
    Str path = site->options.downloads[index];
    bool named = index + site->options.attachment_count >= site->options.download_count;
    size_t slash = path.n, dot = path.n;

    while (slash > 0 && path.at[slash - 1] != '/')
        slash--;
    while (dot > slash && path.at[dot - 1] != '.')
        dot--;
    StrBuf type = {.arena = site->arena};
    for (size_t i = dot; i < path.n; i++) {
        char c = path.at[i];
        buf_add_char(&type, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
    Item *item = vec_push(site->arena, items);
    item->texts[SLOT_HREF] = url_of_path(site->arena, path);
    item->texts[SLOT_NAME] = str_slice(path, slash, path.n);
    item->texts[SLOT_TYPE] = named ? item->texts[SLOT_NAME] : buf_str(&type);
    item->texts[SLOT_LABEL] = named ? item->texts[SLOT_NAME] : label(site, path);
    item->texts[SLOT_SIZE] = size_text(site, index);
}

void add_downloads(const Site *site, Items *items, Str id)
{
    Str prefix = STR("tables/");
    Str own = str_print(site->arena, "tables/%.*s.", STR_ARG(id));

    for (size_t i = 0; i < site->options.download_count; i++) {
        Str path = site->options.downloads[i];
        if (id.n ? str_starts(path, own) : !str_starts(path, prefix))
            add_download(site, items, i);
    }
}
