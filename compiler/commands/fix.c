#include "commands/fix.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CONTEXT = 3 }; // lines of a hunk around what changes

// ---- the diff

typedef struct Lines {
    Str *at; // without their ends
    size_t n;
    bool open; // the last has no end
} Lines;

static Lines lines_of(Arena *arena, Str text)
{
    Lines lines = {0};
    VEC(Str) all = {0};

    for (size_t at = 0; at < text.n;) {
        ptrdiff_t end = str_find_char(text, '\n', at);

        lines.open = end < 0;
        *vec_push(arena, &all) = str_slice(text, at, end < 0 ? text.n : (size_t)end);
        at = end < 0 ? text.n : (size_t)end + 1;
    }
    lines.at = all.at;
    lines.n = all.n;
    return lines;
}

static void line_print(char sign, const Lines *lines, size_t i)
{
    printf("%c%.*s\n", sign, STR_ARG(lines->at[i]));
    if (lines->open && i + 1 == lines->n)
        puts("\\ No newline at end of file");
}

// Those of a line that are not there yet: a, b
static void add_rules(StrBuf *rules, Str line)
{
    while (line.n > 0) {
        ptrdiff_t comma = str_find(line, STR(", "), 0);
        Str rule = str_slice(line, 0, comma < 0 ? line.n : (size_t)comma);

        if (str_find(buf_str(rules), rule, 0) < 0)
            buf_print(rules, "%s%.*s", rules->n ? ", " : "", STR_ARG(rule));
        line = comma < 0 ? (Str){0} : str_slice(line, (size_t)comma + strlen(", "), line.n);
    }
}

// Lines [from, to), of which those that differ are printed in runs: what was, then what is.
static void hunk_print(const MendedFile *file, const Lines *before, const Lines *after, size_t from,
                       size_t to)
{
    Arena *arena = arena_new();
    StrBuf rules = {.arena = arena};

    for (size_t i = 0; i < file->lines.n; i++) {
        const MendedLine *line = &file->lines.at[i];

        if (line->line > from && line->line <= to)
            add_rules(&rules, line->rules);
    }
    printf("@@ -%zu,%zu +%zu,%zu @@ %.*s\n", from + 1, to - from, from + 1, to - from,
           STR_ARG(buf_str(&rules)));
    for (size_t i = from, end; i < to; i = end) {
        for (end = i; end < to && !str_equal(before->at[end], after->at[end]); end++)
            line_print('-', before, end);
        for (size_t k = i; k < end; k++)
            line_print('+', after, k);
        if (end == i)
            line_print(' ', before, end++);
    }
    arena_free(arena);
}

static void diff_print(Arena *arena, const MendedFile *file, const char *folder)
{
    Lines before = lines_of(arena, file->before), after = lines_of(arena, file->after);
    Str name = path_join(arena, str_of(strcmp(folder, ".") == 0 ? "" : folder), file->name);

    printf("--- %.*s\n+++ %.*s\n", STR_ARG(name), STR_ARG(name));
    assert(before.n == after.n && (before.n == 0 || (before.at && after.at)));
    for (size_t i = 0, from, to; i < before.n; i++) {
        if (str_equal(before.at[i], after.at[i]))
            continue;
        from = i > CONTEXT ? i - CONTEXT : 0;
        to = i + 1;
        for (size_t k = to; k < before.n && k <= to + 2 * CONTEXT; k++)
            if (!str_equal(before.at[k], after.at[k]))
                to = k + 1;
        i = to;
        to = to + CONTEXT < before.n ? to + CONTEXT : before.n;
        hunk_print(file, &before, &after, from, to);
    }
}

// ---- writing

static Str with_ends(Arena *arena, Str text, const char *end)
{
    StrBuf out = {.arena = arena};

    for (size_t at = 0; at < text.n;) {
        ptrdiff_t next = str_find_char(text, '\n', at);

        buf_add(&out, str_slice(text, at, next < 0 ? text.n : (size_t)next));
        if (next >= 0)
            buf_add_c(&out, end);
        at = next < 0 ? text.n : (size_t)next + 1;
    }
    return buf_str(&out);
}

