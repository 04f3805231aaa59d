// A document's copy for approval, from its tree to the file's bytes.
#include "docx/internal-docx.h"

Str docx_write(Arena *arena, Diag *diag, const Document *document, DocxOptions options)
{
    Writing writing = {.arena = arena,
                       .diag = diag,
                       .document = document,
                       .style = document->project->style,
                       .words = document->project->template->words,
                       .options = options,
                       .printed = document_printed_marked(arena, document),
                       .body = {.arena = arena},
                       .notes = {.arena = arena}};
    CopyMap map = docx_map(arena, document, &writing.printed, options);
    PackageWriter *package = package_writer(arena);

    writing.map = &map;
    write_body(&writing);
    parts_add(&writing, package);
    return package_write(package, diag, STR("docx"));
}
