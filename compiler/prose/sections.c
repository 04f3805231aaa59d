// What a template wants said: its sections and what they mention.
#include "prose/internal-prose.h"

#include <string.h>

#include "text/text.h"

// All that stands under a section: its headings and paragraphs, folded.
static Str section_text(Prose *prose, const SectionSpec *spec)
{
    StrBuf buf = {.arena = prose->arena};

    for (size_t b = 0; b < prose->blocks.n; b++) {
        const SectionSpec *own = prose->blocks.at[b].section;
        bool part = own && spec->level == 1 && own > spec && own->level == 2;
        for (const SectionSpec *s = spec + 1; part && s <= own; s++)
            part = s->level == 2;
        if (own == spec || part)
            buf_add(&buf, prose->blocks.at[b].text);
    }
    return name_fold(prose->arena, buf_str(&buf));
}

// All that the document says but where amounts are free: duties and definitions name what is told elsewhere.
static Str document_text(Prose *prose)
{
    StrBuf buf = {.arena = prose->arena};

    for (size_t b = 0; b < prose->blocks.n; b++)
        if (prose->blocks.at[b].amounts != AMOUNTS_FREE)
            buf_add(&buf, prose->blocks.at[b].text);
    return name_fold(prose->arena, buf_str(&buf));
}

static ProseBlock *section_heading(Prose *prose, const SectionSpec *spec)
{
    for (size_t b = 0; b < prose->blocks.n; b++)
        if (prose->blocks.at[b].section == spec && prose_is_heading(&prose->blocks.at[b]))
            return &prose->blocks.at[b];
    return NULL;
}

// “比上年|相比”: one of them will do.
static bool mentions(Arena *arena, Str text, Str words)
{
    for (size_t from = 0; from <= words.n;) {
        ptrdiff_t bar = str_find_char(words, '|', from);
        size_t to = bar < 0 ? words.n : (size_t)bar;
        if (str_find(text, name_fold(arena, str_slice(words, from, to)), 0) >= 0)
            return true;
        from = to + 1;
    }
    return false;
}

// “比上年|相比” as people write it.
static Str alternatives(Arena *arena, Str words)
{
    StrBuf buf = {.arena = arena};
    for (size_t i = 0; i < words.n; i++)
        if (words.at[i] == '|')
            buf_add(&buf, str_of(/* between words of which one will do */ _("” or “")));
        else
            buf_add(&buf, str_slice(words, i, i + 1));
    return buf_str(&buf);
}

// The heading that is meant for the section, by its name; NULL: none is near it.
static ProseBlock *heading_named_nearly(Prose *prose, const SectionSpec *spec)
{
    VEC(Str) names = {0};
    VEC(ProseBlock *) headings = {0};

    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        if (!prose_is_heading(block) || (block->section && block->section->level == block->node->level))
            continue;
        *vec_push(prose->arena, &names) = text_name(block->text);
        *vec_push(prose->arena, &headings) = block;
    }
    Str nearest = name_nearest(spec->name, names.at, names.n);
    for (size_t i = 0; nearest.n && i < names.n; i++)
        if (str_equal(names.at[i], nearest))
            return headings.at[i];
    return NULL;
}

// The heading of the template's section that stands before it; NULL: none of them is there.
static ProseBlock *heading_before(Prose *prose, const SectionSpec *spec)
{
    const SectionSpec *first = prose->project->template->sections;
    ProseBlock *heading = NULL;

    for (const SectionSpec *before = spec; before > first && !heading;)
        heading = section_heading(prose, --before);
    return heading;
}

// At the heading that may be meant for it, or the one that it would follow.
static void report_absent(Prose *prose, const SectionSpec *spec)
{
    ProseBlock *near = heading_named_nearly(prose, spec), *before = near ? NULL : heading_before(prose, spec);
    Str message = str_print(prose->arena, _("the document has no “%.*s”"), STR_ARG(spec->name));
    Str hint = str_print(prose->arena, _("write it under the heading “%.*s”"), STR_ARG(spec->name));

    if (near)
        prose_report(prose, (ProseRange){near, 0, near->text.n}, "section-required",
                     str_print(prose->arena, _("is this its heading? Name it “%.*s”"), STR_ARG(spec->name)),
                     "%.*s", STR_ARG(message));
    else if (before)
        prose_report(prose, (ProseRange){before, 0, before->text.n}, "section-required",
                     str_print(prose->arena, _("%.*s, after this one"), STR_ARG(hint)), "%.*s",
                     STR_ARG(message));
    else
        prose_report_place(prose, prose_manifest_place(prose, NULL), "section-required", hint, "%.*s",
                           STR_ARG(message));
}

