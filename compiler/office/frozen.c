#include "office/internal-frozen.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/outdir.h"
#include "office/office.h"
#include "source/source.h"

static bool fail(Diag *diag, Str path, int error)
{
    diag_report(diag, SEVERITY_FAILURE, "office-write", (Place){.file = path}, (Str){0},
                _("cannot be written: %s"), strerror(error));
    return false;
}

// ---- reading

Str sha256_of(Arena *arena, Str bytes)
{
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    StrBuf hex = {.arena = arena};

    sha256_init(&context);
    sha256_update(&context, bytes.n, (const uint8_t *)bytes.at);
    sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        buf_print(&hex, "%02x", digest[i]);
    return buf_str(&hex);
}

static int by_name(const void *a, const void *b)
{
    return str_compare(((const TreeFile *)a)->name, ((const TreeFile *)b)->name);
}

static bool file_take(Arena *arena, Diag *diag, Input root, Str name, TreeFiles *files)
{
    Str bytes;

    if (!source_bytes(arena, diag, input_below(arena, root, name), name, &bytes))
        return false;
    *vec_push(arena, files) = (TreeFile){name, bytes};
    return true;
}

bool tree_read(Arena *arena, Diag *diag, Str folder, TreeFiles *files)
{
    Input root = {.root = folder};
    VEC(Str) open = {0}; // folders that are still to be read
    size_t failed = diag_count(diag, SEVERITY_FAILURE) + diag_count(diag, SEVERITY_ERROR);

    *vec_push(arena, &open) = (Str){0};
    while (open.n > 0) {
        Str at = open.at[--open.n];
        size_t n;
        Str *names = input_list(arena, diag, input_below(arena, root, at), &n);

        for (size_t i = 0; i < n; i++) {
            Str name = at.n ? path_join(arena, at, names[i]) : names[i];

            if (input_kind(input_below(arena, root, name)) == INPUT_FOLDER)
                *vec_push(arena, &open) = name;
            else if (!file_take(arena, diag, root, name, files))
                return false;
        }
    }
    if (files->n)
        qsort(files->at, files->n, sizeof *files->at, by_name);
    return failed == diag_count(diag, SEVERITY_FAILURE) + diag_count(diag, SEVERITY_ERROR);
}

const TreeFile *tree_find(const TreeFiles *files, Str name)
{
    for (size_t i = 0; i < files->n; i++)
        if (str_equal(files->at[i].name, name))
            return &files->at[i];
    return NULL;
}

// As sha256sum prints them.
static Str digest_lines(Arena *arena, const TreeFiles *files)
{
    StrBuf lines = {.arena = arena};

    for (size_t i = 0; i < files->n; i++)
        buf_print(&lines, "%.*s  %.*s\n", STR_ARG(sha256_of(arena, files->at[i].bytes)),
                  STR_ARG(files->at[i].name));
    return buf_str(&lines);
}

Str tree_digest(Arena *arena, const TreeFiles *files)
{
    return sha256_of(arena, digest_lines(arena, files));
}

// ---- writing

bool folders_make(Arena *arena, Diag *diag, Str path)
{
    for (size_t end = 1; end <= path.n; end++)
        if ((end == path.n || path.at[end] == '/') &&
            mkdir(str_c(arena, str_slice(path, 0, end)), 0777) != 0 && errno != EEXIST)
            return fail(diag, path, errno);
    return true;
}

bool file_put(Arena *arena, Diag *diag, Str path, Str bytes)
{
    return file_place(str_c(arena, path), bytes) || fail(diag, path, errno);
}

bool tree_freeze(Arena *arena, Diag *diag, Str path, TreeFiles *files)
{
    OutDir *out = outdir_open(arena, diag, path);
    bool written = out != NULL;

    if (files->n)
        qsort(files->at, files->n, sizeof *files->at, by_name);
    for (size_t i = 0; written && i < files->n; i++)
        written = outdir_write(out, diag, files->at[i].name, files->at[i].bytes);
    written = written && outdir_write(out, diag, office_word(WORD_DIGESTS), digest_lines(arena, files)) &&
              outdir_commit(out, diag);
    if (out)
        outdir_abandon(out);
    return written;
}

static bool line_holds(Arena *arena, Diag *diag, Str folder, const TreeFiles *files, Str line)
{
    Str name = line.n > 66 ? str_slice(line, 66, line.n) : line;
    const TreeFile *file = tree_find(files, name);

    if (file && line.n > 66 && str_equal(sha256_of(arena, file->bytes), str_slice(line, 0, 64)))
        return true;
    diag_report(diag, SEVERITY_ERROR, "office-frozen", (Place){.file = path_join(arena, folder, name)},
                str_of(_("take it from a backup; a new version is made by correct")), "%s",
                file ? _("this file of a frozen version was changed")
                     : _("this file of a frozen version is gone"));
    return false;
}

