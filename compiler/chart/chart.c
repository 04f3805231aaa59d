// What a chart may be, its shares, and what it says in words.
#include "chart/internal-chart.h"

// More would not fit on a page, or not be told apart.
#define MOST_CATEGORIES 12
#define MOST_BARS 3  // of a category
#define MOST_FILLS 9 // three shades, plain and in two kinds of stripes

void chart_sum(mpq_t sum, const Chart *chart, size_t first, size_t end)
{
    mpq_set_ui(sum, 0, 1);
    for (size_t i = first; i < end; i++)
        if (chart->values[i].number)
            mpq_add(sum, sum, chart->values[i].number);
}

int chart_scale(int length, mpq_srcptr part, mpq_srcptr whole)
{
    mpq_t scaled, units;

    mpq_inits(scaled, units, NULL);
    mpq_set_si(units, length, 1);
    mpq_mul(scaled, part, units);
    mpq_div(scaled, scaled, whole);
    number_round(scaled, scaled, 0);
    int result = (int)mpz_get_si(mpq_numref(scaled));
    mpq_clears(scaled, units, NULL);
    return result;
}

static bool check_count(Diag *diag, Place place, const char *what, size_t n, size_t most)
{
    if (n <= most)
        return true;
    diag_report(diag, SEVERITY_ERROR, "chart-option", place,
                str_of(_("put the small ones together in one line, or use a table")),
                _("a chart of this kind takes %zu %s at most, not %zu"), most, what, n);
    return false;
}

static bool check_counts(Diag *diag, const Chart *chart, Place place)
{
    size_t names = chart->kind == CHART_SHARES ? MOST_FILLS : MOST_CATEGORIES;
    size_t series = chart->kind == CHART_SHARES ? 1 : chart->kind == CHART_BAR ? MOST_BARS : MOST_FILLS;
    bool good = check_count(diag, place, _("lines"), chart->name_count, names);

    return check_count(diag, place, _("series"), chart->series_count, series) && good;
}

bool chart_check(Diag *diag, const Chart *chart, Place place)
{
    size_t n = chart->name_count * chart->series_count;
    bool good = check_counts(diag, chart, place), any = false;

    for (size_t i = 0; i < n; i++) {
        Number number = chart->values[i].number;
        if (number && mpq_sgn(number) < 0) {
            Str name = chart->names[i / chart->series_count];
            diag_report(
                diag, SEVERITY_ERROR, "chart-negative", place,
                str_of(_("leave it out and say it in the text, or use a table: a bar shows an amount, "
                         "and shares are parts of a whole")),
                _("“%.*s” is less than zero (%.*s), which a chart does not show"), STR_ARG(name),
                STR_ARG(chart->values[i].text));
            return false;
        }
        any = any || !number || mpq_sgn(number) > 0;
    }
    if (any)
        return good;
    diag_report(diag, SEVERITY_ERROR, "chart-empty", place,
                n ? str_of(_("leave the chart out where there is nothing to show, with a “when” block"))
                  : str_of(_("write a line for each bar: 教育支出: 支出决算表[教育支出, 合计]")),
                n ? _("all values of this chart are zero") : _("this chart has no values"));
    return false;
}

void chart_shares(Arena *arena, Chart *chart, int decimals)
{
    mpq_t sum, share, hundred;

    mpq_inits(sum, share, hundred, NULL);
    mpq_set_ui(hundred, 100, 1);
    chart_sum(sum, chart, 0, chart->name_count);
    for (size_t i = 0; i < chart->name_count; i++) {
        ChartValue *value = &chart->values[i];
        value->share = (Str){0};
        if (!value->number || mpq_sgn(sum) == 0)
            continue;
        mpq_div(share, value->number, sum);
        mpq_mul(share, share, hundred);
        Str text = number_format(arena, share, (NumberFormat){.decimals = decimals, .keep_zeros = true});
        value->share = str_print(arena, "%.*s%%", STR_ARG(text));
    }
    mpq_clears(sum, share, hundred, NULL);
}

// 支出结构（单位：万元）。教育支出：25497.29，78.31%；……
Str chart_description(Arena *arena, const Chart *chart)
{
    StrBuf buf = {.arena = arena};

    buf_add(&buf, chart->title);
    if (chart->unit.n)
        buf_print(&buf, "（%.*s）", STR_ARG(chart->unit));
    buf_add_c(&buf, "。");
    for (size_t i = 0; i < chart->name_count; i++) {
        buf_print(&buf, "%.*s：", STR_ARG(chart->names[i]));
        for (size_t j = 0; j < chart->series_count; j++) {
            const ChartValue *value = &chart->values[i * chart->series_count + j];
            if (j > 0)
                buf_add_c(&buf, "，");
            if (chart->series[j].n)
                buf_print(&buf, "%.*s ", STR_ARG(chart->series[j]));
            buf_add(&buf, value->text);
            if (value->share.n)
                buf_print(&buf, "，%.*s", STR_ARG(value->share));
        }
        buf_add_c(&buf, i + 1 < chart->name_count ? "；" : "。");
    }
    return buf_str(&buf);
}
