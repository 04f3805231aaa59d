// A note of what an output was made from: a line for what it was made with, one for each file, folder and
// look that this took, one for each file that was written, and a digest of them all.
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/folder.h"
#include "compile/internal-seen.h"

#define FORMAT "gongkai-seen 1"
#define NOTE_MOST ((size_t)64 << 20)

Seen *seen_note_begin(SeenNote *note, Arena *arena, const OutputSpec *spec)
{
    struct timespec time;

    if (spec->tools.n == 0)
        return seen_begin(NULL);
    clock_gettime(CLOCK_REALTIME, &time);
    *note = (SeenNote){.seen = seen_new(arena), .began = (int64_t)time.tv_sec * 1000000000 + time.tv_nsec};
    return seen_begin(note->seen);
}

// ---- what it is made with

static void add_field(StrBuf *out, Str field)
{
    buf_print(out, "%zu:", field.n);
    buf_add(out, field);
}

// Of options and tools, all that outputs may differ by.
static uint64_t made_with(const CompileOptions *options, const OutputSpec *spec)
{
    Arena *scratch = arena_new();
    StrBuf out = {.arena = scratch};
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    const CopySpec *copy = &spec->copy;
    uint64_t hash;

    add_field(&out, spec->tools);
    add_field(&out, spec->also);
    add_field(&out, options->generator);
    add_field(&out, str_of(options->section ? options->section : ""));
    add_field(&out, str_of(epoch ? epoch : ""));
    add_field(&out, str_of(copy->since ? copy->since : ""));
    buf_print(&out, "%d%d %u %d %d%d%d%d ", options->draft, options->strict, spec->kinds, copy->round,
              spec->attach, copy->final, copy->numbered, copy->charts);
    for (size_t i = 0; i < options->text_count; i++) {
        add_field(&out, options->texts[i].name);
        add_field(&out, options->texts[i].text);
    }
    hash = str_hash(buf_str(&out));
    arena_free(scratch);
    return hash;
}

// ---- paths

// Of the project, of Gongkai's own data, or from the root: the note may be looked at from another folder.
typedef enum Base { OF_PROJECT = 'P', OF_DATA = 'D', OF_ROOT = 'R' } Base;

static bool below(Str path, Str folder, Str *rest)
{
    if (!str_starts(path, folder) || (path.n > folder.n && path.at[folder.n] != '/'))
        return false;
    *rest = str_slice(path, path.n > folder.n ? folder.n + 1 : path.n, path.n);
    return true;
}

static Str without_end(Str folder)
{
    while (folder.n > 1 && folder.at[folder.n - 1] == '/')
        folder.n--;
    return folder;
}

static Base path_base(Arena *arena, const CompileOptions *options, Str path, Str *rest)
{
    char here[PATH_MAX];

    if (below(path, without_end(str_of(options->folder)), rest))
        return OF_PROJECT;
    if (below(path, without_end(options->data_folder), rest))
        return OF_DATA;
    if (path.n > 0 && path.at[0] == '/')
        *rest = path;
    else
        *rest = path_join(arena, str_of(getcwd(here, sizeof here) ? here : "."), path);
    return OF_ROOT;
}

// ---- writing

static void add_mark(StrBuf *out, FileMark mark)
{
    buf_print(out, "%" PRIx64 " %" PRIx64 " %" PRIx64 " %" PRIx64 " ", mark.size, mark.inode,
              (uint64_t)mark.modified, (uint64_t)mark.changed);
}

// False where it can never be known again.
static bool add_input(StrBuf *out, const CompileOptions *options, const SeenEntry *entry)
{
    static const char kinds[] = {[SEEN_LOOK] = 'K', [SEEN_LIST] = 'L', [SEEN_FILE] = 'F'};
    Str rest;
    Base base = path_base(out->arena, options, entry->path, &rest);

    if (entry->unsteady || str_find_char(rest, '\n', 0) >= 0)
        return false;
    buf_print(out, "%c ", kinds[entry->kind]);
    if (entry->kind == SEEN_FILE)
        add_mark(out, entry->mark);
    buf_print(out, "%" PRIx64 " %c%.*s\n", entry->value, base, STR_ARG(rest));
    return true;
}

static bool add_output(StrBuf *out, int folder, const RecordFile *file)
{
    struct stat about;

    if (str_find_char(file->name, '\n', 0) >= 0 ||
        fstatat(folder, str_c(out->arena, file->name), &about, AT_SYMLINK_NOFOLLOW) != 0 ||
        !S_ISREG(about.st_mode) || (size_t)about.st_size != file->size)
        return false;
    buf_add_c(out, "O ");
    add_mark(out, file_mark(&about));
    buf_print(out, "%s %.*s\n", file->sha256, STR_ARG(file->name));
    return true;
}

