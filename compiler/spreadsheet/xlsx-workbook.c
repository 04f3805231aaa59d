// A workbook's parts: which sheets it has, its formats and its shared strings.
#include "spreadsheet/internal-xlsx.h"

// ---- rich text

// White as itself, in the palette, or as the first colour of the theme, which backgrounds have.
static bool is_white(const XmlTag *tag)
{
    Str rgb = xml_attribute(tag, "rgb"), theme = xml_attribute(tag, "theme");
    uint32_t indexed = xml_attribute_number(tag, "indexed", 0);

    return (rgb.n >= 6 && name_equal(str_slice(rgb, rgb.n - 6, rgb.n), STR("FFFFFF"))) ||
           (str_equal(theme, STR("0")) && !xml_attribute(tag, "tint").n) || indexed == 1 || indexed == 9;
}

void rich_start(RichText *rich, const XmlTag *tag)
{
    rich->phonetic += str_equal(tag->name, STR("rPh"));
    rich->in_text = str_equal(tag->name, STR("t"));
    if (str_equal(tag->name, STR("strike")))
        rich->run_struck = !xml_attribute(tag, "val").n || xml_attribute_true(tag, "val");
    else if (str_equal(tag->name, STR("color")))
        rich->run_white = is_white(tag);
}

void rich_end(RichText *rich, Str tag)
{
    rich->phonetic -= str_equal(tag, STR("rPh"));
    rich->in_text = false;
    if (str_equal(tag, STR("r")))
        rich->run_struck = rich->run_white = false;
}

void rich_text(RichText *rich, Str text)
{
    if (!rich->in_text || rich->phonetic)
        return;
    buf_add(&rich->text, text);
    if (str_trim(text).n) {
        rich->struck |= rich->run_struck;
        rich->white |= rich->run_white;
    }
}

// The character that _xHHHH_ stands for at `at`, or 0.
static uint32_t escaped_char(Str text, size_t at)
{
    uint32_t code = 0;

    if (at + 7 > text.n || text.at[at + 1] != 'x' || text.at[at + 6] != '_')
        return 0;
    for (size_t i = at + 2; i < at + 6; i++) {
        char c = text.at[i];
        uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
                                                : 16;

        if (digit == 16)
            return 0;
        code = code * 16 + digit;
    }
    return code >= 0xD800 && code <= 0xDFFF ? 0 : code;
}

// Line ends become LF, as they are in any Source.
static Str unescape(Arena *arena, Str raw)
{
    StrBuf buf = {.arena = arena};

    if (str_find(raw, STR("_x"), 0) < 0 && str_find_char(raw, '\r', 0) < 0)
        return str_copy(arena, raw);
    for (size_t i = 0; i < raw.n;) {
        uint32_t code = raw.at[i] == '_' ? escaped_char(raw, i) : 0;
        size_t next = code ? i + 7 : i + 1;

        if (!code)
            code = (unsigned char)raw.at[i];
        if (code == '\r') {
            if (next >= raw.n || raw.at[next] != '\n')
                buf_add_char(&buf, '\n');
        } else if (next > i + 1) {
            buf_add_code(&buf, code);
        } else {
            buf_add_char(&buf, raw.at[i]);
        }
        i = next;
    }
    return buf_str(&buf);
}

Str rich_take(Arena *arena, RichText *rich)
{
    Str raw = {rich->text.at, rich->text.n};

    rich->text.n = 0;
    rich->struck = rich->run_struck = rich->white = rich->run_white = false;
    return raw.n ? unescape(arena, raw) : (Str){0};
}

// ---- shared strings

typedef struct StringsReading {
    Workbook *workbook;
    RichText rich;
} StringsReading;

// Room for as many as the part says that it has, so that no copies of a long list are left behind.
static void strings_expect(Workbook *workbook, size_t n)
{
    if (workbook->strings.n || n > WORKBOOK_MOST_STRINGS)
        return;
    workbook->strings.at = ARENA_ARRAY(workbook->scratch, Str, n);
    workbook->strings.cap = n;
}

static bool strings_start(void *context, const XmlTag *tag)
{
    StringsReading *reading = context;

    if (str_equal(tag->name, STR("sst")))
        strings_expect(reading->workbook, xml_attribute_number(tag, "uniqueCount", 0));
    rich_start(&reading->rich, tag);
    return true;
}

static bool strings_end(void *context, Str name)
{
    StringsReading *reading = context;
    Workbook *workbook = reading->workbook;

    rich_end(&reading->rich, name);
    if (!str_equal(name, STR("si")))
        return true;
    if (reading->rich.struck)
        *vec_push(workbook->scratch, &workbook->struck_strings) = workbook->strings.n;
    if (reading->rich.white)
        *vec_push(workbook->scratch, &workbook->white_strings) = workbook->strings.n;
    *vec_push(workbook->scratch, &workbook->strings) = rich_take(workbook->arena, &reading->rich);
    return workbook->strings.n < WORKBOOK_MOST_STRINGS;
}

