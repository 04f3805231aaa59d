// chart: what a chart block asks for, and it as a small vector drawing that layout and html both place.
//
// In: a Chart: names, and values with the text that prints them. Out: a ChartDrawing of boxes and labels,
// with the outline of each box dark enough to be seen beside any other (WCAG 2.2, 1.4.11) and fills told
// apart without colour: three shades, then the same with stripes. Memory: the arena given; it points into
// the Chart. Units: 1/1000 of a wide drawing's width, from its top left corner, y downwards. Errors, at the
// place given: chart-option (too much of something), chart-empty, chart-negative.
#ifndef GONGKAI_CHART_CHART_H
#define GONGKAI_CHART_CHART_H

#include "base/base.h"

typedef enum ChartKind {
    CHART_BAR,     // 条形: a bar for each value
    CHART_STACKED, // 堆积: a bar for each category, its series end to end
    CHART_SHARES,  // 占比: one bar of all categories, of one series
} ChartKind;

typedef struct ChartValue {
    Number number; // NULL: could not be evaluated (reported); counts as zero
    Str text;      // as printed
    Str share;     // CHART_SHARES: of the whole, as printed (32.10%); set by chart_shares
} ChartValue;

typedef struct Chart {
    ChartKind kind;
    Str title;
    bool title_below;  // under the drawing, as a caption; else over it
    Str unit;          // a line: 单位：万元; may be empty
    const Str *series; // one empty name where the values are of one series
    size_t series_count;
    const Str *names; // of the categories
    size_t name_count;
    ChartValue *values; // those of a category side by side
} Chart;

// False after reporting.
bool chart_check(Diag *diag, const Chart *chart, Place place);
// Sets the values' shares, with so many decimals. Only of a checked chart.
void chart_shares(Arena *arena, Chart *chart, int decimals);
// All that it shows in words, for those who do not see it.
Str chart_description(Arena *arena, const Chart *chart);

#define CHART_WIDTH 1000
#define CHART_NARROW 480 // at 288 px its labels are as large as the text beside it
#define CHART_TEXT 24    // size of labels
#define CHART_COLOURS 3  // from dark to light; the style has them

typedef enum ChartFill {
    CHART_FILL_PAPER = CHART_COLOURS, // after the colours
    CHART_FILL_INK,
} ChartFill;

typedef enum ChartAnchor { CHART_START, CHART_MIDDLE, CHART_END } ChartAnchor; // where in the label x is

typedef struct ChartShape {
    int x, y;          // a box's top left corner; a label's anchor on its baseline
    int width, height; // of a box; 0, 0: a label
    int fill;          // a colour's index, or a ChartFill
    Str text;          // of a label
    ChartAnchor anchor;
} ChartShape;

typedef struct ChartDrawing {
    const ChartShape *shapes; // later ones over earlier ones
    size_t shape_count;
    int width, height;
} ChartDrawing;

// Of a checked chart.
ChartDrawing *chart_draw(Arena *arena, const Chart *chart);
// The same for a screen as narrow as a telephone's, CHART_NARROW wide: names over their bars, values in them.
ChartDrawing *chart_draw_narrow(Arena *arena, const Chart *chart);

#endif
