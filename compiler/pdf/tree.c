// Number and name trees of two levels: a root and leaves.
#include "pdf/internal-object.h"

enum { LEAF_ENTRIES = 64 };

Tree tree_new(PdfFile *file, const char *entries)
{
    return (Tree){
        .file = file, .entries = entries, .leaf = {.arena = file->arena}, .kids = {.arena = file->arena}};
}

static void leaf_close(Tree *tree)
{
    if (tree->leaf.n == 0)
        return;
    HPDF_Dict leaf = object_new(tree->file);
    object_body(tree->file, leaf,
                str_print(tree->file->arena, "/Limits [%.*s %.*s] /%s [%.*s]", STR_ARG(tree->first),
                          STR_ARG(tree->last), tree->entries, (int)tree->leaf.n, tree->leaf.at));
    put_reference(&tree->kids, object_id(leaf));
    buf_add_char(&tree->kids, ' ');
    tree->leaf.n = 0;
}

void tree_add(Tree *tree, Str key, Str value)
{
    if (tree->count % LEAF_ENTRIES == 0)
        leaf_close(tree);
    if (tree->leaf.n == 0)
        tree->first = str_copy(tree->file->arena, key);
    tree->last = str_copy(tree->file->arena, key);
    buf_add(&tree->leaf, key);
    buf_add_char(&tree->leaf, ' ');
    buf_add(&tree->leaf, value);
    buf_add_char(&tree->leaf, ' ');
    tree->count++;
}

HPDF_Dict tree_write(Tree *tree)
{
    leaf_close(tree);
    HPDF_Dict root = object_new(tree->file);
    Str body = tree->count == 0
                   ? str_print(tree->file->arena, "/%s []", tree->entries)
                   : str_print(tree->file->arena, "/Kids [%.*s]", (int)tree->kids.n, tree->kids.at);
    object_body(tree->file, root, body);
    return root;
}
