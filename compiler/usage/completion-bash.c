// What bash proposes after TAB: a script of one function, which needs no package of completions.
#include <string.h>

#include "usage/tables.h"

// The names of options that a command has, with blanks between.
static void options_add(StrBuf *out, Command command)
{
    size_t n;
    const OptionSpec *specs = option_specs(&n);

    for (size_t i = 0; i < n; i++)
        if (specs[i].commands & UINT64_C(1) << command)
            buf_print(out, " --%s", specs[i].name);
}

// What is proposed for a value, as a command of the shell.
static const char *values_of(OptionTakes takes)
{
    switch (takes) {
    case TAKES_FOLDER:
    case TAKES_PROJECT:
        return "_gongkai_folders";
    case TAKES_FILE:
        return "_gongkai_files";
    case TAKES_SECTION:
        return "_gongkai_lines \"$(gongkai help --sections \"$folder\" 2>/dev/null)\"";
    case TAKES_TEMPLATE:
        return "_gongkai_lines \"$(gongkai help --templates 2>/dev/null)\"; _gongkai_folders";
    case TAKES_TABLE_SET:
        return "_gongkai_lines \"$(gongkai help --table-sets \"$template\" 2>/dev/null)\"";
    default:
        return ":";
    }
}

static void option_case_add(StrBuf *out, const char *command, const OptionSpec *spec)
{
    buf_print(out, "    '%s --%s'", command, spec->name);
    if (spec->letter)
        buf_print(out, " | '%s -%c'", command, spec->letter);
    if (spec->takes == TAKES_CHOICE)
        buf_print(out, ") _gongkai_lines \"$(printf '%%s\\n' %s)\" ;;\n", spec->choices);
    else if (spec->takes == TAKES_CHOICES)
        buf_print(out, ") _gongkai_list %s ;;\n", spec->choices);
    else
        buf_print(out, ") %s ;;\n", values_of(spec->takes));
}

static void values_add(StrBuf *out)
{
    size_t n;
    const OptionSpec *specs = option_specs(&n);

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; specs[i].takes != TAKES_NONE && k < COMMAND_COUNT; k++)
            if (specs[i].commands & UINT64_C(1) << k)
                option_case_add(out, command_spec((Command)k)->name, &specs[i]);
}

static const char *operands_of(const CommandSpec *spec)
{
    if (spec->operands == OPERANDS_COMMAND)
        return "_gongkai_commands";
    if (spec->folders == FOLDER_OR_NAME)
        return "_gongkai_lines \"$(gongkai help --templates 2>/dev/null)\"; _gongkai_folders";
    if (spec->folders == FOLDER_OR_FILE || spec->operands == OPERANDS_FILE_FOLDER ||
        spec->operands == OPERANDS_VERIFY)
        return "_gongkai_files";
    return "_gongkai_folders";
}

static const char functions[] =
    "# What bash proposes for gongkai after TAB. Made by: gongkai help --completion bash\n"
    "\n"
    "# Adds those of the lines that begin with what is typed, quoted.\n"
    "_gongkai_lines() {\n"
    "  local line\n"
    "  while IFS= read -r line; do\n"
    "    [[ -n $line && $line == \"$typed\"* ]] && COMPREPLY+=(\"$(printf '%q' \"$line\")\")\n"
    "  done <<<\"$1\"\n"
    "}\n"
    "\n"
    "# The same of the last of a list with commas.\n"
    "_gongkai_list() {\n"
    "  local before='' one\n"
    "  [[ $typed == *,* ]] && before=${typed%,*},\n"
    "  for one in \"$@\"; do\n"
    "    [[ $before$one == \"$typed\"* ]] && COMPREPLY+=(\"$before$one\")\n"
    "  done\n"
    "}\n"
    "\n"
    "_gongkai_files() {\n"
    "  compopt -o filenames 2>/dev/null\n"
    "  local line\n"
    "  while IFS= read -r line; do [[ -n $line ]] && COMPREPLY+=(\"$line\"); done < <(compgen -f -- "
    "\"$typed\")\n"
    "}\n"
    "\n"
    "_gongkai_folders() {\n"
    "  compopt -o filenames 2>/dev/null\n"
    "  local line\n"
    "  while IFS= read -r line; do [[ -n $line ]] && COMPREPLY+=(\"$line\"); done < <(compgen -d -- "
    "\"$typed\")\n"
    "}\n"
    "\n";

