// Chart blocks: options and values, a line each, to a NODE_CHART whose figures are its children.
#include "document/internal-build.h"

typedef struct ChartReader {
    Builder *builder;
    Node *block; // the fenced block
    Node *chart; // the node in the making
    Place place; // of the block's word
    Passage passage;
    size_t find; // where in the block the next words are looked for
    Chart made;
    VEC(Str) series, names;
    VEC(ChartValue) values;
    Unit unit;
    bool good, unit_known;
} ChartReader;

static void fault(ChartReader *reader, Place place, const char *hint, const char *format, Str name)
    __attribute__((format(printf, 4, 0)));

// format: with one %.*s, for the name.
static void fault(ChartReader *reader, Place place, const char *hint, const char *format, Str name)
{
    diag_report(reader->builder->diag, SEVERITY_ERROR, "chart-option", place, str_of(hint), format,
                STR_ARG(name));
    reader->good = false;
}

static const Figure *evaluate(ChartReader *reader, Str expression, Place *place, size_t *offset)
{
    *place = block_find(reader->block, &reader->find, expression);
    *offset = reader->find - expression.n;
    return figure_evaluate(
        reader->builder->env, expression,
        (FigureContext){.source = reader->block->source, .offset = *offset, .row = reader->passage.row});
}

// {年度}年支出结构: what stands between braces is a figure.
static Str expand(ChartReader *reader, Str text)
{
    StrBuf buf = {.arena = reader->builder->arena};
    size_t at = 0, offset;
    Place place;

    for (;;) {
        ptrdiff_t open = str_find_char(text, '{', at);
        ptrdiff_t close = open < 0 ? -1 : str_find_char(text, '}', (size_t)open);
        if (close < 0)
            break;
        buf_add(&buf, str_slice(text, at, (size_t)open));
        Str expression = str_trim(str_slice(text, (size_t)open + 1, (size_t)close));
        const Figure *figure = evaluate(reader, expression, &place, &offset);
        buf_add(&buf, figure->text);
        at = (size_t)close + 1;
    }
    buf_add(&buf, str_slice(text, at, text.n));
    return buf_str(&buf);
}

// The next of several parted by ； or ;. False at the end.
static bool next_part(Str text, size_t *at, Str *part)
{
    Str wide = STR("；");

    if (*at > text.n)
        return false;
    ptrdiff_t narrow_at = str_find_char(text, ';', *at), wide_at = str_find(text, wide, *at);
    bool is_wide = wide_at >= 0 && (narrow_at < 0 || wide_at < narrow_at);
    ptrdiff_t end = is_wide ? wide_at : narrow_at;
    *part = str_trim(str_slice(text, *at, end < 0 ? text.n : (size_t)end));
    *at = end < 0 ? text.n + 1 : (size_t)end + (is_wide ? wide.n : 1);
    return true;
}

static void read_kind(ChartReader *reader, Str value, Place place)
{
    static const Str kinds[] = {
        [CHART_BAR] = {"条形", 6}, [CHART_STACKED] = {"堆积", 6}, [CHART_SHARES] = {"占比", 6}};

    for (size_t i = 0; i < 3; i++)
        if (str_equal(value, kinds[i])) {
            reader->made.kind = (ChartKind)i;
            return;
        }
    fault(reader, place, _("there are: 条形, 堆积, 占比"), _("there is no kind of chart “%.*s”"), value);
}

static void read_series(ChartReader *reader, Str value)
{
    size_t at = 0;
    Str part;

    reader->series.n = 0;
    while (next_part(value, &at, &part))
        *vec_push(reader->builder->arena, &reader->series) = expand(reader, part);
}

// A number of the chart's unit.
static void check_value(ChartReader *reader, const Figure *figure, Place place)
{
    const Value *value = &figure->value;

    if (value->kind == VALUE_NONE) // reported
        return;
    if (value->kind != VALUE_NUMBER || figure->phrase) {
        fault(reader, place, _("name a cell, or something computed from cells"),
              _("“%.*s” is no number that a bar could show"), figure->expression);
    } else if (reader->unit_known && !unit_equal(value->unit, reader->unit)) {
        fault(reader, place, _("give all values of a chart in one unit"),
              _("“%.*s” has another unit than the values before it"), figure->expression);
    } else {
        reader->unit = value->unit;
        reader->unit_known = true;
    }
}

