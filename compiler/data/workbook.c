// Workbooks: made in memory, the same bytes each time.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "data/internal-workbook.h"

#define SHEET_NAME_MOST 31 // UTF-16 units

// The library takes a date of zero for now; its zip entries have the same fixed date, the first that a zip
// knows.
#define EARLIEST 315532800 // 1980-01-01 UTC

// The library writes each part to a temporary file, unlinked as soon as it is open. In memory that takes half
// the time; large ones go where the system has temporary files, which may hold more.
#define MEMORY_FOLDER "/dev/shm"
#define MEMORY_MOST_CELLS 200000

// ---- sheets

static size_t units_of(uint32_t code)
{
    return code > 0xFFFF ? 2 : 1;
}

// The first `most` units of the name, without what a sheet's name may not hold.
static Str clean_name(Arena *arena, Str name, Str other, size_t most)
{
    StrBuf clean = {.arena = arena};
    size_t units = 0;

    for (size_t at = 0; at < name.n;) {
        uint32_t code = utf8_next(name, &at);

        if (code < 0x20 || code == '\'' || (code < 0x80 && strchr("[]:*?/\\", (int)code)))
            continue;
        units += units_of(code);
        if (units > most)
            break;
        buf_add_code(&clean, code);
    }
    return clean.n > 0 ? buf_str(&clean) : other;
}

static bool is_taken(const Making *making, Str fold)
{
    for (size_t i = 0; i < making->sheets.n; i++)
        if (str_equal(making->sheets.at[i], fold))
            return true;
    return false;
}

// 公开14表, which is how readers of workbooks find it by number; tables of one's own by their names.
static Str sheet_name(Making *making, const TableSpec *spec)
{
    Arena *arena = making->arena;
    const WordList *words = spec_words(spec);
    Str other = words_first(words[WORDS_TABLE_ENDS]); // for a name of characters that none may have
    Str whole = spec->number > 0
                    ? str_print(arena, "%.*s%02d%.*s", STR_ARG(words_first(words[WORDS_SHEET_NUMBER_BEFORE])),
                                spec->number, STR_ARG(other))
                    : spec->name;
    Str name = clean_name(arena, whole, other, SHEET_NAME_MOST);

    for (int i = 2; is_taken(making, name_fold(arena, name)); i++) {
        Str number = str_print(arena, "-%d", i);
        Str start = clean_name(arena, whole, other, SHEET_NAME_MOST - number.n);

        name = str_print(arena, "%.*s%.*s", STR_ARG(start), STR_ARG(number));
    }
    *vec_push(arena, &making->sheets) = name_fold(arena, name);
    return name;
}

static void add_sheet(Making *making, const Table *table)
{
    const TableUse *use = document_table_use(making->document, table);
    Str name = sheet_name(making, table->spec);
    lxw_worksheet *sheet = workbook_add_worksheet(making->book, name.at);
    Written *written = vec_push(making->arena, &making->written);

    *written = (Written){.name = name};
    if (sheet)
        sheet_write(making, sheet, written, table, use ? use->node->orientation : table->spec->orientation);
    else
        making_check(making, LXW_ERROR_MEMORY_MALLOC_FAILED);
}

// ---- the file

static void set_properties(Making *making, Str title)
{
    const Document *document = making->document;
    Arena *arena = making->arena;
    lxw_doc_properties properties = {
        .title = (char *)str_c(arena, title),
        .created = (time_t)(document->project->time > EARLIEST ? document->project->time : EARLIEST),
    };

    making_check(making, workbook_set_properties(making->book, &properties));
}

static Str bytes_of(Making *making, int fd)
{
    struct stat found;
    size_t n = 0;

    if (fstat(fd, &found) != 0 || found.st_size <= 0) {
        making_fail(making, strerror(errno));
        return (Str){0};
    }
    char *bytes = arena_alloc(making->arena, (size_t)found.st_size);
    while (n < (size_t)found.st_size) {
        ssize_t got = pread(fd, bytes + n, (size_t)found.st_size - n, (off_t)n);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            making_fail(making, strerror(errno));
            return (Str){0};
        }
        n += (size_t)got;
    }
    return (Str){bytes, n};
}

static size_t cells_of(PublishedTables tables)
{
    size_t cells = 0;

    for (size_t i = 0; i < tables.n; i++)
        for (size_t l = 0; l < tables.at[i].table->spec->list_count; l++)
            cells += tables.at[i].table->lists[l].row_count * tables.at[i].table->spec->lists[l].count;
    return cells;
}

// The tables' workbook into the file that fd has, which the library opens by its path.
static void fill(Making *making, int fd, PublishedTables tables, Str title)
{
    char path[sizeof "/proc/self/fd/" + 3 * sizeof fd];
    bool in_memory = cells_of(tables) <= MEMORY_MOST_CELLS && access(MEMORY_FOLDER, W_OK | X_OK) == 0;
    char folder[] = MEMORY_FOLDER;
    lxw_workbook_options options = {.tmpdir = in_memory ? folder : NULL};

    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    making->book = workbook_new_opt(path, &options);
    if (!making->book) {
        making_check(making, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    making->formats = formats_new(making->arena, making->book);
    set_properties(making, title);
    for (size_t i = 0; i < tables.n && !making->failed; i++)
        add_sheet(making, tables.at[i].table);
    making_check(making, workbook_close(making->book)); // frees it, too
}

// NULL at after reporting.
static Str workbook_bytes(Arena *arena, Diag *diag, const Document *document, PublishedTables tables,
                          Str name, Str title)
{
    Arena *scratch = arena_new();
    Making making = {.arena = scratch, .diag = diag, .document = document, .name = name};
    int fd = memfd_create("gongkai", MFD_CLOEXEC);
    Str bytes = {0};

    if (fd < 0) {
        making_fail(&making, strerror(errno));
    } else {
        fill(&making, fd, tables, title);
        if (!making.failed)
            bytes = str_copy(arena, bytes_of(&making, fd));
        if (!making.failed && !workbook_reads_back(bytes, making.written.at, making.written.n))
            making_fail(&making, _("it does not read back as it was written"));
        close(fd);
    }
    if (making.failed)
        bytes = (Str){0};
    arena_free(scratch);
    return bytes;
}

DataFiles *data_workbooks(Arena *arena, Diag *diag, const Document *document)
{
    PublishedTables tables = published_tables(arena, document);
    DataFiles *made = ARENA_NEW(arena, DataFiles);

    if (tables.n == 0)
        return made;
    made->files = ARENA_ARRAY(arena, DataFile, tables.n + 1);
    for (size_t i = 0; i <= tables.n; i++) {
        bool all = i == tables.n;
        PublishedTables these = all ? tables : (PublishedTables){&tables.at[i], 1};
        Str name = all ? STR("tables.xlsx") : str_print(arena, "tables/%.*s.xlsx", STR_ARG(tables.at[i].id));
        Str title = all ? document->title : tables.at[i].table->spec->title;
        Str bytes = workbook_bytes(arena, diag, document, these, name, title);

        if (!bytes.at)
            return NULL;
        made->files[made->file_count++] = (DataFile){name, bytes};
    }
    return made;
}
