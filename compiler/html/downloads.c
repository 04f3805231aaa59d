// What stands beside the site in the same output.
#include "html/internal-site.h"

static void add_download(const Site *site, Items *items, Str path, bool named)
{
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
}

void add_downloads(const Site *site, Items *items, Str id)
{
    Str prefix = STR("tables/");
    Str own = str_print(site->arena, "tables/%.*s.", STR_ARG(id));

    for (size_t i = 0; i < site->options.download_count; i++) {
        Str path = site->options.downloads[i];
        if (id.n ? str_starts(path, own) : !str_starts(path, prefix))
            add_download(site, items, path,
                         i + site->options.attachment_count >= site->options.download_count);
    }
}
