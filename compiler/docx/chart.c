// Charts as Word's own (ECMA-376 part 1, 21.2), each with its data: in the chart, and as a workbook that Word
// opens to edit them.
#include "docx/internal-docx.h"

#define SPREADSHEET "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define HIGH 9 // of sixteen parts of the width

// The bars of a chart: of a bar of shares each part is a series of its own.
typedef struct Bars {
    const Chart *chart;
    bool shares;
    size_t series, names;
} Bars;

static Bars bars_of(const Chart *chart)
{
    bool shares = chart->kind == CHART_SHARES;

    return (Bars){chart, shares, shares ? chart->name_count : chart->series_count,
                  shares ? chart->series_count : chart->name_count};
}

static Str series_name(const Bars *bars, size_t i)
{
    return bars->shares ? bars->chart->names[i] : bars->chart->series[i];
}

static Str bar_name(const Bars *bars, size_t i)
{
    return bars->shares ? bars->chart->series[i] : bars->chart->names[i];
}

static Str bar_value(Arena *arena, const Bars *bars, size_t series, size_t name)
{
    size_t i =
        bars->shares ? series * bars->chart->series_count + name : name * bars->chart->series_count + series;
    Number number = bars->chart->values[i].number;
    int decimals = number ? number_decimals(number, 10) : 0;

    return number ? number_format(arena, number, (NumberFormat){.decimals = decimals < 0 ? 6 : decimals})
                  : STR("0");
}

// ---- the workbook

static void text_cell(StrBuf *out, Str text)
{
    buf_add_c(out, "<c t=\"inlineStr\"><is><t>");
    escape_markup(out, text);
    buf_add_c(out, "</t></is></c>");
}

static Str sheet_of(Arena *arena, const Bars *bars)
{
    StrBuf out = {.arena = arena};

    buf_add_c(&out, XML_HEAD "<worksheet xmlns=\"" SPREADSHEET "\"><sheetData><row>");
    text_cell(&out, bars->chart->unit);
    for (size_t s = 0; s < bars->series; s++)
        text_cell(&out, series_name(bars, s));
    buf_add_c(&out, "</row>");
    for (size_t n = 0; n < bars->names; n++) {
        buf_add_c(&out, "<row>");
        text_cell(&out, bar_name(bars, n));
        for (size_t s = 0; s < bars->series; s++)
            buf_print(&out, "<c><v>%.*s</v></c>", STR_ARG(bar_value(arena, bars, s, n)));
        buf_add_c(&out, "</row>");
    }
    buf_add_c(&out, "</sheetData></worksheet>\n");
    return buf_str(&out);
}

static Str workbook_of(Writing *writing, const Bars *bars)
{
    static const char types[] =
        XML_HEAD "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
                 "Extension=\"rels\" "
                 "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default "
                 "Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" "
                 "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/"
                 "><Override "
                 "PartName=\"/xl/worksheets/sheet1.xml\" "
                 "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/"
                 "></Types>\n";
    PackageWriter *package = package_writer(writing->arena);

    package_add(package, STR("[Content_Types].xml"), str_of(types));
    package_add(package, STR("_rels/.rels"),
                STR(XML_HEAD "<Relationships xmlns=\"" PACKAGE_RELATIONS
                             "\"><Relationship Id=\"rId1\" Type=\"" RELATIONS_TYPE
                             "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>\n"));
    package_add(package, STR("xl/workbook.xml"),
                STR(XML_HEAD
                    "<workbook xmlns=\"" SPREADSHEET "\" "
                    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
                    "<sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>\n"));
    package_add(package, STR("xl/_rels/workbook.xml.rels"),
                STR(XML_HEAD "<Relationships xmlns=\"" PACKAGE_RELATIONS
                             "\"><Relationship Id=\"rId1\" Type=\"" RELATIONS_TYPE
                             "worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>\n"));
    package_add(package, STR("xl/worksheets/sheet1.xml"), sheet_of(writing->arena, bars));
    return package_write(package, writing->diag, STR("xlsx"));
}

// ---- the chart

static void names_add(StrBuf *out, const Bars *bars)
{
    buf_print(out, "<c:cat><c:strRef><c:f>Sheet1!$A$2:$A$%zu</c:f><c:strCache><c:ptCount val=\"%zu\"/>",
              bars->names + 1, bars->names);
    for (size_t n = 0; n < bars->names; n++) {
        buf_print(out, "<c:pt idx=\"%zu\"><c:v>", n);
        escape_markup(out, bar_name(bars, n));
        buf_add_c(out, "</c:v></c:pt>");
    }
    buf_add_c(out, "</c:strCache></c:strRef></c:cat>");
}

