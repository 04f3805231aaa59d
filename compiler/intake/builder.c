// Lines out of what a reader meets, in the order of reading.
#include "intake/internal-intake.h"

#include "text/text.h"

Builder builder_new(Arena *arena, Diag *diag, Str name)
{
    Builder builder = {.arena = arena, .diag = diag, .name = str_copy(arena, name)};

    vec_push(arena, &builder.frames)->kind = FRAME_BODY;
    return builder;
}

// ---- frames

static Frame *top(const Builder *builder)
{
    return vec_last(&builder->frames);
}

static Frame *open(Builder *builder, FrameKind kind)
{
    Frame *frame;

    if (builder->frames.n >= BUILD_MOST_DEPTH || builder->too_deep) {
        builder->too_deep++;
        return NULL;
    }
    frame = vec_push(builder->arena, &builder->frames);
    frame->kind = kind;
    frame->text.arena = builder->arena;
    return frame;
}

// What a frame that is of this kind has gathered; false where none is open, or it was too deep.
static bool pop(Builder *builder, FrameKind kind, Frame *frame)
{
    if (builder->too_deep) {
        builder->too_deep--;
        return false;
    }
    if (top(builder)->kind != kind)
        return false;
    *frame = *top(builder);
    builder->frames.n--;
    return true;
}

static void add_lines(Builder *builder, IntakeLines *to, const IntakeLines *lines)
{
    for (size_t i = 0; i < lines->n; i++)
        *vec_push(builder->arena, to) = lines->at[i];
}

bool builder_in_paragraph(const Builder *builder)
{
    return top(builder)->kind == FRAME_PARAGRAPH;
}

Str builder_open_text(Builder *builder)
{
    return builder_in_paragraph(builder) ? buf_str(&top(builder)->text) : (Str){0};
}

bool builder_has_text(const Builder *builder)
{
    return builder_in_paragraph(builder) &&
           str_trim((Str){top(builder)->text.at, top(builder)->text.n}).n > 0;
}

static bool builder_in_cell(const Builder *builder)
{
    for (size_t i = builder->frames.n; i > 0; i--)
        if (builder->frames.at[i - 1].kind == FRAME_CELL)
            return true;
    return false;
}

// ---- paragraphs

void builder_paragraph(Builder *builder)
{
    builder->serial++;
    open(builder, FRAME_PARAGRAPH);
}

static void text_add(Builder *builder, Str text, bool bold)
{
    Frame *frame = top(builder);

    if (frame->kind == FRAME_TABLE || text.n == 0) // between cells nothing is text
        return;
    if (frame->kind != FRAME_PARAGRAPH) {
        builder_paragraph(builder);
        frame = top(builder);
        if (frame->kind != FRAME_PARAGRAPH)
            return;
    }
    buf_add(&frame->text, text);
    frame->plain = frame->plain || (!bold && str_trim(text).n);
}

// What stands for notes' marks is no text.
void builder_text(Builder *builder, Str text, bool bold)
{
    StrBuf plain = {.arena = builder->arena};

    if (str_find(text, STR("\xF3\xB0"), 0) >= 0) {
        for (size_t at = 0; at < text.n;) {
            uint32_t code = utf8_next(text, &at);

            buf_add_code(&plain, note_mark_number(code) ? 0xFFFD : code);
        }
        text = buf_str(&plain);
    }
    text_add(builder, text, bold);
}

static void add_line(Builder *builder, Frame *parent, Str text, const IntakeLine *like)
{
    IntakeLine *line = vec_push(builder->arena, &parent->lines);

    *line = *like;
    line->text = text;
    line->offset = builder->serial;
}

void builder_line(Builder *builder, Str text)
{
    builder->serial++;
    add_line(builder, top(builder), text, &(IntakeLine){.kind = INTAKE_PARAGRAPH});
}

