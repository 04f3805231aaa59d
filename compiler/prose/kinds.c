// Items and kinds of money where an auditor asks: 行政运行 with projects, pay that the unit's kind has not,
// too much under 其他, one project without a name of its own, a hospital without income.
#include "prose/internal-prose.h"

#include "text/text.h"

// ---- columns by what they mean

typedef struct MeantColumn {
    const Table *table;
    int list, column;
} MeantColumn;

// The n-th that an id means among the project's tables; false past the last.
static bool meant_column(const Prose *prose, const char *id, size_t n, MeantColumn *found)
{
    size_t count;
    const Meaning *all = template_meanings(prose->project->template, str_of(id), &count);

    if (n >= count)
        return false;
    *found = (MeantColumn){.list = all[n].list, .column = -1};
    for (size_t t = 0; t < prose->project->book.table_count; t++)
        if (prose->project->book.tables[t]->spec->number == all[n].table)
            found->table = prose->project->book.tables[t];
    if (found->table && found->list >= 0)
        found->column = all[n].column.n ? table_find_column(found->table, found->list, all[n].column, NULL)
                                        : table_only_amount(found->table, found->list);
    return true;
}

static bool has_column(const MeantColumn *meant)
{
    return meant->table && meant->column >= 0;
}

static const Cell *cell_of(const MeantColumn *meant, size_t row)
{
    return table_cell((CellRef){meant->table, meant->list, (int)row, meant->column});
}

static bool has_amount(const Cell *cell)
{
    return cell->kind == CELL_AMOUNT && mpq_sgn(cell->stored) != 0;
}

// ---- 行政运行 is basic, 一般行政管理事务 is a project

static void check_side(Prose *prose, const char *id, WordList items, const char *message)
{
    MeantColumn meant;

    for (size_t n = 0; meant_column(prose, id, n, &meant); n++)
        for (size_t r = 0; has_column(&meant) && r < meant.table->lists[meant.list].row_count; r++) {
            const Row *row = &meant.table->lists[meant.list].rows[r];
            if (row->kind == ROW_ITEM && table_code_level(row->code) == 2 &&
                words_find(items, row->name) >= 0 && has_amount(cell_of(&meant, r)))
                prose_report_place(prose, table_cell_place(meant.table, cell_of(&meant, r)),
                                   "item-expenditure", str_of(_("ask which item the money belongs to")),
                                   message, STR_ARG(row->code), STR_ARG(row->name));
        }
}

static void check_sides(Prose *prose)
{
    const WordList *lists = prose->words->lists;

    // Of one item once: the tables of all expenditure have what those of one budget have.
    check_side(prose, "支出.项目支出", lists[WORDS_ITEMS_BASIC], _("%.*s “%.*s” has project expenditure"));
    check_side(prose, "支出.基本支出", lists[WORDS_ITEMS_PROJECT], _("%.*s “%.*s” has basic expenditure"));
}

// ---- what a unit of its kind has not

static bool text_says(const Prose *prose, WordList words)
{
    for (size_t b = 0; b < prose->blocks.n; b++)
        if (prose->blocks.at[b].amounts != AMOUNTS_FREE && words_in(words, prose->blocks.at[b].text))
            return true;
    return false;
}

static void report_kind(Prose *prose, Place place, Str name)
{
    prose_report_place(prose, place, "unit-kind-item",
                       str_of(_("ask which item or which unit it belongs to, or say in the text who has it")),
                       _("“%.*s” is nothing that a unit of the kind %.*s has"), STR_ARG(name),
                       STR_ARG(prose->project->unit_kind));
}

static void check_kind_list(Prose *prose, const Table *table, int number, WordList items)
{
    const List *list = &table->lists[number];

    for (size_t r = 0; r < list->row_count; r++)
        if (words_find(items, list->rows[r].name) >= 0 && prose_row_has_amount(list, &list->rows[r]))
            report_kind(prose, table_row_place(table, &list->rows[r]), list->rows[r].name);
    for (int c = 0; c < (int)list->spec->count; c++) {
        const ColumnSpec *column = table_column((CellRef){table, number, 0, c});
        if (column->kind != COLUMN_AMOUNT || words_find(items, column->name) < 0)
            continue;
        for (size_t r = 0; r < list->row_count; r++)
            if (has_amount(&list->rows[r].cells[c])) {
                report_kind(prose, table_cell_place(table, &list->rows[r].cells[c]), column->name);
                break;
            }
    }
}

