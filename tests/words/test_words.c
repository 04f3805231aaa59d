#include "words/words.h"

#include "plain_fixture.h"

static const YamlNode *read_text(Fixture *fixture, const char *text)
{
    Source *source = source_from_bytes(fixture->arena, fixture->diag, str_of(text), STR("a.yaml"), (Str){0});

    return yaml_read(fixture->arena, fixture->diag, source);
}

static const Words *change(Fixture *fixture, const char *text, const Words *base)
{
    return words_read(fixture->arena, fixture->diag, read_text(fixture, text), base);
}

static const WordList *list_of(const Words *words, WordsName name)
{
    return &words->lists[name];
}

// ---- the built-in words

static void assert_same_list(const YamlNode *node, WordList list, const char *name)
{
    if (node->entries.n != list.n)
        fail_msg("%s: %zu words in the file, %zu built in", name, node->entries.n, list.n);
    for (size_t i = 0; i < list.n; i++) {
        const YamlEntry *entry = &node->entries.at[i];
        Str word = node->kind == YAML_MAPPING ? entry->key->text : entry->value->text;

        if (!str_equal(word, list.at[i]))
            fail_msg("%s: “%.*s” in the file, “%.*s” built in", name, STR_ARG(word), STR_ARG(list.at[i]));
        if (node->kind == YAML_MAPPING)
            assert_same_list(entry->value, list.of[i], name);
    }
}

static void the_built_in_are_those_of_the_file(void **state)
{
    Fixture *fixture = *state;
    Source *source =
        source_read(fixture->arena, fixture->diag, input_at(STR(DATA_DIR "/templates/words.yaml")),
                    STR("words.yaml"), (Str){0});
    const YamlNode *root = yaml_read(fixture->arena, fixture->diag, source);

    assert_int_equal(root->entries.n, WORDS_COUNT);
    for (size_t i = 0; i < WORDS_COUNT; i++) {
        const YamlEntry *entry = &root->entries.at[i];

        assert_str(entry->key->text, words_names[i]);
        assert_int_equal(entry->value->kind == YAML_MAPPING, words_builtin.lists[i].of != NULL);
        assert_same_list(entry->value, words_builtin.lists[i], words_names[i]);
    }
}

// Each word of each list begins with a character that was added; few that none begins with pass.
static void first_characters_pass_the_filter(void **state)
{
    WordStarts surnames = {0}, shorts = {0};
    const Str one[] = {STR("x"), STR("年")};
    size_t passed = 0;

    (void)state;
    words_starts_add(&surnames, *list_of(&words_builtin, WORDS_SURNAMES));
    for (size_t i = 0; i < WORDS_COUNT; i++) {
        WordStarts starts = {0};

        words_starts_add(&starts, words_builtin.lists[i]);
        for (size_t k = 0; k < words_builtin.lists[i].n; k++)
            assert_true(words_may_begin(&starts, words_builtin.lists[i].at[k]));
    }
    for (unsigned i = 0; i < 1000; i++) {
        const char text[] = {(char)0xE6, (char)(0x80 | (i / 64 % 64)), (char)(0x80 | (i % 64))};

        passed += words_may_begin(&surnames, (Str){text, sizeof text});
    }
    assert_in_range(passed, 1, 400);
    words_starts_add(&shorts, (WordList){one, 2, NULL}); // what begins with x is not known by three bytes
    assert_true(words_may_begin(&shorts, STR("xyz")));
}

// A document's own words are part of the digest of a text that they may stand in, and of no other.
static void own_words_count_where_they_stand(void **state)
{
    static const Str names[] = {{"石峰区", 9}, {"网信办", 9}}, others[] = {{"云溪区", 9}};
    static const char *const with[] = {"石峰区收入", "石  峰区", "株洲市石峰\n区", "石（峰）区", "石石峰区"};
    static const char *const without[] = {"", "石", "石峰", "石峰市区", "区峰石", "收入", "网信"};
    Fixture *fixture = *state;
    const Words *base = change(fixture, "of-which: [内含]\n", &words_builtin);
    const Words *own = words_with_titles(fixture->arena, base, names, 2);
    const Words *other = words_with_titles(fixture->arena, base, others, 1);
    Str both = STR("石峰区网信办");

    for (size_t i = 0; i < sizeof with / sizeof *with; i++)
        assert_true(words_digest_in(own, str_of(with[i])) != base->digest);
    for (size_t i = 0; i < sizeof without / sizeof *without; i++)
        assert_int_equal(words_digest_in(own, str_of(without[i])), base->digest);
    assert_int_equal(words_digest_in(other, both), base->digest);
    assert_true(words_digest_in(own, both) != words_digest_in(own, STR("石峰区")));
    assert_true(words_digest_in(other, STR("云溪区")) != words_digest_in(own, STR("石峰区")));
    assert_true(base->digest != 0);
}

// Those that are found by halves.
static void words_of_titles_are_in_order(void **state)
{
    const WordList *words = list_of(&words_builtin, WORDS_TITLE_WORDS);

    (void)state;
    assert_true(words->n > 100);
    for (size_t i = 1; i < words->n; i++)
        if (str_compare(words->at[i - 1], words->at[i]) >= 0)
            fail_msg("%.*s stands after %.*s", STR_ARG(words->at[i]), STR_ARG(words->at[i - 1]));
}