IntakeLine *builder_add(Builder *builder, IntakeLine line)
{
    IntakeLine *added = vec_push(builder->arena, &top(builder)->lines);

    *added = line;
    added->offset = builder->serial;
    return added;
}

// A line that blanks set in by two characters begins a paragraph, whatever ended the one before it.
static bool is_set_in(Str line)
{
    unsigned half = 0;

    for (size_t at = 0; at < line.n;) {
        uint32_t code = utf8_next(line, &at);

        if (!char_is_blank(code))
            break;
        half += code == 0x3000 ? 2 : code == 0xA0 ? 1 : 0;
    }
    return half >= 4;
}

// Each line of a paragraph that a break ended; in a cell all stay one.
static void add_paragraph(Builder *builder, Frame *parent, Str text, IntakeLine like)
{
    StrBuf joined = {.arena = builder->arena};
    bool cell = parent->kind == FRAME_CELL;

    for (size_t at = 0; at <= text.n;) {
        ptrdiff_t feed = str_find_char(text, '\n', at);
        size_t end = feed < 0 ? text.n : (size_t)feed;
        Str piece = str_trim(str_slice(text, at, end));
        bool set_in = is_set_in(str_slice(text, at, end));

        at = end + 1;
        if (!piece.n)
            continue;
        if (joined.n && !cell && (set_in || lines_part(buf_str(&joined), piece))) {
            add_line(builder, parent, str_copy(builder->arena, buf_str(&joined)), &like);
            joined.n = 0;
            like.number = 0;
            like.heading = 0;
        }
        if (joined.n && cell)
            buf_add_char(&joined, '\n');
        if (cell)
            buf_add(&joined, piece);
        else
            join_text(&joined, piece);
    }
    if (joined.n || !cell)
        add_line(builder, parent, buf_str(&joined), &like);
}

void builder_paragraph_end(Builder *builder, ParagraphLook look)
{
    Frame frame, *parent;
    Str text;
    StrBuf whole = {.arena = builder->arena};
    IntakeLine like = {.kind = INTAKE_PARAGRAPH};

    if (!pop(builder, FRAME_PARAGRAPH, &frame))
        return;
    parent = top(builder);
    text = str_trim(buf_str(&frame.text));
    if (text.n) {
        buf_add(&whole, look.number);
        like.number = whole.n;
        like.heading = look.heading;
        like.bold = !frame.plain;
        buf_add(&whole, text);
    }
    if (parent->kind != FRAME_TABLE)
        add_paragraph(builder, parent, buf_str(&whole), like);
    add_lines(builder, &parent->lines, &frame.lines);
}

// ---- tables

static void close_open_paragraph(Builder *builder)
{
    while (builder->too_deep == 0 && top(builder)->kind == FRAME_PARAGRAPH)
        builder_paragraph_end(builder, (ParagraphLook){0});
}

void builder_table(Builder *builder)
{
    open(builder, FRAME_TABLE);
}

void builder_table_chart(Builder *builder)
{
    if (top(builder)->kind == FRAME_TABLE)
        top(builder)->chart = true;
}

void builder_row(Builder *builder)
{
    Frame *frame = top(builder);

    if (builder->too_deep || frame->kind != FRAME_TABLE)
        return;
    frame->cells.at = NULL;
    frame->cells.n = frame->cells.cap = 0;
}

void builder_row_head(Builder *builder)
{
    Frame *frame = top(builder);

    if (builder->too_deep == 0 && frame->kind == FRAME_TABLE && frame->head_rows == frame->rows.n)
        frame->head_rows++;
}

void builder_cell(Builder *builder, uint32_t columns, uint32_t rows, bool covered)
{
    Frame *frame;

    if (top(builder)->kind != FRAME_TABLE && builder->too_deep == 0)
        return;
    frame = open(builder, FRAME_CELL);
    if (frame)
        frame->cell =
            (IntakeCell){.columns = columns ? columns : 1, .rows = rows ? rows : 1, .covered = covered};
}

