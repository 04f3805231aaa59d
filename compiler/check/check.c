// All rules over one document, and what was held.
#include "check/check.h"

#include "check/internal-sizes.h"
#include "check/withheld.h"
#include "prose/prose.h"

static void count_cells(const Project *project, CheckSummary *summary)
{
    for (size_t t = 0; t < project->book.table_count; t++) {
        const Table *table = project->book.tables[t];

        if (!table->spec->published)
            continue;
        summary->tables++;
        for (size_t l = 0; l < table->spec->list_count; l++) {
            const List *list = &table->lists[l];

            for (size_t r = 0; r < list->row_count; r++)
                for (uint32_t c = 0; c < list->spec->count; c++)
                    summary->cells += list->rows[r].cells[c].kind == CELL_AMOUNT;
        }
    }
}

static void count_figures(const Document *document, CheckSummary *summary)
{
    NodeWalk walk = node_walk(document->root);

    while (node_walk_next(&walk))
        summary->figures += walk.entering && walk.node->kind == NODE_FIGURE;
}

void check_watch(Arena *arena, FigureEnv *env, const Document *document,
                 void (*watch)(void *context, const Holding *holding), void *context)
{
    Diag *unreported = diag_new();
    Check check = {.arena = arena,
                   .diag = unreported,
                   .env = env,
                   .project = document->project,
                   .document = document,
                   .watch = watch,
                   .watcher = context};

    units_run(&check);
    formulas_run(&check);
    diag_free(unreported);
}

const CheckSummary *check_document(Arena *arena, Diag *diag, FigureEnv *env, const Document *document)
{
    Check check = {
        .arena = arena, .diag = diag, .env = env, .project = document->project, .document = document};
    CheckSummary *summary = ARENA_NEW(arena, CheckSummary);

    count_cells(document->project, summary);
    count_figures(document, summary);
    units_run(&check);
    cells_run(&check);
    starter_left_run(&check);
    withheld_known_run(&check);
    withheld_run(&check);
    withheld_names_run(&check);
    derivable_run(&check);
    prose_check(diag, env, document);
    formulas_run(&check);
    sizes_run(&check);
    unsaid_run(&check, summary);
    summary->ignores = ignores_apply(&check, &summary->ignore_count);
    if (check.failures.n > 1)
        causes_join(&check);
    summary->comparisons = check.comparisons;
    summary->rules = check.rules.at;
    summary->rule_count = check.rules.n;
    summary->skips = check.skips.at;
    summary->skip_count = check.skips.n;
    return summary;
}