// A department with units of its own has those of all kinds, and so has one whose text says so.
static void check_kind(Prose *prose)
{
    const Project *project = prose->project;
    WordList kinds = prose->words->lists[WORDS_KIND_ITEMS], others = prose->words->lists[WORDS_KIND_OTHERS];
    int kind = project->unit_kind.n ? words_find(kinds, project->unit_kind) : -1;
    int other = project->unit_kind.n ? words_find(others, project->unit_kind) : -1;

    if (kind < 0 || project->unit_count || (other >= 0 && text_says(prose, others.of[other])))
        return;
    for (size_t t = 0; t < project->book.table_count; t++)
        for (size_t l = 0;
             project->book.tables[t]->spec->published && l < project->book.tables[t]->spec->list_count; l++)
            check_kind_list(prose, project->book.tables[t], (int)l, kinds.of[kind]);
}

// ---- 其他

static bool is_other(Str code)
{
    return str_equal(code, STR("229")) || (table_code_level(code) >= 0 && str_ends(code, STR("99")));
}

// Another row below the same one has an amount: else there is nothing that it could be but 其他.
static bool has_siblings(const MeantColumn *meant, size_t row)
{
    const List *list = &meant->table->lists[meant->list];

    for (size_t r = 0; r < list->row_count; r++)
        if (r != row && list->rows[r].kind == ROW_ITEM && list->rows[r].parent == list->rows[row].parent &&
            has_amount(cell_of(meant, r)))
            return true;
    return false;
}

// The row that it is a share of: its parent, of a 类 the total of all; -1: none.
static int whole_of(const List *list, size_t row)
{
    if (list->rows[row].parent >= 0)
        return list->rows[row].parent;
    for (size_t r = 0; r < list->row_count; r++)
        if (list->rows[r].kind == ROW_TOTAL && !list->rows[r].part)
            return (int)r;
    return -1;
}

// part / whole in per cent is above the limit.
static bool exceeds_share(Number part, Number whole, Number limit)
{
    mpq_t most;
    bool more;

    mpq_init(most);
    mpq_mul(most, whole, limit);
    mpz_mul_ui(mpq_denref(most), mpq_denref(most), 100);
    mpq_canonicalize(most);
    more = mpq_cmp(part, most) > 0;
    mpq_clear(most);
    return more;
}

static Str share_text(Arena *arena, Number part, Number whole)
{
    mpq_t share, hundred;

    mpq_inits(share, hundred, NULL);
    mpq_set_ui(hundred, 100, 1);
    mpq_div(share, part, whole);
    mpq_mul(share, share, hundred);
    Str text = number_format(arena, number_freeze(arena, share), (NumberFormat){.decimals = 1});
    mpq_clears(share, hundred, NULL);
    return text;
}

static bool is_small(const Prose *prose, const MeantColumn *meant, size_t row, Number amount)
{
    Number least = prose->project->template->limits[LIMIT_OTHER_LEAST];
    Unit unit = table_cell_unit((CellRef){meant->table, meant->list, (int)row, meant->column});

    return least && unit.kind == UNIT_MONEY &&
           mpq_cmp(unit_convert(prose->arena, amount, unit, unit_parse(text_money_name(0))), least) < 0;
}

static void check_other_row(Prose *prose, const MeantColumn *meant, size_t r)
{
    const List *list = &meant->table->lists[meant->list];
    int whole = whole_of(list, r);
    const Cell *part = cell_of(meant, r), *all = whole >= 0 ? cell_of(meant, (size_t)whole) : NULL;

    if (!all || !has_amount(part) || !has_amount(all) || mpq_sgn(all->stored) < 0 ||
        is_small(prose, meant, (size_t)whole, all->stored) ||
        !exceeds_share(part->stored, all->stored, prose->project->template->limits[LIMIT_OTHER_SHARE]) ||
        !has_siblings(meant, r))
        return;
    prose_report_place(
        prose, table_cell_place(meant->table, part), "other-share",
        str_of(_("use the items of what it is spent for, or say what it is")),
        _("%.*s “%.*s” is %.*s%% of “%.*s”"), STR_ARG(list->rows[r].code), STR_ARG(list->rows[r].name),
        STR_ARG(share_text(prose->arena, part->stored, all->stored)), STR_ARG(list->rows[whole].name));
}

