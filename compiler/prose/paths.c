// Account items as the text tells of them: 教育支出（类）普通教育（款）学前教育（项）. Each stands under its
// own 款 and 类, in some table, once under a heading and in the table's order; what it is spent for is not
// another item's, nor 基本支出 where the table has 项目支出 alone.
#include "prose/internal-prose.h"

#include <string.h>

#include "text/text.h"

// An item as a text names it. The names of 类 and 款 end where their marks begin; what stands before them
// (1., 其中：) belongs to neither.
typedef struct ItemPath {
    Str class, group, name; // class, group: empty where they are not said
    size_t from, to;        // of the whole
} ItemPath;

// The row that it is, in a table of the project or, with `table` the classification, officially.
typedef struct ItemRow {
    const Table *table;
    int list;
    const Row *row;
} ItemRow;

// Bytes of a path, from 类 to 项.
#define LONGEST_PATH 300
#define ITEM_CODE 7 // digits of a 项's code

static Str first_words(WordList words)
{
    return words.n ? words.at[0] : (Str){0};
}

// Where the words around `mark`, the last before byte `at` and past `least`, end; -1: none.
static ptrdiff_t mark_before(Str text, Str mark, size_t least, size_t at)
{
    ptrdiff_t last = -1;

    for (ptrdiff_t found = str_find(text, mark, least); mark.n && found >= 0 && (size_t)found < at;
         found = str_find(text, mark, (size_t)found + 1))
        last = found;
    return last;
}

// Past the last mark that ends a clause or opens a quotation before `at`.
static size_t name_start(Str text, size_t least, size_t at)
{
    for (size_t from = at; from > least;) {
        size_t start = from;
        uint32_t code = utf8_previous(text, &from);

        if (text_ends_clause(code) || code == U'、' || code == U'“' || code == U'—' || code == U'）' ||
            code == U'.' || (code >= '0' && code <= '9') || code == ' ' || code == '\n')
            return start;
    }
    return least;
}

static bool next_path(const ProseBlock *block, size_t *at, ItemPath *path)
{
    const WordList *lists = block->words->lists;
    Str item = first_words(lists[WORDS_ACCOUNT_TOLD]), class = first_words(lists[WORDS_ACCOUNT_CLASS]),
        group = first_words(lists[WORDS_ACCOUNT_GROUP]);
    ptrdiff_t end = str_find(block->text, item, *at);

    if (end < 0)
        return false;
    size_t least = (size_t)end > LONGEST_PATH ? (size_t)end - LONGEST_PATH : 0;
    least = least > *at ? least : *at;
    while (least < block->text.n && ((unsigned char)block->text.at[least] & 0xC0) == 0x80)
        least++;
    Str sentence = prose_sentence(block->text, (size_t)end, (size_t)end);
    size_t start = (size_t)(sentence.at - block->text.at);
    least = least > start ? least : start;
    ptrdiff_t of_group = mark_before(block->text, group, least, (size_t)end);
    ptrdiff_t of_class =
        mark_before(block->text, class, least, of_group >= 0 ? (size_t)of_group : (size_t)end);
    size_t name = of_group >= 0   ? (size_t)of_group + group.n
                  : of_class >= 0 ? (size_t)of_class + class.n
                                  : name_start(block->text, least, (size_t)end);
    *path =
        (ItemPath){.name = str_trim(str_slice(block->text, name, (size_t)end)), .to = (size_t)end + item.n};
    path->from = (size_t)(path->name.at - block->text.at);
    if (of_group >= 0) {
        size_t from =
            of_class >= 0 ? (size_t)of_class + class.n : name_start(block->text, least, (size_t)of_group);
        path->group = str_trim(str_slice(block->text, from, (size_t)of_group));
        path->from = from;
    }
    if (of_class >= 0) {
        size_t from = name_start(block->text, least, (size_t)of_class);
        path->class = str_trim(str_slice(block->text, from, (size_t)of_class));
        path->from = from;
    }
    *at = path->to;
    return true;
}

// ---- the row that it is

// The name with or without its end: 教育（类）, 教育支出（类）.
static bool ends_with_name(Prose *prose, Str written, Str names)
{
    WordList ends = prose->words->lists[WORDS_ACCOUNT_ENDS];
    Str fold = name_fold(prose->arena, written);

    while (names.n) {
        ptrdiff_t bar = str_find_char(names, '|', 0);
        Str name = str_slice(names, 0, bar < 0 ? names.n : (size_t)bar);

        Str stem = str_slice(name, 0, name.n - words_end(ends, name));

        if (str_ends(fold, name_fold(prose->arena, name)) ||
            (stem.n && str_ends(fold, name_fold(prose->arena, stem))))
            return true;
        names = bar < 0 ? (Str){0} : str_slice(names, (size_t)bar + 1, names.n);
    }
    return false;
}

