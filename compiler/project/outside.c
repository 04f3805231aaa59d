// What a manifest names elsewhere, for who wants to know all that was read.
#include "project/internal-project.h"

// From the project's folder, as it was reached: ../2022.
static Str outside_path(Arena *arena, Str folder, Str root)
{
    if (str_starts(root, folder) && root.n > folder.n + 1 && root.at[folder.n] == '/')
        return str_slice(root, folder.n + 1, root.n);
    return str_copy(arena, root);
}

void project_note_outside(ProjectReader *reader, const char *key, Input input)
{
    const ProjectReader *top = reader->top ? reader->top : reader;
    Str path;

    if (input.root.n == 0 || str_equal(input.root, top->folder.root))
        return;
    path = outside_path(reader->arena, top->folder.root, input_path(reader->arena, input));
    for (size_t i = 0; i < reader->outside->n; i++)
        if (str_equal(reader->outside->at[i].path, path))
            return;
    *vec_push(reader->arena, reader->outside) = (Outside){key, path};
}

void project_check_example(ProjectReader *reader, const YamlNode *node, const Project *other)
{
    if (other->example && !reader->project->example)
        diag_report(reader->diag, SEVERITY_ERROR, "starter-left", yaml_place(node),
                    str_of(_("name your own; its figures are invented")),
                    _("the project “%.*s” is an example"), STR_ARG(node->text));
}
