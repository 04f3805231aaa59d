#include "testing.h"

#include <stdlib.h>
#include <string.h>

#include "data/data.h"
#include "office/internal-fill.h"

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
    Compilation made;
    FillForm form; // as it went out, read again
} Fixture;

static FillIdentity identity_of(const Compilation *made)
{
    return (FillIdentity){.code = STR("205"),
                          .department = made->document->department,
                          .kind = made->project->template->name,
                          .year = made->project->year,
                          .round = 2};
}

static int setup(void **state)
{
    Arena *arena = arena_new();
    Fixture *f = ARENA_NEW(arena, Fixture);
    CompileOptions options = {.folder = DATA_DIR "/content/yunxi-education-2024",
                              .data_folder = STR(DATA_DIR)};

    f->arena = arena;
    f->diag = diag_new();
    f->made = compilation_read(&options);
    compilation_build(&f->made);
    assert_non_null(f->made.document);
    FillForm asked = fill_collect(arena, &f->made, identity_of(&f->made));
    Str bytes = fill_write(arena, f->diag, &asked, STR("填写表.xlsx"));

    assert_non_null(bytes.at);
    assert_true(fill_form_read(arena, bytes, &f->form));
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    Fixture *f = *state;

    assert_int_equal(diag_total(f->diag), 0);
    compilation_free(&f->made);
    diag_free(f->diag);
    arena_free(f->arena);
    return 0;
}

static FillItem *item_of(FillForm *form, const char *name)
{
    for (size_t i = 0; i < form->item_count; i++)
        if (str_equal(form->items[i].texts[FILL_ITEM], str_of(name)))
            return (FillItem *)&form->items[i];
    fail_msg("nothing is asked of %s", name);
    return NULL;
}

// The form with other words, as somebody sends it back.
static FillForm edited(const Fixture *f)
{
    FillForm form = f->form;
    FillItem *items = ARENA_ARRAY(f->arena, FillItem, form.item_count);

    memcpy(items, form.items, form.item_count * sizeof *items);
    form.items = items;
    return form;
}

static FillReturn sent_back(const Fixture *f, const FillForm *form)
{
    FillReturn back = {0};
    Str bytes = fill_write(f->arena, f->diag, form, STR("收回.xlsx"));

    assert_true(fill_return_read(f->arena, f->diag, &f->form, bytes, STR("收回.xlsx"), &back));
    return back;
}

static void a_document_says_what_it_asks(void **state)
{
    Fixture *f = *state;
    const FillItem *total = item_of(&f->form, "收入总计"),
                   *row = item_of(&f->form, "2050102 一般行政管理事务");
    const FillItem *fact = item_of(&f->form, "国内公务接待批次");

    assert_int_equal(f->form.identity.round, 2);
    assert_str(f->form.title, "清河市云溪区教育局2024年填写表（第2稿）");
    assert_str(total->texts[FILL_LAST], "31113.98");
    assert_str(total->texts[FILL_CHANGE], "2042.73");
    assert_true(total->changed && total->more);
    assert_int_equal(total->slots[FILL_REASON].where, FILL_TO_TEXT);
    assert_str(total->slots[FILL_REASON].file, "sections/3-部门决算情况说明.md");
    assert_true(row->changed && !row->more);
    assert_str(row->texts[FILL_LAST], "135.00"); // of the budget
    assert_int_equal(row->slots[FILL_PURPOSE].where, FILL_TO_SAYING);
    assert_str(row->slots[FILL_REASON].shown, "厉行节约，压减印刷、差旅等一般性支出");
    assert_str(fact->texts[FILL_LAST], "29");
    assert_str(fact->slots[FILL_TEXT].shown, "23");
    // What the text does not compare, the template asks for.
    assert_int_equal(item_of(&f->form, "公务用车运行维护费")->slots[FILL_REASON].where, FILL_ASIDE);
}

static void the_same_workbook_answers_nothing(void **state)
{
    Fixture *f = *state;
    FillReturn back = sent_back(f, &f->form);

    assert_int_equal(back.answers.n, 0);
    assert_int_equal(back.remarks.n, 0);
}

