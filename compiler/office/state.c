// What the machine remembers of documents between runs.
#include "office/internal-state.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STATE_VERSION 1

static Str state_name(Arena *arena)
{
    return str_print(arena, "%.*s/%.*s", STR_ARG(office_name(OFFICE_INTERNAL)),
                     STR_ARG(office_name(OFFICE_STATE)));
}

static Str text_of(Arena *arena, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return json_is_string(value) ? str_copy(arena, (Str){json_string_value(value), json_string_length(value)})
                                 : (Str){0};
}

static size_t number_of(const json_t *object, const char *key)
{
    json_int_t value = json_integer_value(json_object_get(object, key));

    return value > 0 ? (size_t)value : 0;
}

OfficeState *office_state_read(Arena *arena, const Office *office)
{
    OfficeState *state = ARENA_NEW(arena, OfficeState);
    Diag *unread = diag_new();
    Str name = state_name(arena), bytes;
    json_t *root = NULL, *documents, *value;
    const char *code;

    if (source_bytes(arena, unread, office_input(arena, office, name), name, &bytes))
        root = json_loadb(bytes.at, bytes.n, 0, NULL);
    documents = json_object_get(root, "documents");
    json_object_foreach(documents, code, value)
    {
        OfficeRecord *record = vec_push(arena, &state->records);

        *record = (OfficeRecord){.code = str_copy(arena, str_of(code)),
                                 .checked = text_of(arena, value, "checked"),
                                 .built = text_of(arena, value, "built"),
                                 .must = number_of(value, "must"),
                                 .verify = number_of(value, "verify"),
                                 .hints = number_of(value, "hints")};
    }
    json_decref(root);
    diag_free(unread);
    return state;
}

OfficeRecord *office_state_find(Arena *arena, OfficeState *state, Str code)
{
    for (size_t i = 0; i < state->records.n; i++)
        if (str_equal(state->records.at[i].code, code))
            return &state->records.at[i];
    *vec_push(arena, &state->records) = (OfficeRecord){.code = code};
    return vec_last(&state->records);
}

static json_t *json_of(Arena *arena, const OfficeState *state)
{
    json_t *documents = json_object();

    for (size_t i = 0; i < state->records.n; i++) {
        const OfficeRecord *record = &state->records.at[i];
        json_t *value = json_pack("{s:I, s:I, s:I}", "must", (json_int_t)record->must, "verify",
                                  (json_int_t)record->verify, "hints", (json_int_t)record->hints);

        if (record->checked.n)
            json_object_set_new(value, "checked", json_stringn(record->checked.at, record->checked.n));
        if (record->built.n)
            json_object_set_new(value, "built", json_stringn(record->built.at, record->built.n));
        json_object_set_new(documents, str_c(arena, record->code), value);
    }
    return json_pack("{s:s, s:i, s:o}", "format", "gongkai-office", "version", STATE_VERSION, "documents",
                     documents);
}

// Beside it first, so that it is there whole or as it was.
static bool put(const char *path, const char *next, const char *text)
{
    int fd = open(next, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    size_t n = strlen(text), done = 0;
    bool written = fd >= 0;

    while (written && done < n) {
        ssize_t now = write(fd, text + done, n - done);

        written = now > 0 || errno == EINTR;
        done += now > 0 ? (size_t)now : 0;
    }
    written = written && fsync(fd) == 0;
    if (fd >= 0 && close(fd) != 0)
        written = false;
    return written && rename(next, path) == 0;
}

bool office_state_write(Arena *arena, Diag *diag, const Office *office, const OfficeState *state)
{
    Str name = state_name(arena), path = office_path(arena, office, name);
    const char *next = str_print(arena, "%.*s.next", STR_ARG(path)).at;
    json_t *root = json_of(arena, state);
    char *text = json_dumps(root, JSON_INDENT(1) | JSON_SORT_KEYS);
    bool written = text && put(str_c(arena, path), next, text);
    int reason = errno;

    free(text);
    json_decref(root);
    if (written)
        return true;
    unlink(next);
    diag_report(diag, SEVERITY_FAILURE, "output-write", (Place){.file = name}, (Str){0},
                _("cannot be written: %s"), strerror(reason));
    return false;
}