// The bytes of a text as the file on the disk has them: its byte-order mark and line ends. False where that
// file is not in UTF-8, or is no longer what was read.
static bool encode(Arena *arena, Str disk, const MendedFile *file, Str *bytes)
{
    static const char *const ends[] = {"\n", "\r\n"}, *const marks[] = {"", "\xEF\xBB\xBF"};

    for (size_t e = 0; e < 2; e++)
        for (size_t m = 0; m < 2; m++) {
            Str now = with_ends(arena, file->before, ends[e]);

            if (!str_equal(disk, str_print(arena, "%s%.*s", marks[m], STR_ARG(now))))
                continue;
            *bytes = str_print(arena, "%s%.*s", marks[m], STR_ARG(with_ends(arena, file->after, ends[e])));
            return true;
        }
    return false;
}

// Beside the file first, then over it.
static bool file_replace(Arena *arena, int folder, const char *name, mode_t mode, Str bytes)
{
    const char *part = str_c(arena, str_print(arena, ".%s.gongkai-%ld", name, (long)getpid()));
    int fd = openat(folder, part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool written;

    if (fd < 0)
        return false;
    written = fd_write(fd, bytes) && fsync(fd) == 0 && fchmod(fd, mode & 07777) == 0;
    if (close(fd) != 0)
        written = false;
    if (written && renameat(folder, part, folder, name) == 0)
        return fsync(folder) == 0;
    int reason = errno;
    unlinkat(folder, part, 0);
    errno = reason;
    return false;
}

static bool fail(Str name, const char *why)
{
    fprintf(stderr, _("gongkai: %.*s is left as it is: %s\n"), STR_ARG(name), why);
    return false;
}

bool file_rewrite(Arena *arena, const MendedFile *file, const char *folder)
{
    ptrdiff_t slash = str_find_char(file->name, '/', 0);
    Str within = path_join(arena, str_of(folder), str_slice(file->name, 0, slash < 0 ? 0 : (size_t)slash));
    const char *name = str_c(arena, str_slice(file->name, slash < 0 ? 0 : (size_t)slash + 1, file->name.n));
    int at = open(str_c(arena, within), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    Input input = input_below(arena, input_at(str_of(folder)), file->name);
    Diag *unread = diag_new();
    struct stat about;
    Str disk, bytes;
    bool written = false;

    if (at < 0 || fstatat(at, name, &about, AT_SYMLINK_NOFOLLOW) != 0)
        fail(file->name, strerror(errno));
    else if (!S_ISREG(about.st_mode))
        fail(file->name, _("it is a link"));
    else if (!source_bytes(arena, unread, input, file->name, &disk) || !encode(arena, disk, file, &bytes))
        fail(file->name, _("it is not in UTF-8, or has changed"));
    else if (!file_replace(arena, at, name, about.st_mode, bytes))
        fail(file->name, strerror(errno));
    else
        written = true;
    if (at >= 0)
        close(at);
    diag_free(unread);
    return written;
}

int fix_folder(const CompileOptions *compile, bool dry_run)
{
    Arena *arena = arena_new();
    Diag *failures = diag_new();
    MendedFiles files = compilation_mend(arena, failures, compile);
    size_t edits = 0, written = 0;
    int status = diag_total(failures) > 0 ? findings_print(failures, NULL, false) : EXIT_DONE;

    for (size_t i = 0; i < files.n; i++) {
        const MendedFile *file = &files.at[i];

        if (!dry_run && !file_rewrite(arena, file, compile->folder)) {
            status = EXIT_SYSTEM;
            continue;
        }
        diff_print(arena, file, compile->folder);
        edits += file->edits;
        written++;
    }
    if (dry_run)
        fprintf(stderr, _("%s: %zu changes in %zu files would be made\n"), compile->folder, edits, written);
    else
        fprintf(stderr, _("%s: %zu changes in %zu files\n"), compile->folder, edits, written);
    diag_free(failures);
    arena_free(arena);
    return status;
}