bool digests_hold(Arena *arena, Diag *diag, Str folder)
{
    TreeFiles files = {0};
    const TreeFile *list;
    bool hold = tree_read(arena, diag, folder, &files);

    if (!hold)
        return false;
    list = tree_find(&files, office_word(WORD_DIGESTS));
    if (!list)
        return line_holds(arena, diag, folder, &files, office_word(WORD_DIGESTS));
    for (size_t at = 0; at < list->bytes.n;) {
        ptrdiff_t end = str_find_char(list->bytes, '\n', at);
        size_t to = end < 0 ? list->bytes.n : (size_t)end;

        hold = line_holds(arena, diag, folder, &files, str_slice(list->bytes, at, to)) && hold;
        at = to + 1;
    }
    return hold;
}

// ---- versions

static bool version_is_first(Str version)
{
    return str_equal(version, office_word(WORD_FIRST));
}

Str version_correction(Arena *arena, size_t number)
{
    return str_print(arena, "%.*s%zu", STR_ARG(office_word(WORD_CORRECTION)), number);
}

Str frozen_name(Arena *arena, Str version, const LedgerEvent *published)
{
    if (published)
        return str_print(arena, "%.*s_%.*s", STR_ARG(version), STR_ARG(str_slice(published->time, 0, 10)));
    return version_is_first(version) ? office_word(WORD_FINAL) : version;
}

const LedgerEvent *frozen_published(const Ledger *ledger, Str document, Str version)
{
    const LedgerEvent *found = NULL;

    for (size_t i = 0; i < ledger->events.n; i++) {
        const LedgerEvent *event = &ledger->events.at[i];

        if (event->kind == LEDGER_PUBLISHED && str_equal(event->document, document) &&
            str_equal(event->version, version))
            found = event;
    }
    return found;
}

static bool is_there(Arena *arena, Diag *diag, Str path)
{
    struct stat about;
    bool there = stat(str_c(arena, path), &about) == 0;

    if (!there)
        input_failed(diag, path, errno);
    return there;
}

// Under any name that it had: before it was published, or by a date that was put right.
static Str present_name(Arena *arena, Diag *diag, const Ledger *ledger, const LedgerEvent *now, Str archive)
{
    Str name = frozen_name(arena, now->version, NULL);

    for (size_t i = 0; i < ledger->events.n; i++) {
        const LedgerEvent *event = &ledger->events.at[i];
        Str other = event->kind == LEDGER_PUBLISHED ? frozen_name(arena, event->version, event) : (Str){0};

        if (event != now && other.n && str_equal(event->document, now->document) &&
            str_equal(event->version, now->version) &&
            is_there(arena, diag, path_join(arena, archive, other)))
            name = other;
    }
    return name;
}

bool frozen_settle(Arena *arena, Diag *diag, const Ledger *ledger, Str document, Str archive)
{
    size_t failures = diag_count(diag, SEVERITY_FAILURE);

    for (size_t i = 0; i < ledger->events.n; i++) {
        const LedgerEvent *event = &ledger->events.at[i];
        Str now, before;

        if (event->kind != LEDGER_PUBLISHED || !str_equal(event->document, document) ||
            frozen_published(ledger, document, event->version) != event)
            continue;
        now = path_join(arena, archive, frozen_name(arena, event->version, event));
        if (is_there(arena, diag, now))
            continue;
        before = path_join(arena, archive, present_name(arena, diag, ledger, event, archive));
        if (is_there(arena, diag, before) && rename(str_c(arena, before), str_c(arena, now)) != 0)
            return fail(diag, now, errno);
    }
    return diag_count(diag, SEVERITY_FAILURE) == failures;
}

// ---- what next year reads

Str office_published_folder(Arena *arena, Diag *diag, Str office, Str code)
{
    Ledger *ledger = ledger_open(arena, diag, office, false);
    const LedgerEvent *published = ledger ? ledger_state(ledger, code).published : NULL;
    Str archive = path_join(arena, office, office_name(OFFICE_ARCHIVE));
    Str beginning = str_print(arena, "%.*s_", STR_ARG(code));
    size_t n;
    Str *names;

    if (!published)
        return (Str){0};
    names = input_list(arena, diag, input_at(archive), &n);
    for (size_t i = 0; i < n; i++)
        if (str_starts(names[i], beginning) || str_equal(names[i], code)) {
            Str folder = path_join(arena, path_join(arena, archive, names[i]),
                                   frozen_name(arena, published->version, published));
            Str pending = path_join(arena, path_join(arena, archive, names[i]),
                                    frozen_name(arena, published->version, NULL));

            return input_is_there(input_at(folder)) ? folder : pending;
        }
    return (Str){0};
}
