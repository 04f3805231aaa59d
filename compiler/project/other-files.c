// Files beside the tables that are none: notes to oneself, pictures, what systems leave behind.
#include "project/internal-project.h"

#define MOST_NAMED 5
// What a table is told by stands in the first lines.
#define MOST_LINES 200

// ---- texts

// Lines whose fields are parted by tabs, or by commas with a number among them.
static bool has_fields(const Source *source)
{
    size_t tabs = 0, commas = 0;

    for (uint32_t line = 1; line <= MOST_LINES; line++) {
        Str text = source_line(source, line);
        bool digit = false;

        for (size_t i = 0; i < text.n; i++)
            digit |= text.at[i] >= '0' && text.at[i] <= '9';
        tabs += str_find_char(text, '\t', 0) > 0;
        commas += digit && str_find_char(text, ',', 0) >= 0;
    }
    return tabs >= 2 || commas >= 2;
}

// A text that cannot be read may be anything.
bool text_may_be_table(const TableFolder *folder, Arena *scratch, Str name, Str stem)
{
    Diag *trial;
    const Source *source;
    bool table;

    if (table_spec_match(folder, stem))
        return true;
    trial = diag_new();
    source = source_read(scratch, trial, input_below(scratch, folder->path, name), name, folder->encoding);
    table = !source || has_fields(source);
    diag_free(trial);
    return table;
}

// ---- what is told

// What systems put into every folder; names that begin with . or ~ are not listed at all.
static bool is_of_system(Str name)
{
    static const char *const names[] = {"Thumbs.db", "ehthumbs.db", "desktop.ini", "__MACOSX"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (name_equal(name, str_of(names[i])))
            return true;
    return false;
}

void other_files_add(const TableFolder *folder, OtherFiles *others, Str name)
{
    if (is_of_system(name))
        return;
    if (others->count++ >= MOST_NAMED)
        return;
    others->names.arena = folder->arena;
    if (others->count > 1)
        buf_add_c(&others->names, _(", "));
    buf_print(&others->names, _("“%.*s”"), STR_ARG(name));
}

void other_files_report(const TableFolder *folder, OtherFiles *others)
{
    if (others->count > MOST_NAMED)
        buf_add_c(&others->names, _(" and others"));
    if (others->count)
        diag_report(folder->diag, SEVERITY_NOTE, "file-other", (Place){.file = folder->name},
                    str_of(_("tables are .csv, .xlsx, .xls, .et or .ods")),
                    dngettext(GONGKAI_DOMAIN, "%zu file is no table and was not read: %.*s",
                              "%zu files are no tables and were not read: %.*s",
                              (unsigned long)others->count),
                    others->count, STR_ARG(buf_str(&others->names)));
}
