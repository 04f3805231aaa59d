#include "testing.h"

#include "many/many.h"

static Plan plan_of(PlanDocument *documents, size_t n, size_t shards)
{
    return (Plan){.generator = STR("Gongkai 1"),
                  .output = "/srv/out",
                  .kinds = KIND_ALL,
                  .draft = true,
                  .shards = shards,
                  .documents = documents,
                  .document_count = n};
}

static void test_largest_first_to_who_has_least(void **state)
{
    PlanDocument documents[5] = {0};
    Plan plan = plan_of(documents, 5, 2);
    const uint64_t bytes[] = {1000, 900000, 2000, 880000, 1000};

    (void)state;
    plan_share(&plan, bytes);
    assert_int_equal(documents[1].shard, 1);
    assert_int_equal(documents[3].shard, 2);
    assert_int_equal(documents[2].shard, 2); // which has less
    for (size_t i = 0; i < 5; i++)
        assert_in_range(documents[i].shard, 1, 2);
}

static void test_reads_back(void **state)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    PlanDocument documents[] = {{"/srv/“甲”\\\n", STR("甲"), 2, UINT64_MAX}, {"/srv/b", STR("b"), 1, 0}};
    Plan plan = plan_of(documents, 2, 2);
    const Plan *read = plan_read(arena, plan_json(arena, diag, &plan));

    (void)state;
    assert_non_null(read);
    assert_int_equal(read->document_count, 2);
    assert_string_equal(read->documents[0].folder, documents[0].folder);
    assert_true(str_equal(read->documents[0].name, documents[0].name));
    assert_true(read->documents[0].state == UINT64_MAX);
    assert_int_equal(read->documents[1].shard, 1);
    assert_true(read->draft && !read->strict && read->kinds == KIND_ALL);
    diag_free(diag);
    arena_free(arena);
}

static void test_refuses_one_output_of_two(void **state)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    PlanDocument documents[] = {
        {"/srv/a", STR("甲"), 1, 1}, {"/srv/b", STR("乙"), 1, 1}, {"/srv/c", STR("甲"), 2, 1}};
    Plan plan = plan_of(documents, 3, 2);

    (void)state;
    assert_null(plan_read(arena, plan_json(arena, diag, &plan)));
    documents[2].name = STR("丙");
    assert_non_null(plan_read(arena, plan_json(arena, diag, &plan)));
    diag_free(diag);
    arena_free(arena);
}

static void test_refuses_others(void **state)
{
    Arena *arena = arena_new();

    (void)state;
    assert_null(plan_read(arena, STR("")));
    assert_null(plan_read(arena, STR("[]")));
    assert_null(plan_read(arena, STR("{\"format\": \"gongkai-plan\", \"version\": 1}")));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_largest_first_to_who_has_least),
        cmocka_unit_test(test_reads_back),
        cmocka_unit_test(test_refuses_one_output_of_two),
        cmocka_unit_test(test_refuses_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