static bool strings_text(void *context, Str text)
{
    rich_text(&((StringsReading *)context)->rich, text);
    return true;
}

static bool read_strings(Workbook *workbook, Diag *diag, Str part)
{
    StringsReading reading = {.workbook = workbook, .rich = {.text = {.arena = workbook->scratch}}};
    XmlHandler handler = {strings_start, strings_end, strings_text, &reading};

    return package_xml(workbook->package, diag, part, &handler);
}

// ---- formats

// What of a font, or of a cell's background, is asked.
typedef struct Look {
    bool struck, white; // of a background: white too where it has no colour
} Look;

typedef VEC(Look) Looks;

typedef struct FormatsReading {
    Workbook *workbook;
    NumberCodes codes; // the workbook's own
    bool cells;        // inside cellXfs
    Looks fonts, fills;
    Looks *looks;                     // that it is inside of, or NULL
    bool rules, rule_font, rule_fill; // inside dxfs, and of one's font or fill
} FormatsReading;

static void read_look(FormatsReading *reading, const XmlTag *tag)
{
    Arena *scratch = reading->workbook->scratch;
    bool fill = reading->looks == &reading->fills;
    Look *look;

    if (str_equal(tag->name, fill ? STR("fill") : STR("font"))) {
        if (reading->looks->n < WORKBOOK_MOST_FORMATS)
            *vec_push(scratch, reading->looks) = (Look){.white = fill};
        return;
    }
    if (reading->looks->n == 0)
        return;
    look = vec_last(reading->looks);
    if (!fill && str_equal(tag->name, STR("strike")))
        look->struck = !xml_attribute(tag, "val").n || xml_attribute_true(tag, "val");
    else if (!fill && str_equal(tag->name, STR("color")))
        look->white = is_white(tag);
    else if (str_equal(tag->name, STR("gradientFill")))
        look->white = false;
    else if (str_equal(tag->name, STR("patternFill")))
        look->white =
            str_equal(xml_attribute(tag, "patternType"), STR("none")) || !xml_attribute(tag, "patternType").n;
    else if (fill && str_equal(tag->name, STR("fgColor")))
        look->white |= is_white(tag);
}

static CellFormat read_cell_format(const FormatsReading *reading, const XmlTag *tag)
{
    CellFormat format = number_codes_find(&reading->codes, xml_attribute_number(tag, "numFmtId", 0));
    uint32_t font = xml_attribute_number(tag, "fontId", 0), fill = xml_attribute_number(tag, "fillId", 0);

    if (font < reading->fonts.n) {
        format.struck = reading->fonts.at[font].struck;
        format.dark = fill < reading->fills.n && !reading->fills.at[fill].white;
        format.faint = reading->fonts.at[font].white && !format.dark;
    }
    return format;
}

// Of what a rule makes of cells: white on no other colour, or a number format that shows none.
static void read_rule(FormatsReading *reading, const XmlTag *tag)
{
    Workbook *workbook = reading->workbook;

    if (str_equal(tag->name, STR("dxf"))) {
        if (workbook->fading.n < WORKBOOK_MOST_FORMATS)
            *vec_push(workbook->scratch, &workbook->fading) = false;
        reading->rule_font = reading->rule_fill = false;
    } else if (workbook->fading.n == 0) {
        return;
    } else if (str_equal(tag->name, STR("font"))) {
        reading->rule_font = true;
    } else if (str_equal(tag->name, STR("fill")) || str_equal(tag->name, STR("border"))) {
        reading->rule_font = false;
        reading->rule_fill = str_equal(tag->name, STR("fill"));
    } else if (str_equal(tag->name, STR("color")) && reading->rule_font) {
        *vec_last(&workbook->fading) = is_white(tag);
    } else if (str_equal(tag->name, STR("bgColor")) && reading->rule_fill && !is_white(tag)) {
        *vec_last(&workbook->fading) = false;
    } else if (str_equal(tag->name, STR("numFmt"))) {
        *vec_last(&workbook->fading) |= cell_format_parse(xml_attribute(tag, "formatCode")).hides_positive;
    }
}

