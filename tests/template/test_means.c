// What columns and rows mean: by themselves, with their groups, over sets and tables that are made from
// others.
#include "template/internal-template.h"

#include "template/fixture.h"

// A set of one template with these tables.
static const Template *with_tables(Fixture *fixture, const char *tables)
{
    Str text = str_print(
        fixture->arena,
        "extends: department-accounts\nname: own\ntable-sets:\n  national: ~\n  own:\n    tables:\n%s",
        tables);
    Source *source = source_from_bytes(fixture->arena, fixture->diag, text, STR("t.yaml"), (Str){0});
    TemplateFolders folders = {{.root = STR(TEST_DIR "/template/before/unit-plan")},
                               STR(DATA_DIR "/templates")};

    diag_truncate(fixture->diag, 0);
    return template_read_in(fixture->arena, fixture->diag, source, folders, STR("own"), NULL);
}

static void assert_meant(const Template *t, const char *id, const char *expected)
{
    Arena *arena = arena_new();
    StrBuf told = {.arena = arena};
    size_t n;
    const Meaning *all = template_meanings(t, str_of(id), &n);

    for (size_t i = 0; i < n; i++)
        buf_print(&told, "%s%d.%d[%.*s, %.*s]", i ? " " : "", all[i].table, all[i].list, STR_ARG(all[i].row),
                  STR_ARG(all[i].column));
    assert_str(buf_str(&told), expected);
    arena_free(arena);
}

static void columns_and_rows_say_it(void **state)
{
    const Template *t =
        with_tables(*state, "      - name: 甲\n"
                            "        columns: [项目, { name: 数, means: 收支.支出.各项 }]\n"
                            "        means: { 收支.支出.总计: 总计, 财政拨款.行.年末结转: 年末 }\n"
                            "      - name: 乙\n"
                            "        columns: [项目, 预算数, 决算数]\n"
                            "        means: { 三公.合计.决算: [合计, 决算数] }\n");

    assert_int_equal(diag_total(((Fixture *)*state)->diag), 0);
    assert_meant(t, "收支.支出.各项", "1.0[, 数]");
    assert_meant(t, "收支.支出.总计", "1.0[总计, ]");
    assert_meant(t, "财政拨款.行.年末结转", "1.0[年末, ]");
    assert_meant(t, "三公.合计.决算", "2.0[合计, 决算数]");
    assert_meant(t, "三公.合计.预算", "");
    assert_str(template_find_table(t, STR("{三公.合计.决算}"))->name, "乙");
    assert_null(template_find_table(t, STR("{三公.合计.预算}")));
}

static void groups_and_columns_add_to_each_other(void **state)
{
    const Template *t = with_tables(
        *state, "      - name: 甲\n"
                "        columns:\n"
                "          - { means: .预算, 预算数: &kinds [{ name: 合计, means: 三公.合计 }, 备注数] }\n"
                "          - { means: .决算, 决算数: *kinds }\n"
                "      - name: 乙\n"
                "        columns:\n"
                "          - { 接待: &both [{ name: 预算数, means: .预算 }, { name: 决算数, means: .决算 }], "
                "means: 三公.公务接待费 }\n"
                "          - { 其他费: *both }\n"
                "      - from: own/丙\n"
                "        name: 丁\n"
                "        pair: [{ name: 预算数, means: .预算 }, 决算数]\n"
                "      - { name: 丙, columns: [项目, { name: 出国, means: 三公.因公出国费 }] }\n");
    const Diag *diag = ((Fixture *)*state)->diag;

    // What is not whole without the other part is none.
    assert_int_equal(diag_total(diag), 2);
    for (size_t i = 0; i < diag_total(diag); i++)
        assert_string_equal(diag_at(diag, i)->rule, "meaning-unknown");
    assert_meant(t, "三公.合计.预算", "1.0[, 预算数/合计]");
    assert_meant(t, "三公.合计.决算", "1.0[, 决算数/合计]");
    assert_meant(t, "三公.公务接待费.预算", "2.0[, 接待/预算数]");
    assert_meant(t, "三公.公务接待费.决算", "2.0[, 接待/决算数]");
    assert_meant(t, "三公.因公出国费.预算", "3.0[, 出国/预算数]");
}