// The row of the first so many digits of the code in the list; NULL: none.
static const Row *row_above(const List *list, const Row *row, int level)
{
    size_t digits = level == 0 ? 3 : 5;

    for (int up = row->parent; up >= 0; up = list->rows[up].parent)
        if (list->rows[up].code.n == digits && str_starts(row->code, list->rows[up].code))
            return &list->rows[up];
    return NULL;
}

// What stands above the row is not what the text has there. A list that lacks the row above says nothing.
static bool is_elsewhere(Prose *prose, const ItemRow *row, const ItemPath *path)
{
    const List *list = &row->table->lists[row->list];
    const Row *class = row_above(list, row->row, 0), *group = row_above(list, row->row, 1);

    return (path->class.n && class && !ends_with_name(prose, path->class, class->name)) ||
           (path->group.n && group && !ends_with_name(prose, path->group, group->name));
}

// Looks in a table for the item: *row gets the one under its own 款 and 类, else the first of its name. True
// where it is the first of these.
static bool find_in(Prose *prose, const Table *table, const ItemPath *path, ItemRow *row)
{
    for (int l = 0; table && l < (int)table->spec->list_count; l++) {
        RowMatches matches = {0};

        if (table->lists[l].spec->hierarchy != HIERARCHY_CODE)
            continue;
        table_find_rows(prose->arena, table, l, path->name, &matches);
        for (size_t i = 0; i < matches.n; i++) {
            ItemRow found = {table, l, &table->lists[l].rows[matches.at[i].row]};

            if (found.row->code.n != 7)
                continue;
            if (!row->row)
                *row = found;
            if (is_elsewhere(prose, &found, path))
                continue;
            *row = found;
            return true;
        }
    }
    return false;
}

static bool find_in_book(Prose *prose, const TableBook *book, const ItemPath *path, ItemRow *row)
{
    for (size_t t = 0; t < book->table_count; t++)
        if (book->tables[t]->spec->published && find_in(prose, book->tables[t], path, row))
            return true;
    return false;
}

static bool has_item(const List *list)
{
    for (size_t r = 0; r < list->row_count; r++)
        if (list->rows[r].code.n == ITEM_CODE)
            return true;
    return false;
}

// Whether a table of 项 was read: those of the economic classification have none.
static bool has_items(const TableBook *book)
{
    for (size_t t = 0; t < book->table_count; t++)
        for (size_t l = 0; l < book->tables[t]->spec->list_count; l++)
            if (book->tables[t]->spec->published &&
                book->tables[t]->lists[l].spec->hierarchy == HIERARCHY_CODE &&
                has_item(&book->tables[t]->lists[l]))
                return true;
    return false;
}

// The classification has the path's 款 and nothing below it: what its items are, it does not say.
static bool has_no_items(Prose *prose, const ItemPath *path)
{
    const List *list = prose->project->accounts ? &prose->project->accounts->lists[0] : NULL;
    const Row *found = NULL;

    for (size_t r = 0; list && path->group.n && r < list->row_count; r++) {
        const Row *row = &list->rows[r];
        const Row *class = row->code.n == 5 ? row_above(list, row, 0) : NULL;

        if (found && row->code.n == ITEM_CODE && str_starts(row->code, found->code))
            return false;
        if (class && (!path->class.n || ends_with_name(prose, path->class, class->name)) &&
            ends_with_name(prose, path->group, row->name))
            found = row;
    }
    return found;
}