// ---- what a template changes

static void nothing_changed_is_the_built_in(void **state)
{
    Fixture *fixture = *state;

    assert_ptr_equal(words_read(fixture->arena, fixture->diag, NULL, &words_builtin), &words_builtin);
    assert_int_equal(words_builtin.digest, 0);
    assert_int_equal(change(fixture, "of-which: [其中]\n", &words_builtin)->digest, 0);
}

static void a_list_takes_the_place_of_the_list(void **state)
{
    Fixture *fixture = *state;
    const Words *words = change(fixture, "of-which: [其中, 内含]\n", &words_builtin);

    assert_int_equal(diag_total(fixture->diag), 0);
    assert_int_equal(list_of(words, WORDS_OF_WHICH)->n, 2);
    assert_str(list_of(words, WORDS_OF_WHICH)->at[1], "内含");
    assert_ptr_equal(list_of(words, WORDS_TOTAL_ROWS)->at, list_of(&words_builtin, WORDS_TOTAL_ROWS)->at);
    assert_true(words->digest != 0);
    assert_true(words->digest != change(fixture, "of-which: [其中内含]\n", &words_builtin)->digest);
    assert_int_equal(words->digest, change(fixture, "of-which: [其中, 内含]\n", &words_builtin)->digest);
    assert_int_equal(list_of(change(fixture, "of-which: []\n", &words_builtin), WORDS_OF_WHICH)->n, 0);
}

static void words_are_added_to_what_is_there(void **state)
{
    Fixture *fixture = *state;
    const Words *base = change(fixture, "of-which: { add: [内含] }\n", &words_builtin);
    const Words *words = change(fixture, "of-which: { add: [含] }\n", base);

    assert_int_equal(diag_total(fixture->diag), 0);
    assert_int_equal(list_of(words, WORDS_OF_WHICH)->n, 3);
    assert_str(list_of(words, WORDS_OF_WHICH)->at[0], "其中");
    assert_str(list_of(words, WORDS_OF_WHICH)->at[1], "内含");
    assert_str(list_of(words, WORDS_OF_WHICH)->at[2], "含");
    assert_ptr_equal(list_of(change(fixture, "of-which: ~\n", words), WORDS_OF_WHICH)->at,
                     list_of(&words_builtin, WORDS_OF_WHICH)->at);
}

static void words_of_titles_are_put_in_order(void **state)
{
    Fixture *fixture = *state;
    const WordList *words =
        list_of(change(fixture, "title-words: [项目, 一般, 中央]\n", &words_builtin), WORDS_TITLE_WORDS);

    assert_str(words->at[0], "一般");
    assert_str(words->at[1], "中央");
    assert_str(words->at[2], "项目");
}

static void assert_refused(Fixture *fixture, const char *text, const char *rule, const char *hint)
{
    change(fixture, text, &words_builtin);
    only_finding(fixture, rule);
    if (hint)
        assert_str(diag_at(fixture->diag, 0)->hint, hint);
    diag_truncate(fixture->diag, 0);
}

static void faults_are_told(void **state)
{
    Fixture *fixture = *state;

    assert_refused(fixture, "of-wich: [其中]\n", "key-unknown", "did you mean “of-which”?");
    assert_refused(fixture, "of-which: 其中\n", "value-type", NULL);
    assert_refused(fixture, "of-which: [[其中]]\n", "value-type", NULL);
    assert_refused(fixture, "of-which: { add: [内含], ad: [其中] }\n", "key-unknown", "did you mean “add”?");
    assert_refused(fixture, "of-which: {}\n", "key-missing", NULL);
    assert_refused(fixture, "of-which: [其中, 内含, 其中]\n", "value-invalid", NULL);
    assert_refused(fixture, "of-which: { add: [其中] }\n", "value-invalid", NULL);
    assert_refused(fixture, "of-which: [\"\"]\n", "value-invalid", NULL);
    assert_refused(fixture, "[其中]\n", "value-type", NULL);
}

// ---- in text

static const Str animals[] = {{"马", 3}, {"大象", 6}, {"象", 3}};
static const WordList animal_list = {animals, 3, NULL};

static void words_are_found_in_text(void **state)
{
    (void)state;
    assert_true(words_in(animal_list, STR("一匹马。")));
    assert_false(words_in(animal_list, STR("一匹牛。")));
    assert_int_equal(words_begin(animal_list, STR("大象来了")), 6);
    assert_int_equal(words_begin(animal_list, STR("来了大象")), 0);
    assert_int_equal(words_end(animal_list, STR("来了大象")), 6);
    assert_int_equal(words_end(animal_list, STR("大象来了")), 0);
    assert_int_equal(words_find(animal_list, STR(" 大 象")), 1);
    assert_int_equal(words_find(animal_list, STR("大象来了")), -1);
    assert_true(words_have(animal_list, U'马'));
    assert_false(words_have(animal_list, U'大'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_built_in_are_those_of_the_file),
        TEST(words_of_titles_are_in_order),
        TEST(nothing_changed_is_the_built_in),
        TEST(a_list_takes_the_place_of_the_list),
        TEST(words_are_added_to_what_is_there),
        TEST(words_of_titles_are_put_in_order),
        TEST(faults_are_told),
        TEST(words_are_found_in_text),
        TEST(own_words_count_where_they_stand),
        TEST(first_characters_pass_the_filter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
