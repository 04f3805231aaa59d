// What pages say of themselves to machines.
#include "html_fixture.h"

#include <jansson.h>

static void test_metadata(void **state)
{
    Fixture *f = *state;
    f->manifest = MANIFEST
        "site: { SiteName: 某区, SiteIDCode: \"43\", ColumnName: \"公开\\\"<\", ColumnType: 政策文件, "
        "ColumnKeywords: 钥, ColumnDescription: 述, Url: https://a.cn/b/ }\n";
    fixture_build(f);
    Str index = site_file(f, "index.html"), section = site_file(f, "section-01.html");

    assert_holds(index,
                 "<meta name=\"SiteName\" content=\"某区\" />\n<meta name=\"SiteIDCode\" content=\"43\" />\n"
                 "<meta name=\"ColumnName\" content=\"公开&quot;&lt;\" />\n"
                 "<meta name=\"ColumnDescription\" content=\"述\" />\n"
                 "<meta name=\"ColumnKeywords\" content=\"钥\" />\n"
                 "<meta name=\"ColumnType\" content=\"政策文件\" />\n"
                 "<meta name=\"ArticleTitle\" content=\"2023年部门预算公开\" />\n"
                 "<meta name=\"PubDate\" content=\"2023-02-10 09:00\" />\n"
                 "<meta name=\"ContentSource\" content=\"某局\" />\n"
                 "<meta name=\"Keywords\" content=\"部门预算,某局\" />\n"
                 "<meta name=\"Author\" content=\"某局\" />\n"
                 "<meta name=\"Description\" content=\"某局2023年部门预算公开\" />\n"
                 "<meta name=\"Url\" content=\"https://a.cn/b/index.html\" />\n");
    assert_holds(section, "content=\"一、概况 - 2023年部门预算公开\"");
    assert_holds(section, "content=\"https://a.cn/b/section-01.html\"");
    assert_holds(section, "<meta name=\"generator\" content=\"Gongkai test\" />");
}

static void test_what_the_manifest_says_goes_before(void **state)
{
    Fixture *f = *state;
    f->manifest = MANIFEST "site: { Keywords: 钥, Author: 甲, Description: 述, ContentSource: 乙 }\n";
    fixture_build(f);
    Str page = site_file(f, "table-own-1.html");

    assert_holds(page,
                 "<meta name=\"ContentSource\" content=\"乙\" />\n<meta name=\"Keywords\" content=\"钥\" />\n"
                 "<meta name=\"Author\" content=\"甲\" />\n"
                 "<meta name=\"Description\" content=\"自有表：述\" />\n");
    assert_lacks(page, "name=\"Url\"");
}

static void test_dublin_core(void **state)
{
    Fixture *f = *state;
    f->manifest = MANIFEST "site: { SiteName: 某区, Url: https://a.cn/b/ }\n";
    fixture_build(f);
    Str table = site_file(f, "table-own-1.html");

    assert_holds(table, "<link rel=\"schema.dcterms\" href=\"http://purl.org/dc/terms/\" />");
    assert_holds(table, "<meta name=\"dcterms.title\" content=\"自有表 - 2023年部门预算公开\" />\n"
                        "<meta name=\"dcterms.creator\" content=\"某局\" />\n"
                        "<meta name=\"dcterms.publisher\" content=\"某区\" />\n"
                        "<meta name=\"dcterms.issued\" content=\"2023-02-10T09:00+08:00\" />\n");
    assert_holds(table, "<meta name=\"dcterms.type\" content=\"Dataset\" />");
    assert_holds(table, "<meta name=\"dcterms.isPartOf\" content=\"https://a.cn/b/index.html\" />\n"
                        "<meta name=\"dcterms.identifier\" content=\"https://a.cn/b/table-own-1.html\" />\n");
}

// The page's data for search engines, read as JSON.
static json_t *dataset(Fixture *f, const char *name)
{
    Str page = site_file(f, name);
    size_t from = (size_t)str_find(page, STR(DATASET_OPEN), 0) + strlen(DATASET_OPEN);
    Str json = str_slice(page, from, (size_t)str_find_char(page, '<', from));
    json_t *object = json_loadb(json.at, json.n, 0, NULL);

    assert_non_null(object);
    assert_string_equal(json_string_value(json_object_get(object, "@context")), "https://schema.org");
    assert_string_equal(json_string_value(json_object_get(object, "@type")), "Dataset");
    return object;
}

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static void test_dataset(void **state)
{
    Fixture *f = *state;
    const Str downloads[] = {STR("公开.pdf"), STR("tables/table-own-1.csv")};

    f->options.downloads = downloads;
    f->options.download_count = 2;
    fixture_build(f);
    json_t *table = dataset(f, "table-own-1.html"), *index = dataset(f, "index.html");
    const json_t *file = json_array_get(json_object_get(table, "distribution"), 0);

    assert_string_equal(text_of(table, "name"), "自有表 - 2023年部门预算公开");
    assert_string_equal(text_of(table, "datePublished"), "2023-02-10T09:00+08:00");
    assert_string_equal(text_of(table, "url"), "table-own-1.html");
    assert_string_equal(text_of(json_object_get(table, "isPartOf"), "url"), "index.html");
    assert_string_equal(text_of(file, "encodingFormat"), "text/csv");
    assert_string_equal(text_of(file, "contentUrl"), "tables/table-own-1.csv");
    assert_string_equal(text_of(json_object_get(index, "creator"), "name"), "某局");
    assert_int_equal(json_array_size(json_object_get(index, "hasPart")), 24);
    assert_int_equal(json_array_size(json_object_get(index, "distribution")), 1);
    assert_lacks(site_file(f, "section-01.html"), DATASET_OPEN);
    json_decref(table);
    json_decref(index);
}

static void test_dataset_says_where_the_site_stands(void **state)
{
    Fixture *f = *state;
    f->manifest = MANIFEST "site: { encoding: GBK, SiteName: \"<某𠮷&>\", Author: \"</script><!--&𠮷\", Url: "
                           "https://a.cn/b/ }\n";
    f->table = "项目,预算数\n</script>&𠮷,0\n";
    fixture_build(f);
    json_t *table = dataset(f, "table-own-1.html");

    assert_string_equal(text_of(table, "url"), "https://a.cn/b/table-own-1.html");
    assert_string_equal(text_of(table, "description"), "自有表：某局2023年部门预算公开");
    assert_string_equal(text_of(json_object_get(table, "publisher"), "name"), "<某𠮷&>");
    json_decref(table);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_metadata), TEST(test_what_the_manifest_says_goes_before), TEST(test_dublin_core),
        TEST(test_dataset),  TEST(test_dataset_says_where_the_site_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