static void lists_of_one_table_share_a_column(void **state)
{
    const char *lists =
        "      - name: 甲\n"
        "        lists:\n"
        "          - { name: 左, columns: [科目编码, 科目名称, { name: 数, means: 基本支出.公用 }] }\n"
        "          - { name: 右, columns: [科目编码, 科目名称, { name: 数, means: 基本支出.公用 }] }\n";
    const Template *t = with_tables(*state, lists);

    assert_int_equal(diag_total(((Fixture *)*state)->diag), 0);
    assert_meant(t, "基本支出.公用", "1.0[, 数] 1.1[, 数]");
    with_tables(*state,
                str_print(((Fixture *)*state)->arena,
                          "%s      - { name: 乙, columns: [科目编码, { name: 数, means: 基本支出.公用 }] }\n",
                          lists)
                    .at);
    assert_string_equal(diag_at(((Fixture *)*state)->diag, 0)->rule, "meaning-twice");
}

static void a_table_leaves_its_meanings_to_the_one_it_is_made_from(void **state)
{
    const Template *t = with_tables(
        *state,
        "      - { from: own/乙, name: 甲 }\n"
        "      - { from: own/丙, name: 乙, drop: [基本支出], means: { 财政拨款.行.年末结转: 年末 } }\n"
        "      - name: 丙\n"
        "        columns: [项目, { name: 合计, means: 支出.合计 }, { name: 基本支出, means: 支出.基本支出 "
        "}]\n"
        "        means: { 三公.合计.决算: [合计, 合计] }\n");

    assert_int_equal(diag_total(((Fixture *)*state)->diag), 0);
    assert_meant(t, "支出.合计", "3.0[, 合计]");
    assert_meant(t, "三公.合计.决算", "3.0[合计, 合计]");
    assert_meant(t, "财政拨款.行.年末结转", "2.0[年末, ]");
    // Of another set, it is another table's.
    with_tables(*state, "      - { name: 甲, columns: [项目, { name: 数, means: 支出.合计 }] }\n"
                        "      - { from: other/甲, name: 乙 }\n"
                        "  other:\n"
                        "    tables: [{ name: 甲, columns: [项目, { name: 数, means: 支出.合计 }] }]\n");
    assert_string_equal(diag_at(((Fixture *)*state)->diag, 0)->rule, "meaning-twice");
}

// A table of two columns, each in these parts.
static const Template *with_pair(Fixture *fixture, const char *parts)
{
    Str tables = str_print(
        fixture->arena,
        "      - { from: other/甲, pair: [%s] }\n"
        "  other:\n"
        "    tables:\n"
        "      - name: 甲\n"
        "        columns: [项目, { name: 事业, means: 收入.事业 }, { name: 其他, means: 收入.其他 }]\n",
        parts);

    return with_tables(fixture, tables.at);
}

static void one_part_of_a_pair_has_the_meaning_or_none(void **state)
{
    const Template *t = with_pair(*state, "预算数, 决算数");

    assert_int_equal(diag_total(((Fixture *)*state)->diag), 0);
    assert_meant(t, "收入.事业", "");
    t = with_pair(*state, "预算数, { name: 决算数, means: . }");
    assert_int_equal(diag_total(((Fixture *)*state)->diag), 0);
    assert_meant(t, "收入.事业", "1.0[, 事业/决算数]");
    assert_meant(t, "收入.其他", "1.0[, 其他/决算数]");
    with_pair(*state, "{ name: 预算数, means: . }, { name: 决算数, means: . }");
    assert_string_equal(diag_at(((Fixture *)*state)->diag, 0)->rule, "meaning-twice");
}

// The id is made of what the column and the group over it say.
static void a_pair_under_a_group_has_the_whole_meaning(void **state)
{
    static const char *const groups[] = {"[{ name: 事业, means: .事业 }], means: 收入",
                                         "[{ name: 事业, means: 收入 }], means: .事业"};

    for (size_t i = 0; i < 2; i++) {
        Fixture *fixture = *state;
        const Template *t = with_tables(
            fixture, str_print(fixture->arena,
                               "      - { from: other/甲, pair: [预算数, { name: 决算数, means: . }] }\n"
                               "  other: { tables: [{ name: 甲, columns: [项目, { 收: %s }] }] }\n",
                               groups[i])
                         .at);

        assert_int_equal(diag_total(fixture->diag), 0);
        assert_meant(t, "收入.事业", "1.0[, 收/事业/决算数]");
        t = with_tables(fixture,
                        str_print(fixture->arena,
                                  "      - { from: other/甲, pair: [预算数, 决算数] }\n"
                                  "  other: { tables: [{ name: 甲, columns: [项目, { 收: %s }] }] }\n",
                                  groups[i])
                            .at);
        assert_int_equal(diag_total(fixture->diag), 0);
        assert_meant(t, "收入.事业", "");
    }
}

