// Account items: down to 项 (财预〔2016〕143号), under their official names, and each of them told in the
// text.
#include "check/internal-prose.h"

#include <string.h>

typedef struct Account {
    const char *code, *name;
} Account;

// 政府收支分类科目 (2024): the 类 by function, and the departments' economic classification. In order of
// code.
static const Account accounts[] = {
    {"201", "一般公共服务支出"},
    {"202", "外交支出"},
    {"203", "国防支出"},
    {"204", "公共安全支出"},
    {"205", "教育支出"},
    {"206", "科学技术支出"},
    {"207", "文化旅游体育与传媒支出"},
    {"208", "社会保障和就业支出"},
    {"2080505", "机关事业单位基本养老保险缴费支出"},
    {"2080506", "机关事业单位职业年金缴费支出"},
    {"210", "卫生健康支出"},
    {"2101101", "行政单位医疗"},
    {"2101102", "事业单位医疗"},
    {"2101103", "公务员医疗补助"},
    {"211", "节能环保支出"},
    {"212", "城乡社区支出"},
    {"213", "农林水支出"},
    {"214", "交通运输支出"},
    {"215", "资源勘探工业信息等支出"},
    {"216", "商业服务业等支出"},
    {"217", "金融支出"},
    {"219", "援助其他地区支出"},
    {"220", "自然资源海洋气象等支出"},
    {"221", "住房保障支出"},
    {"2210201", "住房公积金"},
    {"2210202", "提租补贴"},
    {"2210203", "购房补贴"},
    {"222", "粮油物资储备支出"},
    {"224", "灾害防治及应急管理支出"},
    {"301", "工资福利支出"},
    {"30101", "基本工资"},
    {"30102", "津贴补贴"},
    {"30103", "奖金"},
    {"30106", "伙食补助费"},
    {"30107", "绩效工资"},
    {"30108", "机关事业单位基本养老保险缴费"},
    {"30109", "职业年金缴费"},
    {"30110", "职工基本医疗保险缴费"},
    {"30111", "公务员医疗补助缴费"},
    {"30112", "其他社会保障缴费"},
    {"30113", "住房公积金"},
    {"30114", "医疗费"},
    {"30199", "其他工资福利支出"},
    {"302", "商品和服务支出"},
    {"30201", "办公费"},
    {"30202", "印刷费"},
    {"30203", "咨询费"},
    {"30204", "手续费"},
    {"30205", "水费"},
    {"30206", "电费"},
    {"30207", "邮电费"},
    {"30208", "取暖费"},
    {"30209", "物业管理费"},
    {"30211", "差旅费"},
    {"30212", "因公出国（境）费用"},
    {"30213", "维修（护）费"},
    {"30214", "租赁费"},
    {"30215", "会议费"},
    {"30216", "培训费"},
    {"30217", "公务接待费"},
    {"30218", "专用材料费"},
    {"30224", "被装购置费"},
    {"30225", "专用燃料费"},
    {"30226", "劳务费"},
    {"30227", "委托业务费"},
    {"30228", "工会经费"},
    {"30229", "福利费"},
    {"30231", "公务用车运行维护费"},
    {"30239", "其他交通费用"},
    {"30240", "税金及附加费用"},
    {"30299", "其他商品和服务支出"},
    {"303", "对个人和家庭的补助"},
    {"30301", "离休费"},
    {"30302", "退休费"},
    {"30303", "退职（役）费"},
    {"30304", "抚恤金"},
    {"30305", "生活补助"},
    {"30306", "救济费"},
    {"30307", "医疗费补助"},
    {"30308", "助学金"},
    {"30309", "奖励金"},
    {"30310", "个人农业生产补贴"},
    {"30311", "代缴社会保险费"},
    {"310", "资本性支出"},
    {"31001", "房屋建筑物购建"},
    {"31002", "办公设备购置"},
    {"31003", "专用设备购置"},
    {"31005", "基础设施建设"},
    {"31006", "大型修缮"},
    {"31007", "信息网络及软件购置更新"},
    {"31013", "公务用车购置"},
    {"31099", "其他资本性支出"},
};

