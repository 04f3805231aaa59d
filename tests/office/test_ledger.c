#include "testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "office/internal-ledger.h"

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
    char folder[32];
} Fixture;

static int setup(void **state)
{
    Arena *arena = arena_new();
    Fixture *f = ARENA_NEW(arena, Fixture);

    f->arena = arena;
    f->diag = diag_new();
    strcpy(f->folder, "/tmp/gongkai-ledger-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    *state = f;
    return 0;
}

static const char *path_of(Fixture *f)
{
    return str_print(f->arena, "%s/内部/.台账.jsonl", f->folder).at;
}

static int teardown(void **state)
{
    Fixture *f = *state;

    remove(path_of(f));
    remove(str_print(f->arena, "%s/内部", f->folder).at);
    remove(f->folder);
    diag_free(f->diag);
    arena_free(f->arena);
    return 0;
}

// In an arena of its own, so that it is closed before another run opens it.
static void add(Fixture *f, LedgerEvent event)
{
    Arena *arena = arena_new();
    Ledger *ledger = ledger_open(arena, f->diag, str_of(f->folder), true);

    assert_non_null(ledger);
    assert_true(ledger_add(ledger, f->diag, event));
    arena_free(arena);
}

static Ledger *reads(Fixture *f)
{
    Ledger *ledger = ledger_open(f->arena, f->diag, str_of(f->folder), false);

    assert_non_null(ledger);
    return ledger;
}

static void append_bytes(Fixture *f, const char *bytes)
{
    FILE *file = fopen(path_of(f), "ab");

    assert_non_null(file);
    fputs(bytes, file);
    fclose(file);
}

static void events_are_kept_in_order(void **state)
{
    Fixture *f = *state;

    add(f, (LedgerEvent){.kind = LEDGER_FINAL,
                         .document = STR("101"),
                         .time = STR("2026-02-20"),
                         .version = STR("首发"),
                         .digest = STR("3f2a91c077deaa")});
    add(f, (LedgerEvent){.kind = LEDGER_PUBLISHED,
                         .document = STR("101"),
                         .version = STR("首发"),
                         .time = STR("2026-02-25T10:00"),
                         .url = STR("https://example.gov.cn/a?b=\"1\"&c=\\n")});
    add(f,
        (LedgerEvent){.kind = LEDGER_VERIFIED, .document = STR("101"), .version = STR("首发"), .count = 3});
    add(f, (LedgerEvent){
               .kind = LEDGER_RECEIVED, .document = STR("102"), .round = 2, .time = STR("2026-02-11")});
    LedgerState of_101 = ledger_state(reads(f), STR("101")), of_102 = ledger_state(reads(f), STR("102"));
    assert_int_equal(diag_total(f->diag), 0);
    assert_str(of_101.final->digest, "3f2a91c077deaa");
    assert_str(of_101.published->url, "https://example.gov.cn/a?b=\"1\"&c=\\n");
    assert_int_equal(of_101.verified->count, 3);
    assert_int_equal(of_101.received, 0);
    assert_null(of_102.final);
    assert_int_equal(of_102.received, 2);
    assert_str(of_102.received_time, "2026-02-11");
}

static void another_version_is_not_yet_verified(void **state)
{
    Fixture *f = *state;
    LedgerEvent event = {
        .kind = LEDGER_PUBLISHED, .document = STR("101"), .version = STR("首发"), .time = STR("2026-02-25")};

    add(f, event);
    event.kind = LEDGER_VERIFIED;
    add(f, event);
    add(f, (LedgerEvent){.kind = LEDGER_CORRECTED,
                         .document = STR("101"),
                         .version = STR("更正1"),
                         .note = STR("录入有误")});
    assert_non_null(ledger_state(reads(f), STR("101")).verified);
    add(f, (LedgerEvent){.kind = LEDGER_PUBLISHED,
                         .document = STR("101"),
                         .version = STR("更正1"),
                         .time = STR("2026-03-09")});
    LedgerState now = ledger_state(reads(f), STR("101"));
    assert_null(now.verified);
    assert_str(now.first->time, "2026-02-25"); // is kept
    assert_str(now.published->time, "2026-03-09");
    assert_int_equal(now.corrections, 1);
}

// A kill or a full disk in the middle of a line.
static void a_line_cut_off_is_no_event(void **state)
{
    Fixture *f = *state;

    add(f, (LedgerEvent){.kind = LEDGER_FINAL, .document = STR("101"), .version = STR("首发")});
    append_bytes(f, "{\"event\":\"published\",\"docu");
    assert_int_equal(reads(f)->events.n, 1);
    assert_int_equal(diag_count(f->diag, SEVERITY_WARNING), 1);
    add(f, (LedgerEvent){.kind = LEDGER_ARCHIVED, .document = STR("101"), .version = STR("首发")});
    diag_truncate(f->diag, 0);
    assert_int_equal(reads(f)->events.n, 2);
    assert_int_equal(diag_total(f->diag), 0);
}

static void a_damaged_line_is_never_guessed(void **state)
{
    Fixture *f = *state;

    add(f, (LedgerEvent){.kind = LEDGER_FINAL, .document = STR("101"), .version = STR("首发")});
    append_bytes(f, "{\"event\":\"unheard-of\",\"document\":\"101\"}\n");
    assert_null(ledger_open(f->arena, f->diag, str_of(f->folder), false));
    assert_string_equal(diag_at(f->diag, 0)->rule, "office-ledger");
    assert_int_equal(diag_at(f->diag, 0)->place.line, 2);
}

static void nothing_happened_where_there_is_no_ledger(void **state)
{
    Fixture *f = *state;

    assert_int_equal(reads(f)->events.n, 0);
    assert_int_not_equal(access(path_of(f), F_OK), 0); // reading makes no file
}

static void times_and_codes(void **state)
{
    Fixture *f = *state;
    Str time;
    static const char *const wrong[] = {
        "", "2026-2-5", "2026-02-30", "2026-02-25T24:00", "2026-02-25T10", "明天", "2026/02/25"};

    assert_true(ledger_time(f->arena, STR("2026-02-25"), &time));
    assert_str(time, "2026-02-25");
    assert_true(ledger_time(f->arena, STR(" 2026-02-25 10:05 "), &time));
    assert_str(time, "2026-02-25T10:05");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(ledger_time(f->arena, str_of(wrong[i]), &time));
    assert_str(ledger_check_code(f->arena, STR("3f2a91c077deaabbcc")), "3F2A-91C0-77DE");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(events_are_kept_in_order),
                                       TEST(another_version_is_not_yet_verified),
                                       TEST(a_line_cut_off_is_no_event),
                                       TEST(a_damaged_line_is_never_guessed),
                                       TEST(nothing_happened_where_there_is_no_ledger),
                                       TEST(times_and_codes)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
