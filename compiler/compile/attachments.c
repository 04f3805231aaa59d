// What is published beside the document as it is: files that gongkai.yaml names under `attachments:`, and
// those of the project that a link of the text leads to. Pictures go without who made them; of other files
// the rule attachment-author asks.
#include "base/path.h"
#include "compile/internal-outputs.h"
#include "image/image.h"

static bool is_hidden(Str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (name.at[i] == '.' && (i == 0 || name.at[i - 1] == '/'))
            return true;
    return false;
}

// A picture as it is published; of another file the same bytes.
static Str public_bytes(Arena *arena, Str name, Str bytes)
{
    Diag *trial = diag_new();
    bool picture = str_ends(name, STR(".png")) || str_ends(name, STR(".jpg")) || str_ends(name, STR(".jpeg"));
    const Image *image = picture ? image_read(arena, trial, bytes, name, (Place){.file = name}) : NULL;

    diag_free(trial);
    return image ? image_public(arena, image) : bytes;
}

static void add(Attachments *attachments, Arena *arena, Diag *diag, const Project *project, Str written)
{
    Str name, bytes;
    Input input = input_named_file(arena, (Input){.root = project->folder}, written);

    // One that is not there was told of (attachment-missing); what a link leads to may be elsewhere on the
    // site.
    if (!path_below(arena, written, &name) || is_hidden(name) || !input_may_be_file(input))
        return;
    for (size_t i = 0; i < attachments->n; i++)
        if (str_equal(attachments->at[i].name, name))
            return;
    if (source_bytes(arena, diag, input, name, &bytes))
        *vec_push(arena, attachments) = (Attachment){.name = name, .bytes = public_bytes(arena, name, bytes)};
}

Attachments attachments_read(Arena *arena, Diag *diag, const Document *document)
{
    Attachments attachments = {0};
    NodeWalk walk = node_walk(document->root);

    for (size_t i = 0; !document->only && i < document->project->attachment_count; i++)
        add(&attachments, arena, diag, document->project, document->project->attachments[i]);
    while (node_walk_next(&walk))
        if (walk.entering && node_links_file(walk.node))
            add(&attachments, arena, diag, document->project, walk.node->target);
    return attachments;
}

void attachments_digest(Arena *arena, const Attachments *attachments, Record *record)
{
    for (size_t i = 0; i < attachments->n; i++)
        record->input = str_print(
            arena, "%016llx",
            (unsigned long long)str_hash(str_print(arena, "%.*s %.*s %016llx", STR_ARG(record->input),
                                                   STR_ARG(attachments->at[i].name),
                                                   (unsigned long long)str_hash(attachments->at[i].bytes))));
}

bool attachments_add(const Attachments *attachments, Outputs *outputs, Diag *diag)
{
    bool good = true;

    for (size_t i = 0; i < attachments->n; i++) {
        Str name = attachments->at[i].name;
        if (outputs_find(outputs, name)) {
            diag_report(diag, SEVERITY_ERROR, "output-name", (Place){.file = name}, (Str){0},
                        _("the attachment has the name of a file that is made: give it another"));
            good = false;
            continue;
        }
        outputs_add(outputs, KIND_HTML, name, attachments->at[i].bytes);
    }
    return good;
}