static void assert_one(Fixture *fixture, const char *tables, const char *rule, const char *hint)
{
    with_tables(fixture, tables);
    assert_int_equal(diag_total(fixture->diag), 1);
    assert_string_equal(diag_at(fixture->diag, 0)->rule, rule);
    assert_true(diag_at(fixture->diag, 0)->place.line > 0);
    if (hint)
        assert_true(str_find(diag_at(fixture->diag, 0)->hint, str_of(hint), 0) >= 0);
}

static void mistakes(void **state)
{
    assert_one(*state, "      - { name: 甲, columns: [项目, { name: 数, means: 三公.合计.决算数 }] }\n",
               "meaning-unknown", "三公.合计.决算");
    assert_one(*state, "      - { name: 甲, columns: [项目, 数], means: { 收支.支出.共计: 总计 } }\n",
               "meaning-unknown", "收支.支出.总计");
    assert_one(*state, "      - { name: 甲, columns: [项目, { name: 数, means: 财政拨款.行.年末结转 }] }\n",
               "value-invalid", NULL);
    assert_one(*state, "      - { name: 甲, columns: [项目, { name: 数, means: 一般公共预算.增减率 }] }\n",
               "value-invalid", NULL);
    assert_one(*state, "      - { name: 甲, columns: [项目, { name: 率, unit: \"%\", means: 支出.合计 }] }\n",
               "value-invalid", NULL);
    assert_one(*state, "      - { name: 甲, columns: [项目, 数], means: { 支出.合计: 总计 } }\n",
               "value-invalid", NULL);
    assert_one(*state, "      - { name: 甲, columns: [项目, 数], means: { 收支.支出.总计: [总计, 金额] } }\n",
               "value-invalid", NULL);
    assert_one(*state, "      - { name: 甲, columns: [项目, 数], means: { 收支.支出.总计: [总计] } }\n",
               "value-invalid", NULL);
    assert_one(*state,
               "      - { name: 甲, columns: [{ means: 三公.合计, 组: [{ name: 数, means: "
               "三公.公务接待费.决算 }] }] }\n",
               "value-invalid", ".决算");
}

static void ids_in_rules_are_of_the_list(void **state)
{
    Fixture *fixture = *state;
    static const char *const wrong[] = {
        "rules: { a: { that: \"{三公.接待} = 0\" } }\n",
        "rules: { a: { claims: [\"1 = {三公.接待}\"] } }\n",
        "rules: { a: { each: \"{三公.接待}\", that: \"1 = 1\" } }\n",
        "rules: { a: { tables: all, except: [\"{三公.接待}\"], that: \"1 = 1\" } }\n",
        "phrases: { cells: [{ words: [甲], is: [\"{三公.接待}\"] }] }\n",
        "phrases: { cells: [{ rows: \"{三公.接待}\" }] }\n",
        "told-tables: [\"{三公.接待}\"]\n",
        "sections: [{ name: 甲, when: \"{三公.接待} = 0\" }]\n",
    };

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        Str text = str_print(fixture->arena, "extends: department-accounts\nname: own\n%s", wrong[i]);
        Source *source = source_from_bytes(fixture->arena, fixture->diag, text, STR("t.yaml"), (Str){0});
        TemplateFolders folders = {{.root = STR(TEST_DIR "/template/before/unit-plan")},
                                   STR(DATA_DIR "/templates")};
        const Place *place;

        diag_truncate(fixture->diag, 0);
        template_read_in(fixture->arena, fixture->diag, source, folders, (Str){0}, NULL);
        assert_int_equal(diag_total(fixture->diag), 1);
        place = &diag_at(fixture->diag, 0)->place;
        assert_string_equal(diag_at(fixture->diag, 0)->rule, "meaning-unknown");
        assert_true(place->column > 1 && place->width == 5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(columns_and_rows_say_it, setup, teardown),
        cmocka_unit_test_setup_teardown(groups_and_columns_add_to_each_other, setup, teardown),
        cmocka_unit_test_setup_teardown(lists_of_one_table_share_a_column, setup, teardown),
        cmocka_unit_test_setup_teardown(a_table_leaves_its_meanings_to_the_one_it_is_made_from, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(one_part_of_a_pair_has_the_meaning_or_none, setup, teardown),
        cmocka_unit_test_setup_teardown(a_pair_under_a_group_has_the_whole_meaning, setup, teardown),
        cmocka_unit_test_setup_teardown(mistakes, setup, teardown),
        cmocka_unit_test_setup_teardown(ids_in_rules_are_of_the_list, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