static void rows_are_known_wherever_they_stand(void **state)
{
    Fixture *f = *state;
    FillForm form = edited(f);

    item_of(&form, "收入总计")->slots[FILL_REASON].shown = STR("班级增加");
    item_of(&form, "国内公务接待批次")->slots[FILL_TEXT].shown = STR("25批次");
    for (size_t i = 0; i < form.item_count / 2; i++) { // sorted the other way
        FillItem *items = (FillItem *)form.items, swap = items[i];

        items[i] = items[form.item_count - 1 - i];
        items[form.item_count - 1 - i] = swap;
    }
    FillReturn back = sent_back(f, &form);

    assert_int_equal(back.remarks.n, 0);
    assert_int_equal(back.answers.n, 2);
    for (size_t i = 0; i < 2; i++)
        assert_str(back.answers.at[i].text,
                   back.answers.at[i].item == item_of(&f->form, "收入总计") ? "班级增加" : "25批次");
}

static const FillRemark *remark_of(const FillReturn *back, FillRemarkKind kind)
{
    const FillRemark *found = NULL;

    for (size_t i = 0; i < back->remarks.n; i++)
        if (back->remarks.at[i].kind == kind) {
            assert_null(found);
            found = &back->remarks.at[i];
        }
    assert_non_null(found);
    return found;
}

static void what_was_not_asked_is_told(void **state)
{
    Fixture *f = *state;
    FillForm form = edited(f);

    item_of(&form, "收入总计")->texts[FILL_NOW] = STR("33156.81");
    item_of(&form, "本年收入")->texts[FILL_NOW] = STR("32709.730"); // the same number
    item_of(&form, "本年收入")->slots[FILL_REASON].shown = (Str){0};
    item_of(&form, "本年支出")->slots[FILL_REASON].shown = STR("同 上");
    item_of(&form, "车辆")->slots[FILL_REMARK].shown = STR("应为6辆");
    item_of(&form, "机要通信用车")->texts[FILL_ITEM] = STR("机要用车");
    item_of(&form, "机要用车")->number = 999;
    FillReturn back = sent_back(f, &form);

    assert_int_equal(back.answers.n, 0);
    assert_str(remark_of(&back, FILL_CHANGED)->text, "33156.81");
    assert_str(remark_of(&back, FILL_CHANGED)->place, "增减说明!E4");
    assert_str(remark_of(&back, FILL_ERASED)->text, "财政拨款收入增加");
    assert_str(remark_of(&back, FILL_SAME_AS)->item->texts[FILL_ITEM], "本年支出");
    assert_str(remark_of(&back, FILL_SAID)->text, "应为6辆");
    assert_mentions(remark_of(&back, FILL_STRANGE)->text, "机要用车");
    assert_str(remark_of(&back, FILL_GONE)->item->texts[FILL_ITEM], "机要通信用车");
}

static FillTaking take(Fixture *f, const FillReturn *back)
{
    const Project *project = f->made.project;
    FillForm now = fill_collect(f->arena, &f->made, identity_of(&f->made));
    FillTaking taking = {.arena = f->arena, .diag = f->diag, .words = project->template->words};

    for (size_t i = 0; i < project->section_count; i++)
        *vec_push(f->arena, &taking.files) =
            (FillFile){project->sections[i]->name, project->sections[i]->text, project->sections[i]->text};
    fill_take(&taking, &now, back);
    return taking;
}

