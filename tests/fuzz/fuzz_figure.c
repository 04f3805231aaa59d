// An expression over a small project in memory: as a figure, as one inside `each`, as a condition, and as the
// name of rows.
#include "fuzz.h"

#include "figure/figure_fixture.h"

static Fixture *fixture; // made once: no input changes it

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    fixture = fixture_new();
    fixture_env(fixture);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Str bytes = {(const char *)data, size};
    Source *source = source_from_bytes(arena, diag, bytes, STR("sections/1.md"), STR("UTF-8"));

    if (source) {
        FigureEnv *env = figure_env_new(arena, diag, &fixture->project);
        RowContext row = {.table = fixture->tables.at[1], .row = 3, .ordinal = 1}, *rows;
        FigureContext context = {.source = source, .before = STR("比上年"), .after = STR("万元")};
        bool ok;
        size_t n;

        figure_evaluate(env, source->text, context);
        figure_condition(env, source->text, context, &ok);
        figure_rows(env, source->text, STR("类,项"), context, &rows, &n);
        context.row = &row;
        figure_evaluate(env, source->text, context);
    }
    diag_free(diag);
    arena_free(arena);
    return 0;
}
