#include "convert/internal-convert.h"

// The lines of a text. Of Markdown, fenced ones are copied as they are.
static Lines lines_read(Arena *arena, const Source *source, ConvertFormat format)
{
    Lines lines = {0};
    bool fenced = false;

    for (uint32_t i = 1; i <= source->line_count; i++) {
        Str whole = source_line(source, i), text = str_trim(whole);
        bool fence =
            format == CONVERT_MARKDOWN && (str_starts(text, STR("```")) || str_starts(text, STR("~~~")));
        Line *line = vec_push(arena, &lines);

        *line = (Line){.text = fence || fenced ? whole : text, .markdown = format == CONVERT_MARKDOWN};
        line->verbatim = fence || fenced;
        if (fence)
            fenced = !fenced;
        while (line->markdown && !line->verbatim && line->heading < 6 && line->heading < (int)text.n &&
               text.at[line->heading] == '#')
            line->heading++;
        if (line->heading && (size_t)line->heading < text.n && text.at[line->heading] == ' ')
            line->text = str_trim(str_slice(text, (size_t)line->heading, text.n));
        else
            line->heading = 0;
        line->offset = line->text.n ? (size_t)(line->text.at - source->text.at) : source->lines[i - 1];
    }
    return lines;
}

static const Conversion *convert_lines(Arena *arena, Diag *diag, const Project *project, const Source *source,
                                       const Lines *lines)
{
    Convert convert = {
        .arena = arena, .diag = diag, .trial = diag_new(), .project = project, .source = source};
    const Conversion *made;

    convert.env = figure_env_new(arena, convert.trial, project);
    equal_read(&convert, document_build(arena, convert.trial, project, convert.env, false));
    convert.lexicon = lexicon_new(arena, project, convert.env, convert.trial);
    made = sections_write(&convert, lines);
    diag_free(convert.trial);
    return made;
}

const Conversion *convert_source(Arena *arena, Diag *diag, const Project *project, const Source *source,
                                 ConvertFormat format)
{
    Lines lines = lines_read(arena, source, format);

    return convert_lines(arena, diag, project, source, &lines);
}

const Conversion *convert_docx(Arena *arena, Diag *diag, const Project *project, Str bytes, Str name)
{
    Source *source;
    Lines lines = {0};

    if (!docx_lines(arena, diag, bytes, name, &source, &lines))
        return NULL;
    return convert_lines(arena, diag, project, source, &lines);
}
