// A plan: which documents are built where, shared out so that each shard has about as much to do.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/folder.h"
#include "base/json.h"
#include "base/seen.h"
#include "many/many.h"
#include "source/source.h"

#define PUBLISHED_KINDS (KIND_ALL | KIND_OFD)

// ---- what a project is at the time

typedef struct State {
    Arena *arena;
    Diag *diag;
    VEC(Str) lines;   // of a file each
    VEC(Str) folders; // yet to be listed
    size_t listed;
    VEC(Str) named; // by their real paths, each once
    uint64_t bytes;
} State;

static void add_file(State *state, Str path, const struct stat *about)
{
    FileMark mark = file_mark(about);

    state->bytes += mark.size;
    *vec_push(state->arena, &state->lines) =
        str_print(state->arena, "%.*s\n%" PRIu64 " %" PRId64 "\n", STR_ARG(path), mark.size, mark.modified);
}

static bool is_output(State *state, int fd, Str at)
{
    struct stat about;

    if (fstatat(fd, FOLDER_MARKER, &about, AT_SYMLINK_NOFOLLOW) == 0)
        return true;
    input_failed(state->diag, at, errno);
    return false;
}

// top: how the folder is called in the lines.
static void add_entry(State *state, int folder, Str top, Str at, const char *name)
{
    struct stat about;
    Str path = at.n > 0 ? str_print(state->arena, "%.*s/%s", STR_ARG(at), name)
                        : str_copy(state->arena, str_of(name));

    if (fstatat(folder, name, &about, 0) != 0)
        input_failed(state->diag, path, errno);
    else if (S_ISDIR(about.st_mode))
        *vec_push(state->arena, &state->folders) = path;
    else
        add_file(state, path_join(state->arena, top, path), &about);
}

