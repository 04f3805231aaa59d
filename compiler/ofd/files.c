// Files that go with the document as its data.
#include "ofd/internal-ofd.h"

// The end of a name, without its dot.
static Str format_of(Str name)
{
    size_t from = name.n;
    while (from > 0 && name.at[from - 1] != '.')
        from--;
    return from > 0 ? str_slice(name, from, name.n) : (Str){0};
}

static Str part_name(Arena *arena, size_t i, Str format)
{
    return str_print(arena, "file-%zu.%.*s", i + 1, STR_ARG(format.n > 0 ? format : STR("bin")));
}

Str files_write(Arena *arena, OfdOptions options, int64_t time)
{
    StrBuf out = {.arena = arena};
    Str moment = moment_of(arena, time);
    add_root(&out, "Attachments");
    buf_add(&out, STR(">\n"));
    for (size_t i = 0; i < options.attachment_count; i++) {
        const OfdAttachment *file = &options.attachments[i];
        Str format = format_of(file->name);
        size_t stem = format.n > 0 ? file->name.n - format.n - 1 : file->name.n;
        buf_print(&out, "<ofd:Attachment ID=\"file-%zu\"", i + 1);
        add_attribute(&out, "Name", str_slice(file->name, 0, stem));
        if (format.n > 0)
            add_attribute(&out, "Format", format);
        if (moment.n > 0)
            add_attribute(&out, "ModDate", moment);
        // In kilobytes, as the standard has it.
        buf_print(&out, " Size=\"%zu.%03zu\" Visible=\"true\"", file->bytes.n / 1024,
                  file->bytes.n % 1024 * 1000 / 1024);
        add_attribute(&out, "Usage", file->description.n > 0 ? file->description : STR("none"));
        buf_add_char(&out, '>');
        add_element(&out, "FileLoc", part_name(arena, i, format));
        buf_add(&out, STR("</ofd:Attachment>\n"));
    }
    buf_add(&out, STR("</ofd:Attachments>\n"));
    return buf_str(&out);
}

void files_add(PackageWriter *package, Arena *arena, OfdOptions options)
{
    for (size_t i = 0; i < options.attachment_count; i++) {
        Str name = part_name(arena, i, format_of(options.attachments[i].name));
        package_add(package, str_print(arena, "Doc_0/Attachs/%.*s", STR_ARG(name)),
                    options.attachments[i].bytes);
    }
}
