// A workbook that is being made: what the library says of it, its sheets' names, its bytes.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
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

// A binary64 holds that many digits of any decimal.
#define MOST_DIGITS 15

void making_fail(Making *making, const char *reason)
{
    if (making->failed)
        return;
    making->failed = true;
    diag_report(making->diag, SEVERITY_FAILURE, "workbook-write", (Place){0},
                str_of(_("see that the folder for temporary files has room")),
                _("%.*s could not be made: %s"), STR_ARG(making->name), reason);
}

bool making_check(Making *making, lxw_error error)
{
    if (error != LXW_NO_ERROR)
        making_fail(making, lxw_strerror(error));
    return error == LXW_NO_ERROR;
}

// ---- names

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

Str making_sheet_name(Making *making, Str whole, Str other)
{
    Arena *arena = making->arena;
    Str name = clean_name(arena, whole, other, SHEET_NAME_MOST);

    for (int i = 2; is_taken(making, name_fold(arena, name)); i++) {
        Str number = str_print(arena, "-%d", i);
        Str start = clean_name(arena, whole, other, SHEET_NAME_MOST - number.n);

        name = str_print(arena, "%.*s%.*s", STR_ARG(start), STR_ARG(number));
    }
    *vec_push(arena, &making->sheets) = name_fold(arena, name);
    return name;
}

// ---- the file

void making_properties(Making *making, Str title, int64_t time)
{
    lxw_doc_properties properties = {
        .title = str_c(making->arena, title),
        .created = (time_t)(time > EARLIEST ? time : EARLIEST),
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

// The workbook into the file that fd has, which the library opens by its path.
static void book_fill(Making *making, int fd, size_t cells, void (*fill)(Making *making, const void *what),
                      const void *what)
{
    char path[sizeof "/proc/self/fd/" + 3 * sizeof fd];
    bool in_memory = cells <= MEMORY_MOST_CELLS && access(MEMORY_FOLDER, W_OK | X_OK) == 0;
    char folder[] = MEMORY_FOLDER;
    lxw_workbook_options options = {.tmpdir = in_memory ? folder : NULL};

    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    making->book = workbook_new_opt(path, &options);
    if (!making->book) {
        making_check(making, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    fill(making, what);
    making_check(making, workbook_close(making->book)); // frees it, too
}

Str making_bytes(Arena *arena, Making *making, size_t cells, void (*fill)(Making *making, const void *what),
                 const void *what)
{
    int fd = memfd_create("gongkai", MFD_CLOEXEC);
    Str bytes = {0};

    if (fd < 0) {
        making_fail(making, strerror(errno));
        return bytes;
    }
    book_fill(making, fd, cells, fill, what);
    if (!making->failed)
        bytes = str_copy(arena, bytes_of(making, fd));
    if (!making->failed && !workbook_reads_back(bytes, making->written.at, making->written.n))
        making_fail(making, _("it does not read back as it was written"));
    close(fd);
    return making->failed ? (Str){0} : bytes;
}

// ---- cells

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

// Control characters but tab and line feed, which XML does not have.
static bool is_control(char c)
{
    return (unsigned char)c < 0x20 && c != '\t' && c != '\n';
}

static bool is_plain(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (is_control(text.at[i]) || (text.at[i] == 'x' && i > 0 && text.at[i - 1] == '_'))
            return false;
    return true;
}

// _x000B_ stands for a control character (ECMA-376 part 1, 22.9.2.19), and what looks like one is written so
// that it is not read as another.
Str making_escaped(Arena *arena, Str text)
{
    StrBuf out = {.arena = arena};

    if (is_plain(text))
        return str_copy(arena, text);
    for (size_t i = 0; i < text.n; i++) {
        bool code = i + 6 < text.n && text.at[i] == '_' && text.at[i + 1] == 'x' && text.at[i + 6] == '_';

        for (size_t k = 2; k < 6 && code; k++)
            code = is_hex(text.at[i + k]);
        buf_add_c(&out, code ? "_x005F" : "");
        if (is_control(text.at[i]))
            buf_print(&out, "_x%04X_", (unsigned)text.at[i]);
        else
            buf_add_char(&out, text.at[i]);
    }
    return buf_str(&out);
}

bool making_double(Str decimal, double *value)
{
    size_t digits = 0;
    char *end;

    for (size_t i = 0; i < decimal.n; i++)
        if (decimal.at[i] >= '0' && decimal.at[i] <= '9' && (digits > 0 || decimal.at[i] != '0'))
            digits++;
    *value = strtod(decimal.at, &end); // the C locale's: LC_NUMERIC is never set
    return digits <= MOST_DIGITS && *end == '\0';
}