// Three shades, then the same with stripes, so that parts are told apart in black and white.
static void fill_add(const Writing *writing, StrBuf *out, size_t s)
{
    static const char *const stripes[] = {"wdUpDiag", "wdDnDiag"};
    unsigned colour = writing->style->chart_colours[s % CHART_COLOURS];

    if (s < CHART_COLOURS)
        buf_print(out, "<a:solidFill><a:srgbClr val=\"%06X\"/></a:solidFill>", colour);
    else
        buf_print(out,
                  "<a:pattFill prst=\"%s\"><a:fgClr><a:srgbClr val=\"%06X\"/></a:fgClr><a:bgClr><a:srgbClr "
                  "val=\"FFFFFF\"/></a:bgClr></a:pattFill>",
                  stripes[s / CHART_COLOURS % 2], colour);
}

static void series_add(const Writing *writing, StrBuf *out, const Bars *bars, size_t s)
{
    char column = (char)('B' + s);

    buf_print(
        out,
        "<c:ser><c:idx val=\"%zu\"/><c:order val=\"%zu\"/><c:tx><c:strRef><c:f>Sheet1!$%c$1</c:f><c:strCache>"
        "<c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>",
        s, s, column);
    escape_markup(out, series_name(bars, s));
    buf_add_c(out, "</c:v></c:pt></c:strCache></c:strRef></c:tx><c:spPr>");
    fill_add(writing, out, s);
    buf_add_c(out, "<a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill></a:ln></c:spPr>"
                   "<c:invertIfNegative val=\"0\"/>");
    names_add(out, bars);
    buf_print(
        out,
        "<c:val><c:numRef><c:f>Sheet1!$%c$2:$%c$%zu</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        "<c:ptCount val=\"%zu\"/>",
        column, column, bars->names + 1, bars->names);
    for (size_t n = 0; n < bars->names; n++)
        buf_print(out, "<c:pt idx=\"%zu\"><c:v>%.*s</c:v></c:pt>", n,
                  STR_ARG(bar_value(writing->arena, bars, s, n)));
    buf_add_c(out, "</c:numCache></c:numRef></c:val></c:ser>");
}

static Str chart_part(const Writing *writing, const Bars *bars)
{
    static const char *const grouping[] = {
        [CHART_BAR] = "clustered", [CHART_STACKED] = "stacked", [CHART_SHARES] = "percentStacked"};
    StrBuf out = {.arena = writing->arena};
    ChartKind kind = bars->chart->kind;

    buf_print(&out,
              XML_HEAD
              "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" "
              "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
              "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><c:chart>"
              "<c:autoTitleDeleted val=\"1\"/><c:plotArea><c:layout/><c:barChart><c:barDir val=\"bar\"/>"
              "<c:grouping val=\"%s\"/><c:varyColors val=\"0\"/>",
              grouping[kind]);
    for (size_t s = 0; s < bars->series; s++)
        series_add(writing, &out, bars, s);
    buf_print(
        &out,
        "<c:gapWidth val=\"60\"/>%s<c:axId val=\"1001\"/><c:axId val=\"1002\"/></c:barChart><c:catAx><c:axId "
        "val=\"1001\"/><c:scaling><c:orientation val=\"maxMin\"/></c:scaling><c:delete val=\"%d\"/><c:axPos "
        "val=\"l\"/><c:crossAx val=\"1002\"/></c:catAx><c:valAx><c:axId "
        "val=\"1002\"/><c:scaling><c:orientation "
        "val=\"minMax\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"b\"/><c:crossAx "
        "val=\"1001\"/></c:valAx>"
        "</c:plotArea>%s<c:plotVisOnly val=\"1\"/></c:chart><c:externalData r:id=\"rId1\"><c:autoUpdate "
        "val=\"0\"/>"
        "</c:externalData></c:chartSpace>\n",
        kind == CHART_BAR ? "" : "<c:overlap val=\"100\"/>", bars->shares,
        bars->series > 1 ? "<c:legend><c:legendPos val=\"b\"/></c:legend>" : "");
    return buf_str(&out);
}

// ---- in the text

void write_chart_drawing(Writing *writing, const Chart *chart)
{
    Bars bars = bars_of(chart);
    StrBuf runs = {.arena = writing->arena};
    Length width = writing->style->page.area_width;
    long long cx = (long long)emus(width), cy = cx * HIGH / 16;
    unsigned id = ++writing->next_id;
    size_t number;

    *vec_push(writing->arena, &writing->charts) =
        (ChartUse){chart_part(writing, &bars), workbook_of(writing, &bars)};
    number = writing->charts.n;
    buf_print(
        &runs,
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"%lld\" "
        "cy=\"%lld\"/><wp:docPr id=\"%u\" name=\"chart%zu\" descr=\"",
        cx, cy, id, number);
    escape_markup(&runs, chart_description(writing->arena, chart));
    buf_print(&runs,
              "\"/><a:graphic><a:graphicData "
              "uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart "
              "xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" "
              "r:id=\"rIdChart%zu\"/></a:graphicData>"
              "</a:graphic></wp:inline></w:drawing></w:r>",
              number);
    write_paragraph(writing, style_id(ROLE_BODY),
                    STR("<w:spacing w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:firstLineChars=\"0\" "
                        "w:firstLine=\"0\"/><w:jc w:val=\"center\"/>"),
                    buf_str(&runs));
}