static void read_value(ChartReader *reader, Str expression)
{
    Arena *arena = reader->builder->arena;
    Node *node = node_new(arena, NODE_FIGURE);
    Place place;

    node->figure = evaluate(reader, expression, &place, &node->offset);
    node->source = reader->block->source;
    node->length = expression.n;
    node_append(reader->chart, node);
    check_value(reader, node->figure, place);
    *vec_push(arena, &reader->values) =
        (ChartValue){.number = node->figure->value.kind == VALUE_NUMBER ? node->figure->value.number : NULL,
                     .text = node->figure->text};
}

static void read_row(ChartReader *reader, Str name, Str value, Place place)
{
    size_t at = 0, n = 0, expected = reader->series.n ? reader->series.n : 1;
    Str part;

    while (next_part(value, &at, &part)) {
        read_value(reader, part);
        n++;
    }
    *vec_push(reader->builder->arena, &reader->names) = name;
    if (n != expected)
        fault(reader, place,
              _("before the first value write 系列: 今年；上年, and as many values on each line"),
              _("“%.*s” has another number of values than there are series"), name);
}

static void read_line(ChartReader *reader, Str line)
{
    size_t before = reader->find;
    Place place = block_find(reader->block, &reader->find, line);
    size_t after = reader->find;
    Str name, value;

    if (after > before)
        reader->find = after - line.n;
    if (!option_split(line, STR(":"), STR("："), &name, &value) || !name.n || !value.n) {
        fault(reader, place, _("write a line as NAME: VALUE"), _("“%.*s” is no line of a chart"), line);
    } else if (str_equal(name, STR("类型"))) {
        read_kind(reader, value, place);
    } else if (str_equal(name, STR("标题"))) {
        reader->made.title = expand(reader, value);
    } else if (str_equal(name, STR("系列"))) {
        read_series(reader, value);
    } else {
        // A name may hold the value's words: the value is looked for after it.
        block_find(reader->block, &reader->find, name);
        read_row(reader, name, value, place);
    }
    reader->find = after;
}

static void read_lines(ChartReader *reader)
{
    Str text = reader->block->text;

    for (size_t at = 0; at < text.n;) {
        ptrdiff_t end = str_find_char(text, '\n', at);
        size_t to = end < 0 ? text.n : (size_t)end;
        Str line = str_trim(str_slice(text, at, to));
        at = to + 1;
        if (line.n && line.at[0] != '#')
            read_line(reader, line);
    }
    if (!reader->made.title.n)
        fault(reader, reader->place, _("write a line 标题: and what it shows"),
              _("this “%.*s” block has no title"), STR("chart"));
}

static void finish(ChartReader *reader)
{
    const Project *project = reader->builder->project;
    Arena *arena = reader->builder->arena;
    Chart *chart = ARENA_NEW(arena, Chart);

    if (!reader->series.n)
        *vec_push(arena, &reader->series) = (Str){0};
    Str label = project->template->chart_label;
    *chart = reader->made;
    if (label.n) {
        Str number = str_print(arena, "%d", reader->builder->charts + 1);
        StrBuf title = {.arena = arena};
        ptrdiff_t at = str_find(label, STR("{0}"), 0);

        buf_add(&title, at < 0 ? label : str_slice(label, 0, (size_t)at));
        if (at >= 0) {
            buf_add(&title, number);
            buf_add(&title, str_slice(label, (size_t)at + STR("{0}").n, label.n));
        }
        buf_print(&title, "%.*s", STR_ARG(chart->title));
        chart->title = buf_str(&title);
        chart->title_below = true;
    }
    chart->series = reader->series.at;
    chart->series_count = reader->series.n;
    chart->names = reader->names.at;
    chart->name_count = reader->names.n;
    chart->values = reader->values.at;
    chart->unit = unit_line(arena, project->style->table.unit_prefix, reader->unit.name);
    if (!chart_check(reader->builder->diag, chart, reader->place))
        return;
    if (chart->kind == CHART_SHARES)
        chart_shares(arena, chart, project->template->ratio_decimals);
    reader->chart->chart = chart;
    reader->chart->id = str_print(arena, "chart-%d", ++reader->builder->charts);
    node_insert_before(reader->block, reader->chart);
}

void build_chart(Builder *builder, Node *node, Place place, Passage passage)
{
    Node *chart = node_new(builder->arena, NODE_CHART);
    ChartReader reader = {.builder = builder,
                          .block = node,
                          .chart = chart,
                          .place = place,
                          .passage = passage,
                          .find = block_content(node),
                          .good = true};

    chart->source = node->source;
    chart->offset = node->offset;
    chart->length = node->length;
    read_lines(&reader);
    if (reader.good)
        finish(&reader);
}