static bool formats_start(void *context, const XmlTag *tag)
{
    FormatsReading *reading = context;
    Workbook *workbook = reading->workbook;

    if (reading->rules) {
        read_rule(reading, tag);
    } else if (str_equal(tag->name, STR("dxfs"))) {
        reading->rules = true;
    } else if (str_equal(tag->name, STR("fonts")) || str_equal(tag->name, STR("fills"))) {
        reading->looks = str_equal(tag->name, STR("fonts")) ? &reading->fonts : &reading->fills;
    } else if (reading->looks) {
        read_look(reading, tag);
    } else if (str_equal(tag->name, STR("numFmt")) && !reading->cells) {
        number_codes_add(workbook->scratch, &reading->codes, xml_attribute_number(tag, "numFmtId", 0),
                         xml_attribute(tag, "formatCode"));
    } else if (str_equal(tag->name, STR("cellXfs"))) {
        reading->cells = true;
    } else if (reading->cells && str_equal(tag->name, STR("xf"))) {
        *vec_push(workbook->scratch, &workbook->formats) = read_cell_format(reading, tag);
    } else if (reading->cells && workbook->formats.n && str_equal(tag->name, STR("alignment"))) {
        // A step of indent is about the width of a Chinese character.
        vec_last(&workbook->formats)->indent = 2 * xml_attribute_number(tag, "indent", 0);
    }
    return workbook->formats.n < WORKBOOK_MOST_FORMATS;
}

static bool formats_end(void *context, Str name)
{
    FormatsReading *reading = context;

    if (str_equal(name, STR("cellXfs")))
        reading->cells = false;
    else if (str_equal(name, STR("dxfs")))
        reading->rules = false;
    else if (str_equal(name, STR("fonts")) || str_equal(name, STR("fills")))
        reading->looks = NULL;
    return true;
}

static bool read_formats(Workbook *workbook, Diag *diag, Str part)
{
    FormatsReading reading = {.workbook = workbook};
    XmlHandler handler = {formats_start, formats_end, NULL, &reading};

    return package_xml(workbook->package, diag, part, &handler);
}

// ---- the workbook part

typedef struct WorkbookReading {
    Workbook *workbook;
    Relations relations;
    bool workbook_root, rooted;
} WorkbookReading;

static bool workbook_start(void *context, const XmlTag *tag)
{
    WorkbookReading *reading = context;
    Workbook *workbook = reading->workbook;
    const Relation *relation;
    Str state;
    Sheet *sheet;

    if (!reading->rooted) {
        reading->rooted = true;
        reading->workbook_root = str_equal(tag->name, STR("workbook"));
        return reading->workbook_root;
    }
    if (str_equal(tag->name, STR("workbookPr")))
        workbook->from_1904 = xml_attribute_true(tag, "date1904");
    if (!str_equal(tag->name, STR("sheet")))
        return true;
    relation = relation_by_id(reading->relations, xml_attribute(tag, "id"));
    if (!relation || !str_equal(relation->type, STR("worksheet")))
        return true; // a chart on a sheet of its own
    state = xml_attribute(tag, "state");
    sheet = vec_push(workbook->scratch, &workbook->sheets);
    sheet->name = str_copy(workbook->arena, xml_attribute(tag, "name"));
    sheet->part = relation->target;
    sheet->hidden = str_equal(state, STR("hidden")) || str_equal(state, STR("veryHidden"));
    return workbook->sheets.n < WORKBOOK_MOST_SHEETS;
}

static bool read_parts(Workbook *workbook, Diag *diag, Relations relations)
{
    const Relation *styles = relation_by_type(relations, STR("styles"));
    const Relation *strings = relation_by_type(relations, STR("sharedStrings"));

    return (!styles || read_formats(workbook, diag, styles->target)) &&
           (!strings || read_strings(workbook, diag, strings->target));
}

static void report_other(const Workbook *workbook, Diag *diag, const char *what)
{
    diag_report(diag, SEVERITY_ERROR, "file-kind", (Place){.file = workbook->file},
                str_of(_("open it in WPS or Excel and save it as .xlsx (另存为 Excel 工作簿)")),
                _("this file is %s"), what);
}

bool xlsx_open(Workbook *workbook, Diag *diag)
{
    WorkbookReading reading = {.workbook = workbook};
    XmlHandler handler = {.start = workbook_start, .context = &reading};
    Relations package;
    const Relation *document;

    if (!package_relations(workbook->package, diag, (Str){0}, &package))
        return false;
    document = relation_by_type(package, STR("officeDocument"));
    if (!document) {
        report_other(workbook, diag, _("no office document"));
        return false;
    }
    if (str_ends(document->target, STR(".bin"))) {
        report_other(workbook, diag, _("a binary workbook (.xlsb)"));
        return false;
    }
    if (!package_relations(workbook->package, diag, document->target, &reading.relations) ||
        !package_xml(workbook->package, diag, document->target, &handler))
        return false;
    if (!reading.workbook_root) {
        report_other(workbook, diag, _("a Word document or a presentation, not a workbook"));
        return false;
    }
    return read_parts(workbook, diag, reading.relations);
}
