// The heads and feet of pages, which stand in the part of styles (OpenDocument 1.3 part 3, 16.9).
#include "spreadsheet/internal-ods.h"

#define MOST_TEXTS 1000

static bool is_part(Str name)
{
    return str_starts(name, STR("header")) || str_starts(name, STR("footer"));
}

void ods_pages_start(OdsPages *pages, const XmlTag *tag)
{
    if (pages->skipped) {
        pages->skipped++;
        return;
    }
    if (str_equal(tag->name, STR("master-page"))) {
        pages->page = str_copy(pages->arena, xml_attribute(tag, "name"));
        return;
    }
    if (!pages->page.n)
        return;
    if (pages->paragraph) {
        // The number of a page, the name of a sheet.
        pages->skipped = !str_equal(tag->name, STR("span")) && !str_equal(tag->name, STR("s"));
    } else if (is_part(tag->name)) {
        pages->part = true;
        pages->skipped = str_equal(xml_attribute(tag, "display"), STR("false"));
    } else if (pages->part && str_equal(tag->name, STR("p"))) {
        pages->paragraph = true;
        pages->text.arena = pages->arena;
        pages->text.n = 0;
    }
}

void ods_pages_text(OdsPages *pages, Str text)
{
    if (pages->paragraph && !pages->skipped)
        buf_add(&pages->text, text);
}

void ods_pages_end(OdsPages *pages, Str name)
{
    if (pages->skipped) {
        pages->skipped--;
        return;
    }
    if (str_equal(name, STR("master-page"))) {
        pages->page = (Str){0};
    } else if (pages->paragraph && str_equal(name, STR("p"))) {
        pages->paragraph = false;
        if (pages->text.n && pages->texts.n < MOST_TEXTS)
            *vec_push(pages->arena, &pages->texts) =
                (OdsPageText){pages->page, str_copy(pages->arena, (Str){pages->text.at, pages->text.n})};
    } else if (is_part(name)) {
        pages->part = false;
    }
}

void ods_pages_add(const OdsPages *pages, Str page, SheetFilling *filling)
{
    if (page.n == 0)
        page = STR("Default");
    for (size_t i = 0; i < pages->texts.n; i++)
        if (str_equal(pages->texts.at[i].page, page))
            sheet_add_beside(filling, pages->texts.at[i].text);
}