static const char *official_name(Str code)
{
    size_t low = 0, high = sizeof accounts / sizeof accounts[0];

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_compare(str_of(accounts[middle].code), code);
        if (order == 0)
            return accounts[middle].name;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static bool has_amount(const List *list, const Row *row)
{
    for (uint32_t c = 0; c < list->spec->count; c++)
        if (row->cells[c].kind == CELL_AMOUNT && mpq_sgn(row->cells[c].stored) != 0)
            return true;
    return false;
}

static bool has_children(const List *list, size_t row)
{
    return row + 1 < list->row_count && list->rows[row + 1].parent == (int)row;
}

// By function (2…) down to 项; by economic classification (3…, 5…) down to 款.
static void check_row(Prose *prose, const Table *table, const List *list, size_t r)
{
    const Row *row = &list->rows[r];
    int level = table_code_level(row->code);
    const char *name = level >= 0 ? official_name(row->code) : NULL;

    if (level < 0 || row->kind != ROW_ITEM)
        return;
    if (name && row->name.n && !name_equal(row->name, str_of(name)))
        prose_report_place(prose, table_row_place(table, row), "code-name",
                           str_print(prose->arena, _("%.*s is %s"), STR_ARG(row->code), name),
                           _("the name of %.*s is not “%.*s”"), STR_ARG(row->code), STR_ARG(row->name));
    bool functional = row->code.at[0] == '2' && level < 2;
    if (functional && has_amount(list, row) && !has_children(list, r))
        prose_report_place(prose, table_row_place(table, row), "item-level",
                           str_of(_("give the 款 and 项 under it")),
                           _("“%.*s” has an amount and no 项 under it"), STR_ARG(row->name));
}

static void check_rows(Prose *prose, const Table *table)
{
    for (size_t l = 0; l < table->spec->list_count; l++)
        for (size_t r = 0; table->lists[l].spec->hierarchy == HIERARCHY_CODE && r < table->lists[l].row_count;
             r++)
            check_row(prose, table, &table->lists[l], r);
}

// ---- each 项 in the text (the accounts' form, part three)

static Str all_text(Prose *prose)
{
    StrBuf buf = {.arena = prose->arena};

    for (size_t b = 0; b < prose->blocks.n; b++)
        if (prose->blocks.at[b].amounts != AMOUNTS_FREE)
            buf_add(&buf, prose->blocks.at[b].text);
    return name_fold(prose->arena, buf_str(&buf));
}

static void check_told(Prose *prose, const Table *table)
{
    Str text = all_text(prose);

    for (size_t r = 0; r < table->lists[0].row_count; r++) {
        const Row *row = &table->lists[0].rows[r];
        if (table_code_level(row->code) != 2 || !has_amount(&table->lists[0], row))
            continue;
        Str wanted = name_fold(prose->arena, str_print(prose->arena, "%.*s（项）", STR_ARG(row->name)));
        if (str_find(text, wanted, 0) < 0)
            prose_report_place(
                prose, table_row_place(table, row), "item-skipped",
                str_of(_("tell its purpose, budget, amount and reason; an `each` block tells them all")),
                _("the text says nothing of %.*s “%.*s”"), STR_ARG(row->code), STR_ARG(row->name));
    }
}

// ---- 主要包括：办公费、印刷费……

static bool in_list(Str list, Str name)
{
    for (size_t at = 0; at < list.n;) {
        ptrdiff_t mark = text_find(list, "、", at);
        size_t to = mark < 0 ? list.n : (size_t)mark;
        Str item = str_trim(str_slice(list, at, to));
        if (text_ends(item, "等"))
            item = str_slice(item, 0, item.n - 3);
        if (name_equal(item, name))
            return true;
        at = to + 3;
    }
    return false;
}

// An item of the economic classification, and whether it has an amount in any table of basic expenditure.
static bool item_amount(const Prose *prose, const char *name)
{
    const TableBook *book = &prose->project->book;

    for (size_t t = 0; t < book->table_count; t++) {
        const Table *table = book->tables[t];
        if (!table->spec->published || !text_has(table->spec->name, "基本支出"))
            continue;
        for (size_t l = 0; l < table->spec->list_count; l++)
            for (size_t r = 0; r < table->lists[l].row_count; r++)
                if (name_equal(table->lists[l].rows[r].name, str_of(name)) &&
                    has_amount(&table->lists[l], &table->lists[l].rows[r]))
                    return true;
    }
    return false;
}

static void check_list(Prose *prose, ProseBlock *block, const char *topic, const char *classes)
{
    ptrdiff_t at = text_find(block->text, topic, 0);

    if (at < 0)
        return;
    Str sentence = prose_following(block->text, (size_t)at);
    ptrdiff_t stop = text_find(sentence, "。", 0);
    sentence = str_slice(sentence, 0, stop < 0 ? sentence.n : (size_t)stop);
    ptrdiff_t list_at = text_find(sentence, "主要包括", 0);
    if (list_at < 0)
        return;
    Str list = str_slice(sentence, (size_t)list_at + strlen("主要包括"), sentence.n);
    if (text_starts(list, "：") || text_starts(list, ":"))
        list = str_slice(list, text_starts(list, "：") ? 3 : 1, list.n);
    size_t from = (size_t)(list.at - block->text.at);
    for (size_t i = 0; i < sizeof accounts / sizeof accounts[0]; i++) {
        const Account *account = &accounts[i];
        if (strlen(account->code) != 5 || !strchr(classes, account->code[2]))
            continue;
        bool listed = in_list(list, str_of(account->name)), has = item_amount(prose, account->name);
        if (listed && !has)
            prose_report(prose, block, from, from + list.n, "list-item",
                         str_of(_("write `= 列举(…)`, which names those that are not zero")),
                         _("“%s” is listed, and the table has nothing for it"), account->name);
        else if (!listed && has && !text_has(list, "等") && sentence.n < PROSE_WINDOW - 20)
            prose_report(prose, block, from, from + list.n, "list-item",
                         str_of(_("write `= 列举(…)`, which names those that are not zero")),
                         _("the list leaves out “%s”, which is not zero"), account->name);
    }
}

void prose_check_items(Prose *prose)
{
    const TableBook *book = &prose->project->book;
    bool accounts_document = text_has(prose->project->template->name, "accounts");

    for (size_t t = 0; t < book->table_count; t++) {
        const Table *table = book->tables[t];
        if (!table->spec->published || !table->spec->number)
            continue;
        check_rows(prose, table);
        if (accounts_document && text_has(table->spec->name, "一般公共预算财政拨款支出决算表"))
            check_told(prose, table);
    }
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        if (block->amounts == AMOUNTS_FREE)
            continue;
        check_list(prose, block, "人员经费", "13");
        check_list(prose, block, "公用经费", "20");
    }
}