void builder_cell_span(Builder *builder, uint32_t columns, bool covered)
{
    Frame *frame = top(builder);

    if (builder->too_deep || frame->kind != FRAME_CELL)
        return;
    if (columns)
        frame->cell.columns = columns;
    frame->cell.covered = frame->cell.covered || covered;
}

void builder_cell_indent(Builder *builder, unsigned ems)
{
    Frame *frame = top(builder);

    if (builder->too_deep == 0 && frame->kind == FRAME_CELL)
        frame->cell.indent = (uint8_t)(ems < 20 ? ems : 20);
}

void builder_cell_end(Builder *builder)
{
    Frame frame, *table;
    StrBuf text = {.arena = builder->arena};

    close_open_paragraph(builder);
    if (!pop(builder, FRAME_CELL, &frame))
        return;
    table = top(builder);
    *vec_push(builder->arena, &table->cells) = frame.cell;
    if (table->rows.n == 0 && table->cells.n == 1) { // it may be a frame: its lines are kept whole
        add_lines(builder, &table->lines, &frame.lines);
        table->plain = true;
    }
    for (size_t i = 0; i < frame.lines.n; i++) {
        const IntakeLine *line = &frame.lines.at[i];

        if (line->kind == INTAKE_PARAGRAPH && line->text.n) {
            if (text.n)
                buf_add_char(&text, '\n');
            buf_add(&text, line->text);
        } else if (line->kind != INTAKE_PARAGRAPH && !(table->rows.n == 0 && table->cells.n == 1)) {
            *vec_push(builder->arena, &table->lines) = *line;
        }
    }
    vec_last(&table->cells)->text = buf_str(&text);
}

void builder_row_end(Builder *builder)
{
    Frame *frame = top(builder);
    bool blank = true;

    if (builder->too_deep || frame->kind != FRAME_TABLE || frame->cells.n == 0)
        return;
    for (size_t i = 0; i < frame->cells.n && blank; i++)
        blank = frame->cells.at[i].text.n == 0;
    if (blank) {
        frame->head_rows -= frame->head_rows > frame->rows.n;
        return;
    }
    *vec_push(builder->arena, &frame->rows) = (IntakeRow){frame->cells.at, frame->cells.n};
    frame->cells.at = NULL;
    frame->cells.n = frame->cells.cap = 0;
}

void builder_table_end(Builder *builder)
{
    Frame frame, *parent;
    IntakeTable *table;

    close_open_paragraph(builder);
    if (top(builder)->kind == FRAME_CELL)
        builder_cell_end(builder);
    builder_row_end(builder);
    if (!pop(builder, FRAME_TABLE, &frame))
        return;
    parent = top(builder);
    if (frame.rows.n == 1 && frame.rows.at[0].n == 1) {
        add_lines(builder, &parent->lines, &frame.lines);
        return;
    }
    if (frame.rows.n) {
        table = ARENA_NEW(builder->arena, IntakeTable);
        *table = (IntakeTable){frame.rows.at, frame.rows.n, frame.head_rows, frame.chart, false};
        *vec_push(builder->arena, &parent->lines) =
            (IntakeLine){.kind = INTAKE_TABLE, .table = table, .offset = builder->serial};
    }
    for (size_t i = 0; i < frame.lines.n; i++) // the first cell's text is in the table
        if (frame.lines.at[i].kind != INTAKE_PARAGRAPH)
            *vec_push(builder->arena, &parent->lines) = frame.lines.at[i];
}

// ---- pictures and remarks

Str picture_name(Str path)
{
    size_t from = path.n;

    while (from > 0 && path.at[from - 1] != '/' && path.at[from - 1] != '\\')
        from--;
    return str_slice(path, from, path.n);
}

