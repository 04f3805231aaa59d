// A copy's footnotes: where each is called a mark, and what it says after the paragraph that calls it.
#include "merge/internal-read.h"

OpenLine *line_of(Reading *reading)
{
    return reading->lines.n ? vec_last(&reading->lines) : NULL;
}

// What a style has around a note's number, which is counted.
static bool note_bracket(Str text)
{
    for (size_t at = 0; at < text.n;)
        if (!char_is_in(utf8_next(text, &at), "[](){}<>（）〔〕【】［］"))
            return false;
    return true;
}

bool reading_takes(const Reading *reading)
{
    bool accept = reading->options->tracked == TRACKED_ACCEPT;

    return !(reading->deleted && accept) && !(reading->inserted && !accept);
}

void reading_text(Reading *reading, Str text)
{
    OpenLine *line = line_of(reading);
    CopyLook *last;

    if (reading->noteref || (reading->mark_style && note_bracket(text)))
        return;
    if (reading->inserted || reading->deleted)
        buf_add(&reading->changed, text);
    if (!line || reading->instructions || !reading_takes(reading))
        return;
    last = line->looks.n ? vec_last(&line->looks) : NULL;
    if (last && last->strong == reading->strong && last->emphasis == reading->emphasis)
        last->length += text.n;
    else
        *vec_push(reading->arena, &line->looks) =
            (CopyLook){line->text.n, text.n, reading->strong, reading->emphasis};
    buf_add(&line->text, text);
}

static void add_mark(Reading *reading, unsigned number)
{
    StrBuf mark = {.arena = reading->arena};

    buf_add_code(&mark, note_mark(number));
    reading_text(reading, str_copy(reading->arena, buf_str(&mark)));
}

void note_called(Reading *reading, Str id)
{
    if (!reading_takes(reading) || reading->in_notes)
        return;
    if (reading->tables.n || reading->copy->footnotes + COPY_NOTES + 1 >= NOTE_MARKS) {
        reading->copy->notes++;
        return;
    }
    for (size_t i = 0; i < reading->notes.n; i++)
        if (str_equal(reading->notes.at[i].id, id)) {
            *vec_push(reading->arena, &reading->called) = i;
            add_mark(reading, COPY_NOTES + ++reading->copy->footnotes);
            return;
        }
    reading->copy->notes++; // it says nothing
}

// What notes say stands after the paragraph that calls them.
static void notes_flush(Reading *reading)
{
    unsigned number = reading->copy->footnotes - (unsigned)reading->called.n;

    for (size_t i = 0; i < reading->called.n; i++) {
        const CopyNote *note = &reading->notes.at[reading->called.at[i]];

        number++;
        for (size_t k = 0; k < note->n; k++) {
            CopyLine line = reading->note_lines.at[note->from + k];
            CopyLook *looks = ARENA_ARRAY(reading->arena, CopyLook, line.look_count + 1);
            StrBuf text = {.arena = reading->arena};

            line.note = number;
            if (k == 0)
                buf_add_code(&text, note_mark(COPY_NOTES + number));
            for (size_t l = 0; l < line.look_count; l++) {
                looks[l] = line.looks[l];
                looks[l].at += text.n;
            }
            buf_add(&text, line.text);
            line.text = buf_str(&text);
            line.looks = looks;
            *vec_push(reading->arena, &reading->copy->lines) = line;
        }
    }
    reading->called.n = 0;
}

void note_begin(Reading *reading, const XmlTag *tag)
{
    Str type = xml_attribute(tag, "type");

    reading->rule = type.n && !str_equal(type, STR("normal"));
    *vec_push(reading->arena, &reading->notes) =
        (CopyNote){.id = str_copy(reading->arena, xml_attribute(tag, "id")), .from = reading->note_lines.n};
}

void note_end(Reading *reading)
{
    CopyNote *note = reading->notes.n ? vec_last(&reading->notes) : NULL;

    if (!note)
        return;
    note->n = reading->note_lines.n - note->from;
    reading->notes.n -= reading->rule;
}

void line_keep(Reading *reading, const CopyLine *line)
{
    if (reading->in_notes) {
        if (line->text.n && !reading->rule)
            *vec_push(reading->arena, &reading->note_lines) = *line;
        return;
    }
    if (reading->copy->lines.n < MOST_LINES)
        *vec_push(reading->arena, &reading->copy->lines) = *line;
    if (reading->lines.n == 0)
        notes_flush(reading);
}

// NOTEREF _GkNote3: the mark of a note that is called again.
void noteref_begin(Reading *reading, Str instruction)
{
    ptrdiff_t at = str_find(instruction, STR(DOCX_NOTE_BOOKMARK), 0);
    unsigned order = 0;

    if (reading->noteref || at < 0 || !str_starts(instruction, STR("NOTEREF")))
        return;
    for (size_t i = (size_t)at + sizeof DOCX_NOTE_BOOKMARK - 1;
         i < instruction.n && instruction.at[i] >= '0' && instruction.at[i] <= '9' && order < COPY_NOTES; i++)
        order = order * 10 + (unsigned)(instruction.at[i] - '0');
    if (order == 0 || order >= COPY_NOTES)
        return;
    add_mark(reading, order);
    reading->noteref = reading->fields;
}