static void answers_go_where_they_belong(void **state)
{
    Fixture *f = *state;
    FillForm form = edited(f);

    item_of(&form, "收入总计")->slots[FILL_REASON].shown = STR("主要原因是班级增加*2个。");
    item_of(&form, "2050801 教师进修")->slots[FILL_REASON].shown = STR("新增\n培训班");
    item_of(&form, "国内公务接待批次")->slots[FILL_TEXT].shown = STR("２５批次");
    item_of(&form, "车辆")->slots[FILL_TEXT].shown = STR("无");
    item_of(&form, "其他用车")->slots[FILL_TEXT].shown = STR("若干");
    item_of(&form, "政府采购工程")->slots[FILL_TEXT].shown = STR("8462000元");
    FillReturn back = sent_back(f, &form);
    FillTaking taking = take(f, &back);
    Str section = {0}, facts = {0}, reasons = {0};

    assert_int_equal(taking.results.n, 6);
    for (size_t i = 0; i < taking.results.n; i++) {
        Str item = taking.results.at[i].answer->item->texts[FILL_ITEM];

        assert_int_equal(taking.results.at[i].outcome, str_equal(item, STR("其他用车")) ? FILL_NO_NUMBER
                                                       : str_equal(item, STR("政府采购工程"))
                                                           ? FILL_OTHER_UNIT
                                                           : FILL_TAKEN);
    }
    for (size_t i = 0; i < taking.files.n; i++) {
        if (str_equal(taking.files.at[i].name, STR("sections/3-部门决算情况说明.md")))
            section = taking.files.at[i].after;
        if (str_equal(taking.files.at[i].name, STR(FILL_FACTS_FILE)))
            facts = taking.files.at[i].after;
        if (str_equal(taking.files.at[i].name, STR(FILL_REASONS_FILE)))
            reasons = taking.files.at[i].after;
    }
    assert_mentions(section, "班级增加\\*2个。");
    assert_true(str_find(section, STR("班级增加\\*2个。。"), 0) < 0);
    assert_mentions(facts, "国内公务接待批次,25");
    assert_mentions(facts, "车辆,0");
    assert_mentions(reasons, "一般公共预算财政拨款支出决算表,2050801,新增培训班");
}

static void another_text_around_takes_nothing(void **state)
{
    Fixture *f = *state;
    FillForm form = edited(f), sent = edited(f);

    item_of(&sent, "收入总计")->slots[FILL_REASON].before = STR("别的话，主要原因是");
    item_of(&sent, "车辆")->slots[FILL_TEXT].shown = STR("4"); // the bureau wrote 5 since
    f->form = sent;
    item_of(&form, "收入总计")->slots[FILL_REASON].shown = STR("班级增加");
    item_of(&form, "车辆")->slots[FILL_TEXT].shown = STR("6");
    FillReturn back = sent_back(f, &form);
    FillTaking taking = take(f, &back);

    assert_int_equal(taking.results.n, 2);
    assert_int_equal(taking.results.at[0].outcome, FILL_MOVED_ON);
    assert_int_equal(taking.results.at[1].outcome, FILL_MOVED_ON);
    for (size_t i = 0; i < taking.files.n; i++)
        assert_true(str_equal(taking.files.at[i].before, taking.files.at[i].after));
}

static void it_is_known_without_what_is_hidden(void **state)
{
    Fixture *f = *state;
    FillIdentity identity;
    Str bytes = fill_write(f->arena, f->diag, &f->form, STR("甲.xlsx"));

    assert_true(fill_identify(f->arena, f->diag, bytes, STR("甲.xlsx"), &identity));
    assert_str(identity.code, "205");
    assert_str(identity.kind, "department-accounts");
    BookColumn column = {.width = 10};
    BookCell cell = {f->form.title, BOOK_TEXT};
    BookSheet sheet = {
        .name = STR("Sheet1"), .columns = &column, .column_count = 1, .cells = &cell, .row_count = 1};

    bytes = data_book(f->arena, f->diag, STR("乙.xlsx"), STR("乙"), &sheet, 1);
    assert_true(fill_identify(f->arena, f->diag, bytes, STR("乙.xlsx"), &identity));
    assert_str(identity.department, "清河市云溪区教育局");
    assert_int_equal(identity.year, 2024);
    assert_int_equal(identity.round, 2);
    cell.text = STR("清河市云溪区教育局2024年预算表");
    bytes = data_book(f->arena, f->diag, STR("丙.xlsx"), STR("丙"), &sheet, 1);
    assert_false(fill_identify(f->arena, f->diag, bytes, STR("丙.xlsx"), &identity));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_document_says_what_it_asks),       TEST(the_same_workbook_answers_nothing),
        TEST(rows_are_known_wherever_they_stand), TEST(what_was_not_asked_is_told),
        TEST(answers_go_where_they_belong),       TEST(another_text_around_takes_nothing),
        TEST(it_is_known_without_what_is_hidden),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