static void add_folder(State *state, int start, Str top, Str at)
{
    const char *path = at.n > 0 ? str_c(state->arena, at) : ".";
    int fd = openat(start, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream;
    struct dirent *entry;

    if (fd < 0)
        input_failed(state->diag, str_of(path), errno);
    if (fd < 0 || (at.n > 0 && is_output(state, fd, at))) {
        fd_close(&fd);
        return;
    }
    stream = fdopendir(fd);
    while (stream && (errno = 0, (entry = readdir(stream))))
        if (entry->d_name[0] != '.' && entry->d_name[0] != '~')
            add_entry(state, fd, top, at, entry->d_name);
    input_failed(state->diag, str_of(path), errno);
    if (stream)
        closedir(stream);
    else
        fd_close(&fd);
}

static void add_tree(State *state, const char *folder, Str top)
{
    enum { FOLDERS_MOST = 10000 }; // in all; a link that leads round ends somewhere
    int start = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    state->folders.n = 0;
    if (start < 0)
        input_failed(state->diag, str_of(folder), errno);
    else
        add_folder(state, start, top, (Str){0});
    for (size_t i = 0; i < state->folders.n && state->listed < FOLDERS_MOST; i++, state->listed++)
        add_folder(state, start, top, state->folders.at[i]);
    fd_close(&start);
}

static bool is_beneath(Str path, Str folder)
{
    return str_starts(path, folder) && (path.n == folder.n || path.at[folder.n] == '/');
}

// What the project is in is not made for it alone: other projects, their outputs, the plan itself.
static bool is_new(const State *state, Str real, Str project)
{
    if (real.n == 0 || is_beneath(real, project) || is_beneath(project, real))
        return false;
    for (size_t i = 0; i < state->named.n; i++)
        if (is_beneath(real, state->named.at[i]))
            return false;
    return true;
}

static void add_named(State *state, const char *folder)
{
    Str project = path_real(state->arena, str_of(folder));
    size_t n;

    if (project.n == 0)
        input_failed(state->diag, str_of(folder), errno);
    const NamedPath *named = source_named(state->arena, state->diag, str_of(folder), &n);

    for (size_t i = 0; i < n; i++) {
        Str real = path_real(state->arena, named[i].path);
        struct stat about;

        if (real.n == 0)
            input_failed(state->diag, named[i].path, errno);
        if (!is_new(state, real, project))
            continue;
        *vec_push(state->arena, &state->named) = real;
        if (named[i].folder)
            add_tree(state, str_c(state->arena, real), real);
        else if (stat(str_c(state->arena, real), &about) == 0)
            add_file(state, real, &about);
        else
            input_failed(state->diag, real, errno);
    }
}

static int compare(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

uint64_t plan_state(Diag *diag, const char *folder, uint64_t *bytes)
{
    State state = {.arena = arena_new(), .diag = diag};
    StrBuf all = {.arena = state.arena};

    add_tree(&state, folder, (Str){0});
    *bytes = state.bytes;
    add_named(&state, folder);
    if (state.lines.n > 0)
        qsort(state.lines.at, state.lines.n, sizeof *state.lines.at, compare);
    for (size_t i = 0; i < state.lines.n; i++)
        buf_add(&all, state.lines.at[i]);
    uint64_t hash = str_hash(buf_str(&all));
    arena_free(state.arena);
    return hash;
}

// ---- shards

typedef struct Weight {
    size_t index;
    uint64_t bytes;
} Weight;

// The largest first; of equals the first.
static int compare_weights(const void *a, const void *b)
{
    const Weight *x = a, *y = b;

    if (x->bytes != y->bytes)
        return x->bytes > y->bytes ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

void plan_share(Plan *plan, const uint64_t *bytes)
{
    Arena *scratch = arena_new();
    Weight *weights = ARENA_ARRAY(scratch, Weight, plan->document_count);
    uint64_t *loads = ARENA_ARRAY(scratch, uint64_t, plan->shards);

    for (size_t i = 0; i < plan->document_count; i++)
        weights[i] = (Weight){i, bytes[i]};
    if (plan->document_count > 0)
        qsort(weights, plan->document_count, sizeof *weights, compare_weights);
    for (size_t i = 0; i < plan->document_count; i++) {
        size_t least = 0;

        for (size_t k = 1; k < plan->shards; k++)
            if (loads[k] < loads[least])
                least = k;
        // What a document takes beside what its size says, in bytes of tables.
        loads[least] += weights[i].bytes + 20000;
        plan->documents[weights[i].index].shard = least + 1;
    }
    arena_free(scratch);
}

// ---- as JSON

static json_t *text_json(Str text)
{
    return json_stringn(text.at ? text.at : "", text.n);
}

static json_t *documents_json(const Plan *plan)
{
    json_t *list = json_array();

    for (size_t i = 0; i < plan->document_count; i++) {
        const PlanDocument *document = &plan->documents[i];
        char state[17];

        snprintf(state, sizeof state, "%016" PRIx64, document->state);
        json_array_append_new(
            list, json_pack("{s:o, s:o, s:I, s:s}", "folder", text_json(str_of(document->folder)), "name",
                            text_json(document->name), "shard", (json_int_t)document->shard, "state", state));
    }
    return list;
}

Str plan_json(Arena *arena, Diag *diag, const Plan *plan)
{
    json_t *json = json_pack("{s:s, s:i, s:o, s:o, s:I, s:I, s:b, s:b, s:b, s:o}", "format", "gongkai-plan",
                             "version", 1, "generator", text_json(plan->generator), "output",
                             text_json(str_of(plan->output)), "shards", (json_int_t)plan->shards, "kinds",
                             (json_int_t)plan->kinds, "strict", plan->strict, "draft", plan->draft, "attach",
                             plan->attach, "documents", documents_json(plan));
    char *text = json ? json_dumps(json, JSON_INDENT(1)) : NULL;
    Str bytes = text && json_is_whole(str_of(text)) ? str_print(arena, "%s\n", text) : (Str){0};

    free(text);
    json_decref(json);
    if (!bytes.at)
        diag_report(diag, SEVERITY_FAILURE, "data-write", (Place){0}, (Str){0}, _("%s could not be made"),
                    _("the plan"));
    return bytes;
}

// ---- reading it

static const char *text_at(Arena *arena, const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text && *text ? str_copy(arena, str_of(text)).at : NULL;
}

static bool number_at(const json_t *object, const char *key, size_t least, size_t most, size_t *number)
{
    const json_t *value = json_object_get(object, key);

    *number =
        json_is_integer(value) && json_integer_value(value) >= 0 ? (size_t)json_integer_value(value) : 0;
    return json_is_integer(value) && *number >= least && *number <= most;
}

// A name that leads nowhere else: it is a folder in the output.
static bool is_name(const char *name)
{
    return name && name[0] != '.' && !strchr(name, '/');
}

static bool document_read(Arena *arena, const json_t *json, size_t shards, PlanDocument *document)
{
    const char *name = text_at(arena, json, "name"), *state = text_at(arena, json, "state");
    char *end = NULL;

    document->folder = text_at(arena, json, "folder");
    document->name = str_of(name ? name : "");
    document->state = state ? strtoull(state, &end, 16) : 0;
    return document->folder && is_name(name) && end && *end == '\0' &&
           number_at(json, "shard", 1, shards, &document->shard);
}

static int by_name(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

// No two may be written to one folder.
static bool names_differ(Arena *arena, const Plan *plan)
{
    Str *names = ARENA_ARRAY(arena, Str, plan->document_count);

    for (size_t i = 0; i < plan->document_count; i++)
        names[i] = plan->documents[i].name;
    if (plan->document_count > 0)
        qsort(names, plan->document_count, sizeof *names, by_name);
    for (size_t i = 1; i < plan->document_count; i++)
        if (str_equal(names[i - 1], names[i]))
            return false;
    return true;
}

static bool plan_take(Arena *arena, const json_t *json, Plan *plan)
{
    const char *format = json_string_value(json_object_get(json, "format"));
    const char *generator = text_at(arena, json, "generator");
    const json_t *documents = json_object_get(json, "documents");
    size_t version, kinds;

    if (!format || strcmp(format, "gongkai-plan") != 0 || !number_at(json, "version", 1, 1, &version) ||
        !generator || !number_at(json, "shards", 1, PLAN_SHARDS_MOST, &plan->shards) ||
        !number_at(json, "kinds", 1, PUBLISHED_KINDS, &kinds) || (kinds & ~(size_t)PUBLISHED_KINDS) ||
        !json_is_array(documents))
        return false;
    plan->generator = str_of(generator);
    plan->output = text_at(arena, json, "output");
    plan->kinds = (unsigned)kinds;
    plan->strict = json_is_true(json_object_get(json, "strict"));
    plan->draft = json_is_true(json_object_get(json, "draft"));
    plan->attach = json_is_true(json_object_get(json, "attach"));
    plan->document_count = json_array_size(documents);
    plan->documents = ARENA_ARRAY(arena, PlanDocument, plan->document_count);
    for (size_t i = 0; i < plan->document_count; i++)
        if (!document_read(arena, json_array_get(documents, i), plan->shards, &plan->documents[i]))
            return false;
    return plan->output != NULL && names_differ(arena, plan);
}

const Plan *plan_read(Arena *arena, Str bytes)
{
    json_t *json = json_loadb(bytes.at, bytes.n, 0, NULL);
    Plan *plan = ARENA_NEW(arena, Plan);
    bool good = json && plan_take(arena, json, plan);

    json_decref(json);
    return good ? plan : NULL;
}