void builder_picture(Builder *builder, Str name, Str bytes, Str words)
{
    IntakePicture *picture = ARENA_NEW(builder->arena, IntakePicture);
    Frame *frame = top(builder);

    picture->name = str_copy(builder->arena, name);
    picture->bytes = bytes;
    picture->words = str_trim(str_copy(builder->arena, words));
    *vec_push(builder->arena, &frame->lines) =
        (IntakeLine){.kind = INTAKE_PICTURE, .picture = picture, .offset = builder->serial};
}

void builder_note(Builder *builder, Str text, bool bold, bool endnote)
{
    StrBuf whole = {.arena = builder->arena};

    if (!builder->notes || builder_in_cell(builder) || builder->note_count + 1 >= NOTE_MARKS) {
        builder_text(builder, str_print(builder->arena, "（%.*s）", STR_ARG(text)), bold);
        builder_remark(builder, LEFT_NOTE, text);
        return;
    }
    buf_add_code(&whole, note_mark(++builder->note_count));
    text_add(builder, str_copy(builder->arena, buf_str(&whole)), true);
    buf_add(&whole, text);
    *vec_push(builder->arena, &top(builder)->lines) = (IntakeLine){
        .kind = INTAKE_PARAGRAPH, .text = buf_str(&whole), .offset = builder->serial, .note = true};
    if (endnote)
        builder_remark(builder, LEFT_ENDNOTE, text);
}

void builder_remark(Builder *builder, IntakeLeft left, Str text)
{
    IntakeRemark *remark;

    text = str_trim(text);
    if (text.n == 0)
        return;
    if (builder->counts[left]++ >= INTAKE_MOST_REMARKS)
        return;
    remark = vec_push(builder->arena, &builder->remarks);
    remark->left = left;
    remark->text = str_copy(builder->arena, text);
    remark->place.line = builder->serial; // until there is a source
}

// ---- the end

static void write_table(StrBuf *out, const IntakeTable *table)
{
    for (size_t r = 0; r < table->row_count; r++) {
        for (size_t c = 0; c < table->rows[r].n; c++) {
            Str text = table->rows[r].cells[c].text;

            if (c)
                buf_add_char(out, '\t');
            for (size_t i = 0; i < text.n; i++)
                buf_add_char(out, text.at[i] == '\n' ? ' ' : text.at[i]);
        }
        buf_add_char(out, '\n');
    }
}

// The text of all lines; where each begins is kept in its number of lines until there is a source.
Str builder_lines_text(Builder *builder, const IntakeLines *lines, size_t *starts)
{
    StrBuf text = {.arena = builder->arena};

    for (size_t i = 0; i < lines->n; i++) {
        const IntakeLine *line = &lines->at[i];

        starts[i] = text.n;
        if (line->kind == INTAKE_TABLE) {
            write_table(&text, line->table);
        } else {
            buf_add(&text, line->kind == INTAKE_PICTURE ? line->picture->words : line->text);
            buf_add_char(&text, '\n');
        }
    }
    return buf_str(&text);
}

void builder_close(Builder *builder)
{
    builder->too_deep = 0;
    while (builder->frames.n > 1) {
        FrameKind kind = top(builder)->kind;

        if (kind == FRAME_PARAGRAPH)
            builder_paragraph_end(builder, (ParagraphLook){0});
        else if (kind == FRAME_CELL)
            builder_cell_end(builder);
        else
            builder_table_end(builder);
    }
}

Str builder_take_text(Builder *builder)
{
    StrBuf text = {.arena = builder->arena};
    IntakeLines *lines;
    Str whole;

    builder_close(builder);
    lines = &builder->frames.at[0].lines;
    whole = builder_lines_text(builder, lines, ARENA_ARRAY(builder->arena, size_t, lines->n + 1));
    lines->n = 0;
    for (size_t at = 0; at < whole.n;) {
        ptrdiff_t feed = str_find_char(whole, '\n', at);
        Str line = str_trim(str_slice(whole, at, (size_t)feed));

        join_text(&text, line);
        at = (size_t)feed + 1;
    }
    return buf_str(&text);
}
