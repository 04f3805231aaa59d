// What was converted, as one page of HTML: the document at the left, at the right what was written of it.
#include "convert/convert.h"

#define MOST_REMARK 400 // bytes of what was left out that are shown

static const char style[] =
    "body{font:16px/1.7 sans-serif;max-width:80em;margin:2em auto;padding:0 1em;color:#111}"
    "table{border-collapse:collapse;width:100%;margin:1em 0;table-layout:fixed}"
    "th,td{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "th{background:#eee}.line{width:4em}.value{width:9em}"
    ".bound{background:#dff0d8;text-decoration:none}.open{background:#fde0c8}"
    ".cell{display:block;color:#444;font-size:.8em}.out{color:#777}"
    "@media print{body{margin:0;max-width:none}}";

static void add_heading(StrBuf *out, const char *text)
{
    buf_add_c(out, "<h2>");
    escape_markup(out, str_of(text));
    buf_add_c(out, "</h2>\n");
}

static void add_head(StrBuf *out, const char *const *names, const char *const *classes, size_t n)
{
    buf_add_c(out, "<table>\n<thead><tr>");
    for (size_t i = 0; i < n; i++) {
        buf_print(out, "<th scope=\"col\" class=\"%s\">", classes[i]);
        escape_markup(out, str_of(names[i]));
        buf_add_c(out, "</th>");
    }
    buf_add_c(out, "</tr></thead>\n<tbody>\n");
}

static void add_cell(StrBuf *out, Str text)
{
    buf_add_c(out, "<td>");
    escape_markup(out, text);
    buf_add_c(out, "</td>");
}

// Where a line stands: its number, or its page.
static void add_number(StrBuf *out, Place place)
{
    if (place.cell.n)
        escape_markup(out, place.cell);
    else
        buf_print(out, "%u", place.line);
}

static void add_link(StrBuf *out, Place place)
{
    buf_print(out, "<td><a href=\"#l%u\">", place.line);
    add_number(out, place);
    buf_add_c(out, "</a></td>");
}

// ---- the text

typedef struct Mark {
    size_t from, to; // of the source
    bool bound;
    Str says;
} Mark;

static void add_mark(StrBuf *out, Str text, const Mark *mark)
{
    buf_print(out, "<span class=\"%s\" title=\"", mark->bound ? "bound" : "open");
    escape_markup(out, mark->says);
    buf_add_c(out, "\">");
    escape_markup(out, text);
    buf_add_c(out, "</span>");
}

// The text of a line with its marks, and below it what each says.
static void add_marked(StrBuf *out, const Intake *intake, const IntakeLine *line, const Mark *marks, size_t n)
{
    size_t at = line->offset, end = line->offset + line->text.n;
    Str source = intake->source->text;

    buf_add_c(out, "<td>");
    for (size_t i = 0; i < n; i++) {
        if (marks[i].from < at)
            continue;
        escape_markup(out, str_slice(source, at, marks[i].from));
        add_mark(out, str_slice(source, marks[i].from, marks[i].to), &marks[i]);
        at = marks[i].to;
    }
    escape_markup(out, str_slice(source, at, end));
    for (size_t i = 0; i < n; i++) {
        buf_add_c(out, "<span class=\"cell\">");
        escape_markup(out, str_slice(source, marks[i].from, marks[i].to));
        buf_add_c(out, marks[i].bound ? " = " : " ? ");
        escape_markup(out, marks[i].says);
        buf_add_c(out, "</span>");
    }
    buf_add_c(out, "</td>");
}

typedef VEC(Mark) Marks;

// Those of a line, in order: *b and *u are how far bindings and open amounts were read.
static void marks_take(Arena *arena, const Conversion *made, size_t end, size_t *b, size_t *u, Marks *marks)
{
    for (;;) {
        const Binding *binding = *b < made->binding_count ? &made->bindings[*b] : NULL;
        const Unbound *open = *u < made->unbound_count ? &made->unbound[*u] : NULL;

        if (binding && binding->offset < end && (!open || binding->offset <= open->offset)) {
            *vec_push(arena, marks) =
                (Mark){binding->offset, binding->offset + binding->length, true, binding->expression};
            ++*b;
        } else if (open && open->offset < end) {
            *vec_push(arena, marks) = (Mark){open->offset, open->offset + open->length, false, open->reason};
            ++*u;
        } else {
            return;
        }
    }
}

static const ConvertedChange *change_at(const Conversion *made, uint32_t line)
{
    for (size_t i = 0; i < made->change_count; i++)
        if (made->changes[i].place.line == line)
            return &made->changes[i];
    return NULL;
}

static Str shown_of(Arena *arena, const IntakeLine *line)
{
    StrBuf text = {.arena = arena};

    if (line->kind == INTAKE_PARAGRAPH)
        return line->text;
    if (line->kind == INTAKE_PICTURE)
        return str_print(arena, "[%.*s] %.*s", STR_ARG(line->picture->name), STR_ARG(line->picture->words));
    for (size_t r = 0; r < line->table->row_count; r++)
        for (size_t c = 0; c < line->table->rows[r].n; c++) {
            if (r + c)
                buf_add_c(&text, c ? " | " : " / ");
            buf_add(&text, line->table->rows[r].cells[c].text);
        }
    return buf_str(&text);
}

static void add_line(Arena *arena, StrBuf *out, const Conversion *made, const IntakeLine *line, size_t *b,
                     size_t *u)
{
    uint32_t number = source_line_of(made->intake->source, line->offset);
    const ConvertedChange *change = change_at(made, number);
    Marks marks = {0};

    buf_print(out, "<tr id=\"l%u\"><td class=\"line\">", number);
    add_number(out, source_place(made->intake->source, line->offset, 0));
    buf_add_c(out, "</td>");
    add_cell(out, shown_of(arena, line));
    marks_take(arena, made, line->offset + line->text.n, b, u, &marks);
    if (change) {
        buf_add_c(out, "<td class=\"out\">");
        escape_markup(out, change->after);
        buf_add_c(out, change->after.n ? "：" : "");
        escape_markup(out, str_of(change->why));
        buf_add_c(out, "</td>");
    } else if (line->kind == INTAKE_PARAGRAPH) {
        add_marked(out, made->intake, line, marks.at, marks.n);
    } else {
        add_cell(out, shown_of(arena, line));
    }
    buf_add_c(out, "</tr>\n");
}

// ---- what stays, what is left out

static void add_open(StrBuf *out, const Conversion *made)
{
    const char *const names[] = {_("line"), _("amount"), _("why it stays typed")};
    const char *const classes[] = {"line", "value", ""};

    add_heading(out, _("amounts that stay typed"));
    add_head(out, names, classes, 3);
    for (size_t i = 0; i < made->unbound_count; i++) {
        const Unbound *open = &made->unbound[i];

        buf_add_c(out, "<tr>");
        add_link(out, open->place);
        add_cell(out, open->literal);
        add_cell(out, open->reason.n ? open->reason : str_of(_("its words mean no cell that has it")));
        buf_add_c(out, "</tr>\n");
    }
    buf_add_c(out, "</tbody></table>\n");
}

static void add_remarks(StrBuf *out, const Intake *intake)
{
    const char *const names[] = {_("line"), _("what"), _("text")};
    const char *const classes[] = {"line", "value", ""};

    if (intake->remark_count == 0)
        return;
    add_heading(out, _("left out, or moved"));
    add_head(out, names, classes, 3);
    for (size_t i = 0; i < intake->remark_count; i++) {
        const IntakeRemark *remark = &intake->remarks[i];
        Str text = remark->text;

        buf_add_c(out, "<tr>");
        add_link(out, remark->place);
        add_cell(out, str_of(intake_left_name(remark->left)));
        if (text.n > MOST_REMARK) {
            size_t end = MOST_REMARK;

            while (end > 0 && ((unsigned char)text.at[end] & 0xC0) == 0x80)
                end--;
            text = str_slice(text, 0, end);
        }
        add_cell(out, text);
        buf_add_c(out, "</tr>\n");
    }
    buf_add_c(out, "</tbody></table>\n");
}

static void add_facts(StrBuf *out, const Conversion *made)
{
    const char *const names[] = {_("line"), _("value"), _("fact")};
    const char *const classes[] = {"line", "value", ""};

    if (made->stated_count == 0)
        return;
    add_heading(out, _("facts taken from the text, which no table bears out"));
    add_head(out, names, classes, 3);
    for (size_t i = 0; i < made->stated_count; i++) {
        const Stated *fact = &made->stated[i];

        buf_add_c(out, "<tr>");
        add_link(out, fact->place);
        buf_add_c(out, "<td>");
        escape_markup(out, fact->text);
        escape_markup(out, fact->unit.name);
        buf_add_c(out, "</td>");
        add_cell(out, fact->name);
        buf_add_c(out, "</tr>\n");
    }
    buf_add_c(out, "</tbody></table>\n");
}

static void add_files(StrBuf *out, const Conversion *made)
{
    if (made->file_count == 0)
        return;
    add_heading(out, _("tables and pictures"));
    buf_add_c(out, "<ul>\n");
    for (size_t i = 0; i < made->file_count; i++) {
        buf_add_c(out, "<li>");
        escape_markup(out, made->files[i].name);
        buf_add_c(out, "</li>\n");
    }
    buf_add_c(out, "</ul>\n");
}

Str convert_report(Arena *arena, const Conversion *made)
{
    const char *const names[] = {_("line"), _("the document"), _("the sections")};
    const char *const classes[] = {"line", "", ""};
    StrBuf out = {.arena = arena};
    size_t b = 0, u = 0;

    buf_add_c(&out, "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>");
    escape_markup(&out, str_of(_("what was converted")));
    buf_print(&out, "</title><style>%s</style></head><body>\n<h1>", style);
    escape_markup(&out, str_of(_("what was converted")));
    buf_add_c(&out, "</h1>\n<p>");
    escape_markup(&out, str_print(arena, _("%zu sections, %zu amounts bound to cells, %zu left"),
                                  made->section_count, made->bound, made->left));
    buf_add_c(&out, "</p>\n");
    add_open(&out, made);
    add_facts(&out, made);
    add_remarks(&out, made->intake);
    add_files(&out, made);
    add_heading(&out, _("the whole text"));
    add_head(&out, names, classes, 3);
    for (size_t i = 0; i < made->intake->line_count; i++) {
        const IntakeLine *line = &made->intake->lines[i];

        if (line->kind != INTAKE_PARAGRAPH || line->text.n)
            add_line(arena, &out, made, line, &b, &u);
    }
    buf_add_c(&out, "</tbody></table>\n</body></html>\n");
    return note_marks_shown(arena, buf_str(&out));
}