static const char reading[] =
    "_gongkai() {\n"
    "  local typed=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command='' word i\n"
    "  local folder=. template=department-budget own=''\n"
    "  COMPREPLY=()\n"
    "  # bash parts --to=pdf into three words.\n"
    "  if [[ $typed == = ]]; then typed=''; elif [[ $before == = ]]; then "
    "before=${COMP_WORDS[COMP_CWORD-2]}; "
    "fi\n"
    "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "    word=${COMP_WORDS[i]}\n"
    "    if [[ $word == --template ]]; then\n"
    "      template=${COMP_WORDS[i+1]}\n"
    "      [[ $template == = ]] && template=${COMP_WORDS[i+2]}\n"
    "    elif [[ -z $command && $word != -* ]]; then\n"
    "      command=$word\n"
    "    elif [[ $word != -* && -f $word/gongkai.yaml ]]; then\n"
    "      folder=$word\n"
    "    fi\n"
    "  done\n";

// The commands of two words: the second, once the first stands there.
static void groups_add(StrBuf *out)
{
    buf_add_c(out, "  case $command in\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const char *name = command_spec((Command)i)->name, *blank = strchr(name, ' ');
        size_t n = blank ? (size_t)(blank - name) : 0;

        // Once for the first of its kind; those of one kind stand together.
        if (!blank || (i > 0 && strncmp(command_spec((Command)(i - 1))->name, name, n + 1) == 0))
            continue;
        buf_print(out,
                  "  %.*s)\n    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n      case $word in\n",
                  (int)n, name);
        for (size_t k = i; k < COMMAND_COUNT; k++)
            if (strncmp(command_spec((Command)k)->name, name, n + 1) == 0)
                buf_print(out, "      %s) command='%s' ;;\n", command_spec((Command)k)->name + n + 1,
                          command_spec((Command)k)->name);
        buf_print(out,
                  "      esac\n    done\n    if [[ $command == %.*s ]]; then\n      typed=$typed "
                  "_gongkai_lines \"$(printf '%%s\\n'",
                  (int)n, name);
        for (size_t k = i; k < COMMAND_COUNT; k++)
            if (strncmp(command_spec((Command)k)->name, name, n + 1) == 0)
                buf_print(out, " %s", command_spec((Command)k)->name + n + 1);
        buf_add_c(out, ")\"\n      return\n    fi\n    ;;\n");
    }
    buf_add_c(out, "  esac\n");
}

Str completion_bash(Arena *arena)
{
    StrBuf out = {.arena = arena};
    StrBuf first = {.arena = arena}; // the first words of commands, each once

    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const char *name = command_spec((Command)i)->name;
        int n = (int)strcspn(name, " ");

        if (i == 0 || strncmp(command_spec((Command)(i - 1))->name, name, (size_t)n + 1) != 0)
            buf_print(&first, " %.*s", n, name);
    }
    buf_add_c(&out, functions);
    buf_print(&out, "_gongkai_commands() {\n  _gongkai_lines \"$(printf '%%s\\n'%.*s)\"\n}\n\n",
              STR_ARG(buf_str(&first)));
    buf_add_c(&out, reading);
    buf_add_c(
        &out,
        "  if [[ -z $command ]]; then\n"
        "    if [[ $typed == -* ]]; then _gongkai_lines $'--help\\n--version'; else _gongkai_commands; fi\n"
        "    return\n"
        "  fi\n");
    groups_add(&out);
    buf_add_c(&out, "  case $command in\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        buf_print(&out, "  '%s') own='", command_spec((Command)i)->name);
        options_add(&out, (Command)i);
        buf_add_c(&out, "' ;;\n");
    }
    buf_add_c(&out, "  esac\n"
                    "  if [[ $before == -* ]]; then\n"
                    "    case \"$command $before\" in\n");
    values_add(&out);
    buf_add_c(&out, "    *) before='' ;;\n"
                    "    esac\n"
                    "    [[ -n $before ]] && return\n"
                    "  fi\n"
                    "  if [[ $typed == -* ]]; then\n"
                    "    # shellcheck disable=SC2086\n"
                    "    _gongkai_lines \"$(printf '%s\\n' $own)\"\n"
                    "    return\n"
                    "  fi\n"
                    "  case $command in\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        buf_print(&out, "  '%s') %s ;;\n", command_spec((Command)i)->name,
                  operands_of(command_spec((Command)i)));
    buf_add_c(&out, "  esac\n}\n\ncomplete -F _gongkai gongkai\n");
    return buf_str(&out);
}