static void check_section(Prose *prose, const SectionSpec *spec)
{
    ProseBlock *heading = section_heading(prose, spec);

    if (!prose_applies(prose, spec->when))
        return;
    if (!heading) {
        if (spec->required && !prose->project->sections_reported)
            report_absent(prose, spec);
        return;
    }
    if (!spec->mention_count || prose->document->incomplete)
        return;
    Str text = section_text(prose, spec);
    // What a figure would have said that has no value, and is reported, nobody knows.
    if (str_find(text, name_fold(prose->arena, prose->project->template->wording.unavailable), 0) >= 0)
        return;
    for (size_t i = 0; i < spec->mention_count; i++) {
        bool anywhere = spec->mentions[i].anywhere;

        if (mentions(prose->arena, anywhere ? document_text(prose) : text, spec->mentions[i].words) ||
            !prose_applies(prose, spec->mentions[i].when))
            continue;
        Str words = alternatives(prose->arena, spec->mentions[i].words);
        prose_report(prose, (ProseRange){heading, 0, heading->text.n}, "mention-missing",
                     str_of(_("say it, or say that there is none")),
                     anywhere ? _("neither “%.*s” nor any other section mentions “%.*s”")
                              : _("“%.*s” does not mention “%.*s”"),
                     STR_ARG(spec->name), STR_ARG(words));
    }
}

// ---- changes and their reasons

static const ProseNumber *changed_amount(const ProseBlock *block)
{
    for (size_t i = 0; i < block->numbers.n; i++) {
        const ProseNumber *number = &block->numbers.at[i];
        if (number->kind == NUMBER_MONEY && number->direction && mpq_sgn(number->value) != 0)
            return number;
    }
    return NULL;
}

static bool gives_reason(const ProseBlock *block)
{
    return words_in(block->words->lists[WORDS_REASON], block->text);
}

// ……减少239万元；其中：公务接待费减少13万元: the parts tell what made it change. ……具体情况如下：: so do
// paragraphs that follow.
static bool told_by_parts(const ProseBlock *block, const ProseNumber *number)
{
    const ProseNumber *end = block->numbers.at + block->numbers.n;
    Str text = str_trim(block->text);

    for (const ProseNumber *part = number + 1; part < end; part++)
        if (part->kind == NUMBER_MONEY && part->direction && mpq_sgn(part->value) != 0 &&
            words_in(block->words->lists[WORDS_BREAKDOWN], str_slice(block->text, number->after, part->from)))
            return true;
    return text_ends(text, "：");
}

// ……增加180万元，大力开展招商工作。: a clause after the change, without a number, is a reason.
static bool told_by_clause(const ProseBlock *block, const ProseNumber *number)
{
    Str sentence = prose_sentence(block->text, number->after, number->after);
    size_t end = (size_t)(sentence.at - block->text.at) + sentence.n;
    Str rest = str_slice(block->text, number->after, end);
    ptrdiff_t comma = text_find(rest, "，", 0);

    if (comma < 0)
        return false;
    size_t from = number->after + (size_t)comma + strlen("，");
    Str clause = prose_clause(block->text, from, from);
    for (const ProseNumber *next = number; next < block->numbers.at + block->numbers.n; next++)
        if (next->from >= from && next->from < from + clause.n)
            return false;
    return utf8_count(clause) >= 6;
}

// A change of what the section must explain has its reason in its paragraph or in the one after it.
static void check_change(Prose *prose, size_t b)
{
    ProseBlock *block = &prose->blocks.at[b];
    const SectionSpec *section = block->section;
    const ProseNumber *number = section && section->reason_count ? changed_amount(block) : NULL;
    const ProseBlock *next = b + 1 < prose->blocks.n ? block + 1 : NULL;

    if (!number || gives_reason(block) || told_by_parts(block, number) || told_by_clause(block, number) ||
        (next && !prose_is_heading(next) && gives_reason(next) && !changed_amount(next)))
        return;
    Str text = name_fold(prose->arena, block->text);
    for (size_t i = 0; i < section->reason_count; i++) {
        Str words = section->reasons[i];
        ptrdiff_t bar = str_find_char(words, '|', 0);
        if (!mentions(prose->arena, text, words))
            continue;
        prose_report(prose, (ProseRange){block, number->from, number->after}, "change-unexplained",
                     str_of(_("say what made it change: 主要原因是……")),
                     _("the change of %.*s has no reason"),
                     STR_ARG(str_slice(words, 0, bar < 0 ? words.n : (size_t)bar)));
        return;
    }
}

void prose_check_sections(Prose *prose)
{
    const Template *template = prose->project->template;

    prose_check_conditions(prose);
    for (size_t i = 0; i < template->section_count; i++)
        check_section(prose, &template->sections[i]);
    for (size_t b = 0; b < prose->blocks.n; b++)
        check_change(prose, b);
}
