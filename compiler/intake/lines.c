// Plain text and Markdown: each line one, those that a viewer broke joined.
#include "intake/internal-intake.h"

// ---- Markdown: fenced lines are copied as they are

static bool is_fence(Str text)
{
    return str_starts(text, STR("```")) || str_starts(text, STR("~~~"));
}

static const Intake *read_markdown(Arena *arena, const Source *source)
{
    Intake *intake = ARENA_NEW(arena, Intake);
    IntakeLines lines = {0};
    bool fenced = false;

    for (uint32_t i = 1; i <= source->line_count; i++) {
        Str whole = source_line(source, i), text = str_trim(whole);
        bool fence = is_fence(text);
        IntakeLine *line = vec_push(arena, &lines);

        *line = (IntakeLine){.text = fence || fenced ? whole : text, .lines = 1, .markdown = true};
        line->verbatim = fence || fenced;
        fenced ^= fence;
        while (!line->verbatim && line->heading < 6 && line->heading < (int)text.n &&
               text.at[line->heading] == '#')
            line->heading++;
        if (line->heading && (size_t)line->heading < text.n && text.at[line->heading] == ' ')
            line->text = str_trim(str_slice(text, (size_t)line->heading, text.n));
        else
            line->heading = 0;
        line->offset = line->text.n ? (size_t)(line->text.at - source->text.at) : source->lines[i - 1];
    }
    *intake = (Intake){.format = INTAKE_MARKDOWN, .source = source, .lines = lines.at, .line_count = lines.n};
    return intake;
}

const Intake *intake_text(Arena *arena, Diag *diag, const Source *source, IntakeFormat format)
{
    Builder build;

    if (format == INTAKE_MARKDOWN)
        return read_markdown(arena, source);
    build = builder_new(arena, diag, source->name);
    for (uint32_t i = 1; i <= source->line_count; i++) {
        builder_line(&build, source_line(source, i));
    }
    return builder_end(&build, INTAKE_TEXT);
}
