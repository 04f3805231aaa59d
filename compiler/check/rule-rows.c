// Which rows a rule is about: each: TABLE[.LIST] [level=类,款] [rows=parents|totals].
#include "check/internal-check.h"

#include <assert.h>

static bool fault(Check *check, const RuleSpec *rule, Str word, const char *hint)
{
    Str each = rule->each.text;
    size_t at = word.at >= each.at && word.at <= each.at + each.n ? (size_t)(word.at - each.at) : 0;

    diag_report(check->diag, SEVERITY_ERROR, "rule-shape",
                source_place(rule->each.source, rule->each.offset + at, word.n), str_of(hint),
                _("“%.*s” does not say which rows the rule “%.*s” is about"), STR_ARG(word),
                STR_ARG(rule->id));
    return false;
}

static bool read_option(Check *check, const RuleSpec *rule, Str word, size_t equals, RuleRows *rows)
{
    Str name = str_slice(word, 0, equals), value = str_slice(word, equals + 1, word.n);

    if (str_equal(name, STR("level"))) {
        rows->levels = figure_level_bits(value);
        return rows->levels > 0 ||
               fault(check, rule, word, _("write level=类, 款 or 项, or several with commas"));
    }
    rows->parents = str_equal(name, STR("rows")) && str_equal(value, STR("parents"));
    rows->totals = str_equal(name, STR("rows")) && str_equal(value, STR("totals"));
    return rows->parents || rows->totals ||
           fault(check, rule, word, _("there are level=类,款,项, rows=parents and rows=totals"));
}

bool rule_rows_read(Check *check, const RuleSpec *rule, RuleRows *rows)
{
    Str each = rule->each.text;

    *rows = (RuleRows){.given = each.n > 0, .offset = rule->each.offset};
    for (size_t at = 0; at < each.n;) {
        size_t end = at, equals;
        Str word;

        while (end < each.n && each.at[end] != ' ')
            end++;
        word = str_slice(each, at, end);
        for (equals = 0; equals < word.n && word.at[equals] != '=';)
            equals++;
        if (equals < word.n && !read_option(check, rule, word, equals, rows))
            return false;
        if (equals == word.n && word.n) { // a blank within the table's name
            if (!rows->table.n)
                rows->offset += at;
            rows->table = rows->table.n ? str_slice(each, (size_t)(rows->table.at - each.at), end) : word;
        }
        at = end + 1;
    }
    return !rows->given || rows->table.n > 0 ||
           fault(check, rule, each, _("write each: 表, or the name of a table"));
}

RowFilter row_filter_new(const RuleRows *rows, const Table *table, int list)
{
    RowFilter filter = {.rows = rows, .table = table, .list = list, .leading_total = -1};
    const List *of = &table->lists[list];

    for (size_t i = 0; i < of->row_count; i++) {
        const Row *row = &of->rows[i];

        if (row->kind == ROW_TOTAL && !row->part && i == 0)
            filter.leading_total = 0;
        filter.units |= row->part && words_find(spec_words(table->spec)[WORDS_SUBTOTAL_ROWS], row->name) < 0;
        // A part's own total, which is known to be that, is no reason to hold no other.
        if (row->kind == ROW_TOTAL && !row->part &&
            words_find(spec_words(table->spec)[WORDS_SUBTOTAL_ROWS], row->name) >= 0)
            filter.subtotals = true;
    }
    return filter;
}

bool row_filter_takes(const RowFilter *filter, int row)
{
    const List *list = &filter->table->lists[filter->list];
    const Row *one = &list->rows[row];

    assert(row >= 0 && (size_t)row < list->row_count);
    if (filter->rows->parents)
        return one->kind == ROW_ITEM && table_has_children(filter->table, filter->list, row);
    if (filter->rows->totals)
        return one->kind == ROW_TOTAL && !one->part && !filter->subtotals &&
               (filter->leading_total < 0 || filter->leading_total == row);
    if (filter->rows->levels && filter->units && one->code.n && !table_code_is_unique(list, row))
        return false;
    if (filter->rows->levels)
        return one->kind == ROW_ITEM && one->level < 3 && filter->rows->levels & 1 << one->level;
    return true;
}