// *row: in this year's tables, else in any; row NULL: in none. Reports what is wrong with it.
static ItemRow check_place(Prose *prose, ProseBlock *block, const ItemPath *path)
{
    const Project *project = prose->project;
    ItemRow row = {0}, elsewhere = {0};

    if (find_in_book(prose, &project->book, path, &row))
        return row;
    if (find_in_book(prose, &project->budget, path, &elsewhere) ||
        find_in_book(prose, &project->last_year, path, &elsewhere))
        return (ItemRow){0};
    ItemRow official = {0};
    bool known = find_in(prose, project->accounts, path, &official) ||
                 (!row.row && !elsewhere.row && has_no_items(prose, path));
    const ItemRow *found = row.row ? &row : elsewhere.row ? &elsewhere : official.row ? &official : NULL;
    ProseRange at = {block, path->from, path->to};
    if (!known && found && (path->class.n || path->group.n)) {
        const List *list = &found->table->lists[found->list];
        const Row *group = row_above(list, found->row, 1), *class = row_above(list, found->row, 0);
        if (group || class)
            prose_report(prose, at, "item-path",
                         str_print(prose->arena, _("write the 类 and 款 of %.*s"), STR_ARG(found->row->code)),
                         _("“%.*s” stands under %.*s%s%.*s"), STR_ARG(path->name),
                         STR_ARG(class ? class->name : (Str){0}), class && group ? "、" : "",
                         STR_ARG(group ? group->name : (Str){0}));
        return (ItemRow){0};
    }
    if (has_items(&project->book) && !project->book.all_reported && !project->budget.all_reported &&
        path->name.n)
        prose_report(prose, at, "item-unknown", str_of(_("delete it, or add its row to the tables")),
                     _("no table has the item “%.*s”"), STR_ARG(path->name));
    return (ItemRow){0};
}

// ---- what is said of it

// What follows the item up to the next one, in its paragraph.
static Str said_of(const ProseBlock *block, const ItemPath *path)
{
    size_t at = path->to;
    ItemPath next;

    return str_slice(block->text, path->to, next_path(block, &at, &next) ? next.from : block->text.n);
}

// What the tables have for an item in their columns of a kind of expenditure.
typedef struct KindFound {
    bool column, amount;
} KindFound;

static void find_kind(const Table *table, int l, const Row *row, Str kind, KindFound *found)
{
    const List *list = &table->lists[l];

    for (uint32_t c = 0; c < list->spec->count; c++) {
        const ColumnSpec *column = table_column((CellRef){table, l, 0, (int)c});

        if (column->kind != COLUMN_AMOUNT || !str_ends(column->name, kind))
            continue;
        found->column = true;
        found->amount |= row->cells[c].kind == CELL_AMOUNT && mpq_sgn(row->cells[c].stored) != 0;
    }
}

// In all tables of the year and of its budget that have the item by its code.
static KindFound kind_of_item(Prose *prose, const ItemRow *item, Str kind)
{
    const TableBook *books[] = {&prose->project->book, &prose->project->budget};
    KindFound found = {0};

    for (size_t k = 0; k < 2; k++)
        for (size_t t = 0; t < books[k]->table_count; t++)
            for (size_t l = 0; l < books[k]->tables[t]->spec->list_count; l++) {
                const List *list = &books[k]->tables[t]->lists[l];
                RowMatches matches = {0};

                if (list->spec->hierarchy != HIERARCHY_CODE)
                    continue;
                table_find_rows(prose->arena, books[k]->tables[t], (int)l, item->row->code, &matches);
                for (size_t i = 0; i < matches.n; i++)
                    find_kind(books[k]->tables[t], (int)l, &list->rows[matches.at[i].row], kind, &found);
            }
    return found;
}

// 基本支出 named of an item that has project expenditure alone, and the other way round. Where it is denied,
// or zero follows, it is none.
static void check_kind(Prose *prose, ProseBlock *block, const ItemPath *path, const ItemRow *item)
{
    WordList kinds = block->words->lists[WORDS_EXPENDITURE_KINDS];
    Str said = said_of(block, path);

    for (size_t k = 0; kinds.n == 2 && k < 2; k++) {
        ptrdiff_t at = str_find(said, kinds.at[k], 0);

        if (at < 0 || str_find(said, kinds.at[1 - k], 0) >= 0)
            continue;
        Str clause = prose_clause(said, (size_t)at, (size_t)at);
        Str rest = str_slice(said, (size_t)at + kinds.at[k].n, said.n);
        if (words_in(block->words->lists[WORDS_KIND_DENIED], clause) || (rest.n && rest.at[0] == '0') ||
            words_in(block->words->lists[WORDS_REASON], clause))
            continue;
        KindFound own = kind_of_item(prose, item, kinds.at[k]),
                  other = kind_of_item(prose, item, kinds.at[1 - k]);
        if (!own.column || own.amount || !other.amount)
            continue;
        size_t from = (size_t)(said.at - block->text.at) + (size_t)at;
        prose_report(prose, (ProseRange){block, from, from + kinds.at[k].n}, "item-kind",
                     str_print(prose->arena, _("the tables have it as %.*s"), STR_ARG(kinds.at[1 - k])),
                     _("“%.*s” has no %.*s"), STR_ARG(path->name), STR_ARG(kinds.at[k]));
    }
}