// In its place at once, so that no reader finds a part of it.
static void put(int folder, Str bytes)
{
    static const char next[] = FOLDER_SEEN ".next";
    int fd;
    bool whole;

    unlinkat(folder, next, 0);
    fd = openat(folder, next, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0)
        return;
    whole = write(fd, bytes.at, bytes.n) == (ssize_t)bytes.n;
    whole = close(fd) == 0 && whole;
    if (!whole || renameat(folder, next, folder, FOLDER_SEEN) != 0)
        unlinkat(folder, next, 0);
}

Str seen_inputs(Arena *arena, const Compilation *made, const OutputSpec *spec, const SeenNote *note)
{
    StrBuf out = {.arena = arena};
    size_t n;

    if (!note->seen)
        return (Str){0};
    const SeenEntry *entries = seen_entries(note->seen, &n);
    buf_print(&out, FORMAT " %" PRIx64 " %" PRIx64 " %zx\n", made_with(&made->options, spec),
              (uint64_t)note->began, diag_count(made->diag, SEVERITY_WARNING));
    for (size_t i = 0; i < n; i++)
        if (!add_input(&out, &made->options, &entries[i]))
            return (Str){0};
    return buf_str(&out);
}

void seen_write(int folder, Str inputs, const RecordFile *files, size_t n)
{
    Arena *scratch = arena_new();
    StrBuf out = {.arena = scratch};
    bool known = true;

    buf_add(&out, inputs);
    for (size_t i = 0; known && i < n; i++)
        known = add_output(&out, folder, &files[i]);
    if (known) {
        buf_print(&out, "= %" PRIx64 "\n", str_hash(buf_str(&out)));
        put(folder, buf_str(&out));
    }
    arena_free(scratch);
}

// ---- comparing

typedef struct Look {
    Arena *arena;
    const CompileOptions *options;
    int project, data, output; // folders
    int64_t began;
    bool bytes; // of every file
} Look;

static bool read_hex(Str *line, uint64_t *number)
{
    size_t i = 0;

    *number = 0;
    for (; i < line->n && i < 16 && line->at[i] != ' '; i++) {
        char c = line->at[i];
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                                                : 16;

        if (digit > 15)
            return false;
        *number = *number << 4 | digit;
    }
    if (i == 0 || (i < line->n && line->at[i] != ' '))
        return false;
    *line = str_slice(*line, i < line->n ? i + 1 : i, line->n);
    return true;
}

static bool read_mark(Str *line, FileMark *mark)
{
    uint64_t modified, changed;

    if (!read_hex(line, &mark->size) || !read_hex(line, &mark->inode) || !read_hex(line, &modified) ||
        !read_hex(line, &changed))
        return false;
    mark->modified = (int64_t)modified;
    mark->changed = (int64_t)changed;
    return true;
}

// The folder that a path starts from; the path itself in `arena`, "." where it is the folder.
static int path_start(const Look *look, Str written, const char **path)
{
    Str rest = str_slice(written, written.n > 0, written.n);

    *path = rest.n > 0 ? str_c(look->arena, rest) : ".";
    return written.n == 0                ? -1
           : written.at[0] == OF_PROJECT ? look->project
           : written.at[0] == OF_DATA    ? look->data
                                         : AT_FDCWD;
}