static void check_others(Prose *prose)
{
    static const char *const ids[] = {"支出.合计", "基本支出.合计", "基本支出.人员", "基本支出.公用"};
    MeantColumn meant;

    if (!prose->project->template->limits[LIMIT_OTHER_SHARE])
        return;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        for (size_t n = 0; meant_column(prose, ids[i], n, &meant); n++)
            for (size_t r = 0; has_column(&meant) && r < meant.table->lists[meant.list].row_count; r++)
                if (meant.table->lists[meant.list].rows[r].kind == ROW_ITEM &&
                    is_other(meant.table->lists[meant.list].rows[r].code))
                    check_other_row(prose, &meant, r);
}

// ---- a project that is called 业务经费 and nothing more

static bool is_nameless(const Prose *prose, Str name)
{
    WordList words = prose->words->lists[WORDS_PROJECTS_NAMELESS];

    for (size_t at = 0; at < name.n;) {
        Str rest = str_slice(name, at, name.n);
        size_t length = words_begin(words, rest), next = at;
        uint32_t code = utf8_next(name, &next);
        if (!length && char_is_han(code) && !text_is_han_numeral(code))
            return false;
        at = length ? at + length : next;
    }
    return name.n > 0;
}

static void check_projects(Prose *prose, const char *id)
{
    Number limit = prose->project->template->limits[LIMIT_PROJECT_SHARE];
    MeantColumn meant;

    if (!limit || !meant_column(prose, id, 0, &meant) || !has_column(&meant))
        return;
    const List *list = &meant.table->lists[meant.list];
    mpq_t all;
    size_t count = 0;
    mpq_init(all);
    for (size_t r = 0; r < list->row_count; r++)
        if (list->rows[r].kind == ROW_ITEM && has_amount(cell_of(&meant, r))) {
            mpq_add(all, all, cell_of(&meant, r)->stored);
            count++;
        }
    for (size_t r = 0; count > 1 && r < list->row_count; r++) {
        const Cell *cell = cell_of(&meant, r);
        if (list->rows[r].kind == ROW_ITEM && has_amount(cell) && is_nameless(prose, list->rows[r].name) &&
            exceeds_share(cell->stored, all, limit))
            prose_report_place(prose, table_cell_place(meant.table, cell), "project-share",
                               str_of(_("divide it into projects, or name it by what is done")),
                               _("the project “%.*s” is %.*s%% of all projects"), STR_ARG(list->rows[r].name),
                               STR_ARG(share_text(prose->arena, cell->stored, all)));
    }
    mpq_clear(all);
}

// ---- who earns something

static bool is_nothing(Prose *prose, const char *expression)
{
    Meant meant;

    return !prose_meant(prose, expression, &meant) || mpq_sgn(meant.value) == 0;
}

static void check_income(Prose *prose)
{
    const WordList *lists = prose->words->lists;
    Str name = prose->project->department;
    Meant own, all;

    if (!words_end(lists[WORDS_INCOME_EXPECTED], name) || words_in(lists[WORDS_INCOME_NOT_EXPECTED], name) ||
        !prose_meant(prose, "{收支.收入.事业}", &own) || mpq_sgn(own.value) != 0 ||
        !prose_meant(prose, "{收支.收入.本年合计}", &all) || mpq_sgn(all.value) == 0 ||
        !is_nothing(prose, "{收支.收入.财政专户}") || !is_nothing(prose, "{收支.收入.经营}") ||
        text_says(prose, lists[WORDS_INCOME_EXPLAINED]))
        return;
    prose_report_place(prose, own.place, "income-expected",
                       str_of(_("enter fees and the like where they are earned, or say why there are none")),
                       _("“%.*s” has no income of its own"), STR_ARG(name));
}

void prose_check_kinds(Prose *prose)
{
    check_sides(prose);
    check_kind(prose);
    check_others(prose);
    check_projects(prose, "专项资金.总计");
    check_projects(prose, "项目绩效.资金总额");
    check_income(prose);
}
