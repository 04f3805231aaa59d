// What stands above the header of a table that nothing declares, in a CSV and in a sheet alike.
#include "spreadsheet/xlsx_fixture.h"

// The same lines as a sheet: a field that is digits is a number.
static const char *sheet_xml(Arena *arena, const char *csv)
{
    StrBuf xml = {.arena = arena};
    int row = 1, column = 0;

    buf_add_c(&xml, "<sheetData>");
    for (const char *at = csv; *at; row++, column = 0) {
        buf_print(&xml, "<row r=\"%d\">", row);
        for (bool more = true; more; column++) {
            size_t n = strcspn(at, ",\n");

            if (n && strspn(at, "0123456789.") == n)
                buf_print(&xml, NUM("%c%d", "%.*s"), 'A' + column, row, (int)n, at);
            else if (n)
                buf_print(&xml, TEXT("%c%d", "%.*s"), 'A' + column, row, (int)n, at);
            more = at[n] == ',';
            at += n + 1;
        }
        buf_add_c(&xml, "</row>");
    }
    buf_add_c(&xml, "</sheetData>");
    return buf_str(&xml).at;
}

// above: lines over the header, which is read and whose last column has the head.
static void expect(Fixture *f, const char *csv, size_t above, const char *head, const char *unit)
{
    for (int sheet = 0; sheet < 2; sheet++) {
        const Table *table = sheet ? read_sheet(f, NULL, sheet_xml(f->arena, csv)) : read_csv(f, NULL, csv);

        if (!table || diag_total(f->diag))
            fail_msg("%s%s: %s", sheet ? "sheet: " : "", csv,
                     diag_total(f->diag) ? str_c(f->arena, diag_at(f->diag, 0)->message) : "not read");
        if (table->origin->above != above)
            fail_msg("%s%s: %zu lines above", sheet ? "sheet: " : "", csv, table->origin->above);
        assert_str(table->spec->columns[table->spec->column_count - 1].path, head);
        assert_str(table->file_unit.name, unit);
    }
}

static void labels_stand_above(void **state)
{
    Fixture *f = *state;
    static const char *const lines[] = {
        "填报单位：某局,,单位：万元",
        "某局,,单位：万元",
        "公开09表,,单位：万元",
        "附件1-1,,金额单位：万元",
        "填报单位：某局,2024年度,（单位：万元）",
        "编制日期：2024年3月1日,制表人：张三,单位：万元",
        "统计口径：全口径,数据来源：台账,",
        "主管部门（单位）名称：某局,,2024年",
        "填报单位：某局\n公开09表,,单位：万元",
        "车辆表\n某局,,金额单位为万元",
    };

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        size_t above = strchr(lines[i], '\n') ? 2 : 1;

        expect(f, str_c(f->arena, str_print(f->arena, "%s\n项目,年初数,年末数\n甲,3,1\n", lines[i])), above,
               "年末数", "万元");
        expect(f, str_c(f->arena, str_print(f->arena, "%s\n项目,2023,2024\n甲,3,1\n", lines[i])), above,
               "2024", "万元");
    }
}

static void heads_with_a_colon_are_heads(void **state)
{
    Fixture *f = *state;

    expect(f, "项目,合计,其中：基本支出\n甲,3,1\n", 0, "其中：基本支出", "万元");
    expect(f, "某局,,单位：万元\n项目,合计,其中:基本支出\n甲,3,1\n", 1, "其中:基本支出", "万元");
    expect(f, "单位：万元,2023年,2024年\n甲,3,1\n", 0, "2024年", "万元");
    expect(f, "单位：辆,年初数,年末数\n甲,3,1\n", 0, "年末数", "辆");
    expect(f, "项目,数额,金额（单位：万元）\n甲,3,1\n", 0, "金额（单位：万元）", "万元");
    expect(f, "姓名：,职务：,电话：\n张三,主任,办公室\n李四,科员,机要室\n", 0, "电话：", "万元");
    expect(f, "科室：,职责：\n办公室,综合\n网管科,网管\n", 0, "职责：", "万元");
    expect(f, "单位：万元,2021年,2022年\n主要事项,创建,验收\n支出,12,13\n", 0, "2022年", "万元");
    expect(f, "单位：辆,数量\n轿车,—\n越野车,1\n", 0, "数量", "辆");
    expect(f, "单位：人,行政,事业\n办公室,无,\n网管科,3,2\n", 0, "事业", "人");
    expect(f, "附件1,附件2,附件3\n办法,通知,细则\n规定,公告,说明\n", 0, "附件3", "万元");
    expect(f, "序号,比较：上年,金额\n甲,3,1\n", 0, "金额", "万元");
}

static void own_tables_count_anything(void **state)
{
    Fixture *f = *state;
    static const char *const units[] = {"辆", "人次",   "公顷", "千克",   "台（套）", "平方米",
                                        "%",  "万人次", "㎡",   "户、人", "批次/人次"};

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        static const char *const forms[] = {"单位：%s", "计量单位：%s", "（单位：%s）",
                                            "填报单位：某局　　单位:%s"};

        for (size_t k = 0; k < sizeof forms / sizeof forms[0]; k++) {
            StrBuf csv = {.arena = f->arena};
            const Table *table;

            buf_print(&csv, forms[k], units[i]);
            buf_add_c(&csv, ",,\n项目,年初数,金额（万元）\n甲,3,1\n");
            expect(f, str_c(f->arena, buf_str(&csv)), 1, "金额（万元）", units[i]);
            table = read_clean(f, NULL, str_c(f->arena, buf_str(&csv)));
            assert_str(table->spec->unit.name, units[i]);
            assert_str(table->spec->columns[1].unit.name,
                       strpbrk(units[i], "/") || strstr(units[i], "、") ? "" : units[i]);
            assert_str(table->spec->columns[2].unit.name, "万元");
            assert_amount(f, &table->lists[0].rows[0].cells[1], "3");
        }
    }
}

// Of a declared table the unit is money; what counts two things is no unit of one table.
static void others_are_none(void **state)
{
    Fixture *f = *state;
    static const char *const lines[] = {"单位：林业局", "单位：所属各单位", "填报单位：辆"};

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        expect(f, str_c(f->arena, str_print(f->arena, "%s,,\n项目,年初数,年末数\n甲,3,1\n", lines[i])), 1,
               "年末数", "万元");
    read_csv(f, NULL, "单位：元、人,\n科室,经费\n甲,30000\n");
    only_finding(f, "unit-unread");
    diag_truncate(f->diag, 0);
    read_csv(f, NULL, "单位：辆,,单位：万元\n项目,年初数,年末数\n甲,3,1\n");
    only_finding(f, "unit-conflict");
    diag_truncate(f->diag, 0);
    read_csv(f, NULL, "金额单位：辆,\n项目,年末数\n甲,3\n");
    only_finding(f, "unit-unknown");
    diag_truncate(f->diag, 0);
    read_csv(
        f, expenditure_spec(f->arena),
        "计量单位：公顷\n类,款,项,科目名称,合计,小计,公用经费,项目支出\n201,,,一般公共服务支出,1,1,1,0\n");
    only_finding(f, "unit-unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(labels_stand_above),
        TEST(heads_with_a_colon_are_heads),
        TEST(own_tables_count_anything),
        TEST(others_are_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