// Of a regular file, all of it; at == NULL where there is none.
static Str bytes_at(Arena *arena, int start, const char *path, size_t most)
{
    struct stat about;
    int fd = openat(start, path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    bool fits = fd >= 0 && fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && (size_t)about.st_size <= most;
    Str bytes = fits ? fd_read(arena, fd, (size_t)about.st_size) : (Str){0};

    fd_close(&fd);
    return bytes;
}

static bool bytes_same(int start, const char *path, uint64_t hash)
{
    Arena *scratch = arena_new();
    Str bytes = bytes_at(scratch, start, path, SIZE_MAX);
    bool same = bytes.at && str_hash(bytes) == hash;

    arena_free(scratch);
    return same;
}

static bool file_same(const Look *look, Str line)
{
    struct stat about;
    FileMark mark;
    uint64_t hash;
    const char *path;

    if (!read_mark(&line, &mark) || !read_hex(&line, &hash))
        return false;
    int start = path_start(look, line, &path);
    return fstatat(start, path, &about, 0) == 0 && S_ISREG(about.st_mode) &&
           file_mark_same(file_mark(&about), mark) &&
           ((!look->bytes && mark.changed < look->began - SEEN_YOUNG) || bytes_same(start, path, hash));
}

static bool look_same(const Look *look, Str line)
{
    uint64_t kind;
    const char *path;

    if (!read_hex(&line, &kind))
        return false;
    int start = path_start(look, line, &path);
    return (kind == INPUT_NONE || kind == INPUT_FILE || kind == INPUT_FOLDER) &&
           (uint64_t)input_kind_now(start, path) == kind;
}

static bool list_same(const Look *look, Str line)
{
    uint64_t hash;
    const char *path;
    size_t n;

    if (!read_hex(&line, &hash) || line.n == 0)
        return false;
    path_start(look, line, &path);
    Str folder = line.at[0] == OF_PROJECT
                     ? path_join(look->arena, str_of(look->options->folder), str_of(path))
                 : line.at[0] == OF_DATA ? path_join(look->arena, look->options->data_folder, str_of(path))
                                         : str_of(path);
    Str *names = input_list(look->arena, NULL, input_at(folder), &n);
    return names_hash(names, n) == hash;
}

static bool output_same(const Look *look, Str line)
{
    struct stat about;
    FileMark mark;

    if (!read_mark(&line, &mark) || line.n < RECORD_DIGEST + 2)
        return false;
    Str name = str_slice(line, RECORD_DIGEST + 1, line.n);
    const char *path = str_c(look->arena, name);
    if (fstatat(look->output, path, &about, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(about.st_mode) ||
        !file_mark_same(file_mark(&about), mark))
        return false;
    if (!look->bytes)
        return true;
    Arena *scratch = arena_new();
    Str bytes = bytes_at(scratch, look->output, path, mark.size);
    bool same = bytes.at && strncmp(record_file((Kind)0, name, bytes).sha256, line.at, RECORD_DIGEST) == 0;
    arena_free(scratch);
    return same;
}

static bool line_same(const Look *look, Str line)
{
    if (line.n < 3 || line.at[1] != ' ')
        return false;
    Str rest = str_slice(line, 2, line.n);
    switch (line.at[0]) {
    case 'F':
        return file_same(look, rest);
    case 'L':
        return list_same(look, rest);
    case 'K':
        return look_same(look, rest);
    case 'O':
        return output_same(look, rest);
    default:
        return false;
    }
}

// The note without its last line; false where that is not of it.
static bool is_whole(Str *note)
{
    uint64_t hash;
    size_t at = note->n;

    while (at > 1 && note->at[at - 2] != '\n')
        at--;
    if (at < 2 || note->at[note->n - 1] != '\n')
        return false;
    Str last = str_slice(*note, at - 1, note->n - 1);
    *note = str_slice(*note, 0, at - 1);
    if (!str_starts(last, STR("= ")))
        return false;
    last = str_slice(last, 2, last.n);
    return read_hex(&last, &hash) && hash == str_hash(*note);
}

static Str take_line(Str *note)
{
    ptrdiff_t end = str_find_char(*note, '\n', 0);
    Str line = str_slice(*note, 0, end < 0 ? note->n : (size_t)end);

    *note = str_slice(*note, end < 0 ? note->n : (size_t)end + 1, note->n);
    return line;
}

// with: NULL: whatever it was made with.
static bool note_same(Look *look, Str note, const uint64_t *with, size_t *warnings)
{
    uint64_t began, was_with, warned;

    if (!is_whole(&note))
        return false;
    Str head = take_line(&note);
    if (!str_starts(head, STR(FORMAT " ")))
        return false;
    head = str_slice(head, sizeof FORMAT, head.n);
    if (!read_hex(&head, &was_with) || (with && was_with != *with) || !read_hex(&head, &began) ||
        !read_hex(&head, &warned))
        return false;
    look->began = (int64_t)began;
    *warnings = (size_t)warned;
    bool same = true;
    while (same && note.n > 0)
        same = line_same(look, take_line(&note));
    return same;
}

static bool unchanged(const CompileOptions *options, Str output, const uint64_t *with, bool bytes,
                      size_t *warnings)
{
    const int flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
    Arena *scratch = arena_new();
    Look look = {.arena = scratch,
                 .options = options,
                 .project = open(options->folder, flags),
                 .data = open(str_c(scratch, options->data_folder), flags),
                 .output = open(str_c(scratch, output), flags),
                 .bytes = bytes};
    Str note = look.output < 0 ? (Str){0} : bytes_at(scratch, look.output, FOLDER_SEEN, NOTE_MOST);
    bool same = note.at && note_same(&look, note, with, warnings);

    fd_close(&look.project);
    fd_close(&look.data);
    fd_close(&look.output);
    arena_free(scratch);
    return same;
}

bool compile_unchanged(const CompileOptions *options, const OutputSpec *spec, bool bytes, size_t *warnings)
{
    uint64_t with = made_with(options, spec);

    return unchanged(options, spec->folder, &with, bytes, warnings);
}

bool compile_current(const CompileOptions *options, Str output)
{
    size_t warnings;

    return unchanged(options, output, NULL, false, &warnings);
}
