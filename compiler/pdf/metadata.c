// Info, the output intent, the catalog's own entries (ISO 32000-1 14, ISO 16684-1, ISO
// 19005-2).
#include <lcms2.h>
#include <string.h>

#include "pdf/internal-metadata.h"

// libharu has UTF-16 strings through encoders only; a binary string is written as it is.
static void info_set(PdfFile *file, const char *key, Str text)
{
    StrBuf utf16 = {.arena = file->arena};
    if (text.n == 0)
        return;
    buf_add(&utf16, (Str){"\xfe\xff", 2});
    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at);
        uint16_t units[2] = {(uint16_t)code};
        size_t n = 1;
        if (code >= 0x10000) {
            units[0] = (uint16_t)(0xd800 + ((code - 0x10000) >> 10));
            units[1] = (uint16_t)(0xdc00 + ((code - 0x10000) & 0x3ff));
            n = 2;
        }
        for (size_t i = 0; i < n; i++) {
            buf_add_char(&utf16, (char)(units[i] >> 8));
            buf_add_char(&utf16, (char)(units[i] & 0xff));
        }
    }
    file_check(file,
               HPDF_Dict_Add(file->doc->info, key,
                             HPDF_Binary_New(file->doc->mmgr, (HPDF_BYTE *)utf16.at, (HPDF_UINT)utf16.n)));
}

static void info_write(PdfFile *file, const Pages *pages, Str producer)
{
    Str date = date_print(file->arena, pages->time, "D:%Y%m%d%H%M%S+08'00'");
    info_set(file, "Title", pages->title);
    info_set(file, "Author", pages->author);
    info_set(file, "Subject", pages->subject);
    info_set(file, "Producer", producer);
    for (size_t i = 0; i < 2 && date.n > 0; i++)
        file_check(file, HPDF_Dict_Add(file->doc->info, i == 0 ? "CreationDate" : "ModDate",
                                       HPDF_String_New(file->doc->mmgr, date.at, NULL)));
}

// Little CMS stamps the clock (bytes 24 to 35 of the header) and the machine's platform (40 to 43) into a
// profile (ICC.1:2010, 7.2).
static Str srgb_profile(Arena *arena)
{
    cmsHPROFILE profile = cmsCreate_sRGBProfile();
    cmsUInt32Number n = 0;
    char *bytes = NULL;
    if (profile && cmsSaveProfileToMem(profile, NULL, &n) && n > 128) {
        bytes = arena_alloc(arena, n);
        if (!cmsSaveProfileToMem(profile, bytes, &n))
            bytes = NULL;
    }
    if (profile)
        cmsCloseProfile(profile);
    if (!bytes)
        return (Str){0};
    static const char date[12] = {0x07, (char)0xd0, 0, 1, 0, 1}; // 1 January 2000
    memcpy(bytes + 24, date, sizeof date);
    memset(bytes + 40, 0, 4);
    return (Str){bytes, n};
}

static HPDF_Dict intent_write(PdfFile *file)
{
    Str profile = srgb_profile(file->arena);
    HPDF_Dict stream = stream_new(file, STR("/N 3"), STREAM_FLATE,
                                  profile.at ? file_deflate(file->arena, profile) : profile);
    HPDF_Dict intent = object_new(file);
    object_body(file, intent,
                str_print(file->arena,
                          "/Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) "
                          "/Info (sRGB IEC61966-2.1) /DestOutputProfile %u 0 R",
                          object_id(stream)));
    return intent;
}

void metadata_write(PdfFile *file, const Pages *pages, PdfOptions options, Claims claims)
{
    HPDF_Catalog catalog = file->doc->catalog;
    HPDF_MMgr mmgr = file->doc->mmgr;
    info_write(file, pages, options.producer);
    file_check(file, HPDF_Dict_Add(catalog, "Metadata", xmp_write(file, pages, options.producer, claims)));
    HPDF_Array intents = HPDF_Array_New(mmgr);
    if (intents)
        file_check(file, HPDF_Array_Add(intents, intent_write(file)));
    file_check(file, HPDF_Dict_Add(catalog, "OutputIntents", intents));
    Str language = pages->language.n > 0 ? pages->language : STR("zh-CN");
    file_check(file,
               HPDF_Dict_Add(catalog, "Lang", HPDF_String_New(mmgr, str_c(file->arena, language), NULL)));
    HPDF_Dict view = object_new(file), mark = object_new(file);
    object_body(file, view, STR("/DisplayDocTitle true"));
    object_body(file, mark, STR("/Marked true"));
    file_check(file, HPDF_Dict_Add(catalog, "ViewerPreferences", view));
    if (pages->element_count > 0)
        file_check(file, HPDF_Dict_Add(catalog, "MarkInfo", mark));
}