// The item of another 款 that the purpose begins with, in a table; empty: none.
static Str names_another(Prose *prose, const Table *table, Str purpose, const ItemRow *item)
{
    WordList general = prose->words->lists[WORDS_ITEMS_GENERAL];

    for (size_t l = 0; table && l < table->spec->list_count; l++)
        for (size_t r = 0; r < table->lists[l].row_count; r++) {
            const Row *row = &table->lists[l].rows[r];
            ptrdiff_t bar = row->code.n == ITEM_CODE ? str_find_char(row->name, '|', 0) : 0;
            Str name = str_slice(row->name, 0, bar < 0 ? row->name.n : (size_t)bar);

            if (name.n && str_starts(purpose, name) && utf8_count(name) >= 5 &&
                !str_starts(row->code, str_slice(item->row->code, 0, 5)) && !words_in(general, name))
                return name;
        }
    return (Str){0};
}

// The purpose is one thing, and that is another item of the tables or the classification.
static void check_purpose(Prose *prose, ProseBlock *block, const ItemPath *path, const ItemRow *item)
{
    Str said = said_of(block, path);
    WordList begins = block->words->lists[WORDS_PURPOSE_BEGINS];
    ptrdiff_t at = -1;
    size_t length = 0;

    for (size_t i = 0; i < begins.n && at < 0; i++)
        if ((at = str_find(said, begins.at[i], 0)) >= 0)
            length = begins.at[i].n;
    if (at < 0 || words_in(block->words->lists[WORDS_ITEMS_GENERAL], path->name))
        return;
    Str rest = str_slice(said, (size_t)at + length, said.n);
    if (text_starts(rest, "："))
        rest = str_slice(rest, strlen("："), rest.n);
    Str purpose = prose_clause(rest, 0, 0);
    Str fold = name_fold(prose->arena, purpose), own = name_fold(prose->arena, path->name);
    if (text_has(purpose, "、") || words_in(block->words->lists[WORDS_COST_JOINTS], purpose))
        return;
    Str other = names_another(prose, prose->project->accounts, purpose, item);
    const TableBook *book = &prose->project->book;
    for (size_t t = 0; !other.n && t < book->table_count; t++)
        other = names_another(prose, book->tables[t], purpose, item);
    if (!other.n || str_find(own, name_fold(prose->arena, other), 0) >= 0 || str_find(fold, own, 0) >= 0)
        return;
    size_t from = (size_t)(purpose.at - block->text.at);
    prose_report(prose, (ProseRange){block, from, from + other.n}, "item-purpose",
                 str_of(_("write what this item is spent for")),
                 _("“%.*s” is an item of its own, and not what “%.*s” is spent for"), STR_ARG(other),
                 STR_ARG(path->name));
}

// ---- the order of items

typedef struct Told {
    const Row *row;
    const Table *table;
} Told;

typedef VEC(Told) ToldList;

static void check_order(Prose *prose, ProseBlock *block, const ItemPath *path, const ItemRow *item,
                        ToldList *told)
{
    const Row *rows = item->table->lists[item->list].rows;
    ProseRange at = {block, path->from, path->to};

    for (size_t i = 0; i < told->n; i++)
        if (str_equal(told->at[i].row->code, item->row->code)) {
            prose_report(prose, at, "item-twice", str_of(_("delete one, or name the other item")),
                         _("“%.*s” is told twice under this heading"), STR_ARG(path->name));
            return;
        }
    if (told->n && vec_last(told)->table == item->table && vec_last(told)->row >= rows &&
        vec_last(told)->row < rows + item->table->lists[item->list].row_count &&
        vec_last(told)->row > item->row)
        prose_report(prose, at, "item-order", str_of(_("tell items in the table's order")),
                     _("“%.*s” stands after “%.*s”, which is further down in %.*s"), STR_ARG(path->name),
                     STR_ARG(vec_last(told)->row->name), STR_ARG(item->table->spec->name));
    *vec_push(prose->arena, told) = (Told){item->row, item->table};
}

// ---- 国防支出（类）

// Some table has an amount in the row of the 类: by its code, or as 三、国防支出.
static bool class_has_amount(Prose *prose, const TableBook *book, Str name)
{
    Str fold = name_fold(prose->arena, name);

    for (size_t t = 0; t < book->table_count; t++)
        for (size_t l = 0; book->tables[t]->spec->published && l < book->tables[t]->spec->list_count; l++) {
            const List *list = &book->tables[t]->lists[l];
            for (size_t r = 0; r < list->row_count; r++)
                if (str_ends(name_fold(prose->arena, list->rows[r].name), fold) &&
                    prose_row_has_amount(list, &list->rows[r]))
                    return true;
        }
    return false;
}

