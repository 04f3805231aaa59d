// The forms of a command, as its usage shows them: what commands.c writes of them, and each option that is
// not named there.
#include "usage/tables.h"

static bool ends_name(Str text, size_t at)
{
    return at >= text.n || ((text.at[at] < 'a' || text.at[at] > 'z') && text.at[at] != '-');
}

// Whether an option stands in a text, by either name.
static bool is_named(Arena *arena, Str text, const OptionSpec *spec)
{
    Str name = str_print(arena, "--%s", spec->name), letter = str_print(arena, "-%c ", spec->letter);

    for (ptrdiff_t at = 0; (at = str_find(text, name, (size_t)at)) >= 0; at++)
        if (ends_name(text, (size_t)at + name.n))
            return true;
    return spec->letter && str_find(text, letter, 0) >= 0;
}

static void option_add(StrBuf *form, const OptionSpec *spec)
{
    buf_print(form, " [--%s", spec->name);
    if (spec->shown)
        buf_print(form, " %s", _(spec->shown));
    buf_add_c(form, "]");
}

Str *command_forms(Arena *arena, Command command, size_t *n)
{
    const CommandSpec *spec = command_spec(command);
    VEC(Str) forms = {0};
    Str written = str_of(_(spec->synopsis));
    size_t count;
    const OptionSpec *specs = option_specs(&count);

    for (Str rest = written; rest.n > 0;) {
        ptrdiff_t end = str_find_char(rest, '\n', 0);
        StrBuf form = {.arena = arena};

        buf_add(&form, end < 0 ? rest : str_slice(rest, 0, (size_t)end));
        rest = end < 0 ? (Str){0} : str_slice(rest, (size_t)end + 1, rest.n);
        for (size_t i = 0; forms.n == 0 && i < count; i++)
            if (specs[i].commands != OF_ALL && (specs[i].commands & UINT64_C(1) << command) &&
                !is_named(arena, written, &specs[i]))
                option_add(&form, &specs[i]);
        *vec_push(arena, &forms) = buf_str(&form);
    }
    *n = forms.n;
    return forms.at;
}
