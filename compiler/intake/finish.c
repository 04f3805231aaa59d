// What was built to an Intake: cleaned, as a source whose lines have places, with what is to be said of it.
#include "intake/internal-intake.h"

const char *intake_left_name(IntakeLeft left)
{
    switch (left) {
    case LEFT_DELETED:
        return _("text that was deleted or moved away is left out");
    case LEFT_HIDDEN:
        return _("hidden text is left out");
    case LEFT_CONTENTS:
        return _("lines of the contents are left out");
    case LEFT_PAGE:
        return _("page numbers, running heads and feet are left out");
    case LEFT_COMMENT:
        return _("comments are left out");
    case LEFT_RUBY:
        return _("what stands over characters is left out");
    case LEFT_NAVIGATION:
        return _("what stands around the text of the page is left out");
    case LEFT_DRAWING:
        return _("the text of charts and drawings is left out");
    case LEFT_BULLET:
        return _("marks before the items of lists are left out");
    case LEFT_ASKEW:
        return _("text that does not run as its page's does, or lies over it, is left out");
    case LEFT_NOTE:
        return _("notes stand in brackets where they are called");
    case LEFT_ENDNOTE:
        return _("end notes became footnotes");
    case LEFT_LOOSE:
        return _("footnotes that not just one mark of their page calls became paragraphs");
    case LEFT_TEXT_BOX:
        return _("the text of text boxes stands after the paragraph that they hang on");
    case LEFT_FORMULA:
        return _("of formulas the text is kept");
    case LEFT_COUNT:
        break;
    }
    return "";
}

static Place remark_place(const Builder *builder, const IntakeLines *lines, const uint32_t *serials,
                          const Source *source, uint32_t serial)
{
    for (size_t i = 0; i < lines->n; i++)
        if (serials[i] >= serial)
            return source_place(source, lines->at[i].offset, 0);
    return (Place){.file = builder->name};
}

static void report_remarks(const Builder *builder)
{
    for (int left = 0; left < LEFT_COUNT; left++) {
        const IntakeRemark *first = NULL;

        for (size_t i = builder->remarks.n; i > 0; i--)
            if ((int)builder->remarks.at[i - 1].left == left)
                first = &builder->remarks.at[i - 1];
        if (!first)
            continue;
        if (left >= LEFT_NOTE)
            diag_report(builder->diag, SEVERITY_NOTE, "intake-moved", first->place, (Str){0}, "%s: %zu",
                        intake_left_name((IntakeLeft)left), builder->counts[left]);
        else
            diag_report(builder->diag, SEVERITY_NOTE, "intake-left-out", first->place, (Str){0}, "%s: %zu",
                        intake_left_name((IntakeLeft)left), builder->counts[left]);
    }
}

// What a paragraph's piece or a table's row stands at, for the source's places.
static void spots_take(const Builder *builder, const IntakeLines *lines, Source *source)
{
    VEC(SourceSpot) spots = {0};

    for (size_t i = 0; i < lines->n; i++) {
        const IntakeLine *line = &lines->at[i];
        uint32_t row = source_line_of(source, line->offset);

        for (size_t k = 0; k < line->spot_count; k++) {
            const IntakeSpot *spot = &line->spots[k];
            size_t offset = line->kind == INTAKE_TABLE && row - 1 + spot->from < source->line_count
                                ? source->lines[row - 1 + spot->from]
                                : line->offset + spot->from;

            *vec_push(builder->arena, &spots) =
                (SourceSpot){offset, str_print(builder->arena, _("page %u line %u"), spot->page, spot->line)};
        }
    }
    source->spots = spots.at;
    source->spot_count = spots.n;
}

const Intake *builder_end(Builder *builder, IntakeFormat format)
{
    Arena *arena = builder->arena;
    Intake *intake = ARENA_NEW(arena, Intake);
    IntakeLines lines;
    size_t *starts;
    uint32_t *serials;
    Source *source;

    builder_close(builder);
    lines = builder->frames.at[0].lines;
    lines_clean(builder, &lines, format);
    starts = ARENA_ARRAY(arena, size_t, lines.n + 1);
    serials = ARENA_ARRAY(arena, uint32_t, lines.n + 1);
    source = source_from_bytes(arena, builder->diag, builder_lines_text(builder, &lines, starts),
                               builder->name, STR("UTF-8"));
    if (!source)
        return NULL;
    intake->source = source;
    for (size_t i = 0; i < lines.n; i++) {
        IntakeLine *line = &lines.at[i];

        serials[i] = (uint32_t)line->offset;
        line->offset = starts[i];
        line->lines = line->kind == INTAKE_TABLE ? (uint32_t)line->table->row_count : 1;
        if (line->kind == INTAKE_PARAGRAPH)
            line->text = str_slice(intake->source->text, starts[i], starts[i] + line->text.n);
    }
    spots_take(builder, &lines, source);
    for (size_t i = 0; i < builder->remarks.n; i++)
        builder->remarks.at[i].place =
            remark_place(builder, &lines, serials, intake->source, builder->remarks.at[i].place.line);
    report_remarks(builder);
    intake->format = format;
    intake->reach = builder->reach;
    intake->lines = lines.at;
    intake->line_count = lines.n;
    intake->remarks = builder->remarks.at;
    intake->remark_count = builder->remarks.n;
    for (int i = 0; i < LEFT_COUNT; i++)
        intake->counts[i] = builder->counts[i];
    return intake;
}

const IntakeSpot *intake_spot(const Intake *intake, uint32_t line, uint32_t column)
{
    for (size_t i = 0; i < intake->line_count; i++) {
        const IntakeLine *one = &intake->lines[i];
        uint32_t first = source_line_of(intake->source, one->offset);
        const IntakeSpot *spot = NULL;
        size_t at = 0;

        if (line < first || line >= first + (one->lines ? one->lines : 1) || one->spot_count == 0)
            continue;
        if (one->kind == INTAKE_TABLE)
            at = line - first;
        else
            for (uint32_t c = 1; c < column && at < one->text.n; c++)
                utf8_next(one->text, &at);
        for (size_t k = 0; k < one->spot_count && (!spot || one->spots[k].from <= at); k++)
            spot = &one->spots[k];
        return spot;
    }
    return NULL;
}