// The classification has a 类 of that name.
static bool is_class(Prose *prose, Str name)
{
    const Table *accounts = prose->project->accounts;
    RowMatches matches = {0};

    if (!accounts || !name.n)
        return false;
    table_find_rows(prose->arena, accounts, 0, name, &matches);
    for (size_t i = 0; i < matches.n; i++)
        if (accounts->lists[0].rows[matches.at[i].row].code.n == 3)
            return true;
    return false;
}

// The 类 that the words end with, as the classification has it, past what is no name before it
// (2024年度公共安全, 包括教育); *start: where it begins in them. Empty: none.
static Str class_named(Prose *prose, Str words, size_t *start)
{
    WordList ends = prose->words->lists[WORDS_ACCOUNT_ENDS];

    for (size_t at = 0; at < words.n; utf8_next(words, &at)) {
        Str name = str_slice(words, at, words.n);

        *start = at;
        if (is_class(prose, name))
            return name;
        for (size_t i = 0; i < ends.n; i++) {
            Str whole = str_print(prose->arena, "%.*s%.*s", STR_ARG(name), STR_ARG(ends.at[i]));
            if (is_class(prose, whole))
                return whole;
        }
    }
    return (Str){0};
}

// A 类 that is told without a 款 or 项 after it, and for which no table has anything.
static void check_classes(Prose *prose, ProseBlock *block)
{
    const WordList *lists = block->words->lists;
    const Project *project = prose->project;
    Str mark = first_words(lists[WORDS_ACCOUNT_CLASS]);

    for (ptrdiff_t at = 0; mark.n && (at = str_find(block->text, mark, (size_t)at)) >= 0; at++) {
        size_t from = (size_t)at, to = from + mark.n, least = from > LONGEST_PATH ? from - LONGEST_PATH : 0;
        Str clause = prose_clause(block->text, from, to);
        Str rest = str_slice(clause, (size_t)(block->text.at + to - clause.at), clause.n);

        while (least < from && ((unsigned char)block->text.at[least] & 0xC0) == 0x80)
            least++;
        Str words = str_trim(str_slice(block->text, name_start(block->text, least, from), from));
        size_t start;
        Str name = class_named(prose, words, &start);
        rest = str_slice(rest, words_begin(lists[WORDS_ACCOUNT_ENDS], rest), rest.n);
        if (!name.n || words_in(lists[WORDS_ACCOUNT_GROUP], rest) ||
            words_in(lists[WORDS_ACCOUNT_TOLD], rest) || words_in(lists[WORDS_KIND_DENIED], clause) ||
            (rest.n && str_trim(rest).at[0] == '0') || project->withheld_count ||
            class_has_amount(prose, &project->book, name) ||
            class_has_amount(prose, &project->budget, name) ||
            class_has_amount(prose, &project->last_year, name))
            continue;
        start += (size_t)(words.at - block->text.at);
        if (block->findings < PROSE_BLOCK_FINDINGS)
            prose_report(prose, (ProseRange){block, start, to}, "item-unknown",
                         str_of(_("delete it, or add its row to the tables")),
                         _("no table has an amount for “%.*s”"), STR_ARG(name));
    }
}

// The paragraph begins with the path, past its number.
static bool begins_with(const ProseBlock *block, const ItemPath *path)
{
    TextNumbering numbering;
    size_t start = text_numbering_read(block->text, &numbering) ? numbering.rest : 0;

    return path->from <= start;
}

void prose_check_paths(Prose *prose)
{
    const Project *project = prose->project;
    ToldList told = {0};
    bool classes = has_items(&project->book) && !project->book.all_reported && !project->budget.all_reported;

    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        ItemPath path;

        if (prose_is_heading(block))
            told.n = 0;
        if (block->amounts == AMOUNTS_FREE)
            continue;
        if (classes)
            check_classes(prose, block);
        for (size_t at = 0; next_path(block, &at, &path) && block->findings < PROSE_BLOCK_FINDINGS;) {
            size_t start = 0; // 201（类）37（款）01（项）行政运行: by its code
            if (!path.name.n || !char_is_han(utf8_next(path.name, &start)))
                continue;
            ItemRow item = check_place(prose, block, &path);
            if (!item.row)
                continue;
            check_kind(prose, block, &path, &item);
            check_purpose(prose, block, &path, &item);
            if (begins_with(block, &path))
                check_order(prose, block, &path, &item, &told);
        }
    }
}
