#include "data_fixture.h"

#include <jansson.h>

static json_t *package_of(Fixture *f)
{
    const DataFiles *made = data_package(f->arena, f->diag, f->document);

    assert_non_null(made);
    Str json = data_file(made, "datapackage.json")->bytes;
    json_t *root = json_loadb(json.at, json.n, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    return root;
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    assert_non_null(text);
    return text;
}

// A name: lower-case letters, digits, '.', '_', '-' (specs.frictionlessdata.io/data-package, "name").
static void assert_name(const char *name)
{
    assert_true(strlen(name) > 0);
    assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-"), strlen(name));
}

static void assert_sources(const json_t *object)
{
    const json_t *sources = json_object_get(object, "sources");

    assert_true(json_array_size(sources) > 0);
    for (size_t i = 0; i < json_array_size(sources); i++)
        assert_true(strlen(text_of(json_array_get(sources, i), "title")) > 0);
}

static void the_package_has_what_it_must(void **state)
{
    Fixture *f = *state;
    json_t *root = package_of(f);
    const json_t *contributors = json_object_get(root, "contributors");

    assert_string_equal(text_of(root, "profile"), "tabular-data-package");
    assert_name(text_of(root, "name"));
    assert_string_equal(text_of(root, "name"), "department-budget-2023");
    assert_string_equal(text_of(root, "title"), "2023年部门预算公开");
    assert_string_equal(text_of(root, "created"), "2023-02-10T01:00:00Z"); // 09:00 in China
    assert_string_equal(text_of(json_array_get(contributors, 0), "role"), "publisher");
    assert_sources(root);
    assert_int_equal(json_array_size(json_object_get(root, "resources")), 23);
    json_decref(root);
}

static void each_resource_is_a_file_with_a_schema(void **state)
{
    Fixture *f = *state;
    const DataFiles *made = data_package(f->arena, f->diag, f->document);
    json_t *root = package_of(f), *resource;
    size_t i;

    json_array_foreach(json_object_get(root, "resources"), i, resource)
    {
        const json_t *schema = json_object_get(resource, "schema");
        const DataFile *file = data_file(made, text_of(resource, "path"));

        assert_string_equal(text_of(resource, "profile"), "tabular-data-resource");
        assert_name(text_of(resource, "name"));
        assert_true(strlen(text_of(resource, "title")) > 0);
        assert_string_equal(text_of(resource, "encoding"), "utf-8");
        assert_string_equal(text_of(resource, "format"), "csv");
        assert_string_equal(text_of(resource, "mediatype"), "text/csv");
        assert_int_equal(json_integer_value(json_object_get(resource, "bytes")), file->bytes.n);
        assert_string_equal(json_string_value(json_array_get(json_object_get(schema, "missingValues"), 0)),
                            "");
        assert_sources(resource);
    }
    json_decref(root);
}

// The fields are the header of the CSV, in order, each of a known type and with a unit where it is an amount.
static void fields_are_the_columns(void **state)
{
    Fixture *f = *state;
    const DataFiles *made = data_package(f->arena, f->diag, f->document);
    json_t *root = package_of(f), *resource, *field;
    size_t i, k, numbers = 0;

    json_array_foreach(json_object_get(root, "resources"), i, resource)
    {
        StrBuf header = {.arena = f->arena};
        Str csv = data_file(made, text_of(resource, "path"))->bytes;

        buf_add_c(&header, "\xEF\xBB\xBF");
        json_array_foreach(json_object_get(json_object_get(resource, "schema"), "fields"), k, field)
        {
            const char *type = text_of(field, "type");
            bool number = strcmp(type, "number") == 0;

            assert_true(number || strcmp(type, "string") == 0);
            assert_true(strlen(text_of(field, "title")) > 0);
            if (number)
                assert_string_equal(text_of(field, "unit"), "万元");
            else
                assert_null(json_object_get(field, "unit"));
            numbers += number;
            buf_print(&header, "%s%s", k > 0 ? "," : "", text_of(field, "name"));
        }
        buf_add_c(&header, "\r\n");
        assert_true(str_starts(csv, buf_str(&header)));
    }
    assert_true(numbers > 100);
    json_decref(root);
}

static void twice_the_same(void **state)
{
    Fixture *f = *state;
    const DataFiles *a = data_package(f->arena, f->diag, f->document),
                    *b = data_package(f->arena, f->diag, f->document);

    assert_int_equal(a->file_count, 24);
    for (size_t i = 0; i < a->file_count; i++)
        assert_true(str_equal(a->files[i].bytes, b->files[i].bytes));
}

static void a_section_has_its_tables_alone(void **state)
{
    Fixture *f = *state;

    assert_true(document_select(f->arena, f->diag, f->document, STR("表14")));
    const DataFiles *one = data_package(f->arena, f->diag, f->document);
    assert_int_equal(one->file_count, 2);
    assert_str(one->files[0].name, "tables/table-14.csv");
    assert_true(document_select(f->arena, f->diag, f->document, STR("名词解释")));
    assert_int_equal(data_package(f->arena, f->diag, f->document)->file_count, 0);
    assert_int_equal(data_workbooks(f->arena, f->diag, f->document)->file_count, 0);
}

// A draft goes on where an amount is none; the package must still be valid.
static void a_column_with_text_is_no_number(void **state)
{
    Fixture *f = *state;
    Table *table = book_find(&f->document->project->book, STR("部门支出总表"));
    Str csv =
        STR("类,款,项,科目名称,合计,基本支出,项目支出,事业单位经营支出,上缴上级支出,对附属单位补助支出\n"
            ",,,合计,51.8,待定,18,,,\n");
    Source *source = source_from_bytes(f->arena, f->diag, csv, STR("x.csv"), (Str){0});
    Table *draft = table_read_csv(f->arena, f->diag, source, &(TableWanted){.spec = table->spec});

    assert_true(diag_has(f->diag, "cell-not-amount"));
    *table = *draft; // where a table stands is found by its address
    json_t *root = package_of(f);
    const json_t *fields = json_object_get(
        json_object_get(json_array_get(json_object_get(root, "resources"), 2), "schema"), "fields");
    assert_string_equal(text_of(json_array_get(fields, 4), "type"), "number");
    assert_string_equal(text_of(json_array_get(fields, 5), "type"), "string");
    json_decref(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_package_has_what_it_must),   TEST(each_resource_is_a_file_with_a_schema),
        TEST(fields_are_the_columns),         TEST(twice_the_same),
        TEST(a_section_has_its_tables_alone), TEST(a_column_with_text_is_no_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
