// A plan as anybody may have written it: what is read of one is a plan, and reads back as it was read.
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "many/many.h"

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void same(const Plan *a, const Plan *b)
{
    check(b && str_equal(a->generator, b->generator) && strcmp(a->output, b->output) == 0);
    check(a->kinds == b->kinds && a->strict == b->strict && a->draft == b->draft && a->attach == b->attach);
    check(a->shards == b->shards && a->document_count == b->document_count);
    for (size_t i = 0; i < a->document_count; i++) {
        const PlanDocument *x = &a->documents[i], *y = &b->documents[i];

        check(strcmp(x->folder, y->folder) == 0 && str_equal(x->name, y->name));
        check(x->shard == y->shard && x->state == y->state);
        check(x->shard >= 1 && x->shard <= a->shards);
        check(x->name.n > 0 && x->name.at[0] != '.' && !memchr(x->name.at, '/', x->name.n));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    const Plan *plan = plan_read(arena, (Str){(const char *)data, size});

    if (plan)
        same(plan, plan_read(arena, plan_json(arena, diag, plan)));
    diag_free(diag);
    arena_free(arena);
    return 0;
}
