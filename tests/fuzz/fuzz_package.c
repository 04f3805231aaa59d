// A file's bytes as an archive of office parts: its relations, and the parts that they lead to as XML.
#include "fuzz.h"

#include "package/package.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str bytes = {(const char *)data, size}, stream;

    for (int kind = PACKAGE_WORKBOOK; kind <= PACKAGE_TEXT; kind++) {
        Arena *arena = arena_new();
        Diag *diag = diag_new();
        Package *package = package_from_bytes(arena, diag, bytes, STR("表.xlsx"), (PackageKind)kind);
        Relations relations;

        if (package && package_relations(package, diag, (Str){0}, &relations))
            for (size_t i = 0; i < relations.n; i++) {
                XmlHandler ignore = {0};

                package_xml(package, diag, relations.at[i].target, &ignore);
            }
        if (compound_is(bytes)) {
            Compound *compound = compound_from_bytes(arena, diag, bytes, STR("表.xls"));

            if (compound && compound_has(compound, "Workbook"))
                compound_stream(compound, diag, "Workbook", &stream);
        }
        diag_free(diag);
        arena_free(arena);
    }
    return 0;
}
