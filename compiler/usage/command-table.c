#include "usage/tables.h"

static const CommandSpec commands[COMMAND_COUNT] = {
    [COMMAND_HELP] =
        {.name = "help",
         .synopsis = N_("[COMMAND] [--man]\n"
                        "--completion bash|zsh\n"
                        "--templates\n"
                        "--table-sets NAME\n"
                        "--sections DIR\n"
                        "--files OUT"),
         .summary = N_("say what a command does, with its options and two examples"),
         .description =
             N_("Without COMMAND it lists the commands. `gongkai COMMAND --help` is the same. All that help "
                "says, the manual pages and the completions are made from one table."),
         .examples = {{N_("help template new"), N_("how a template is begun")},
                      {N_("help --completion bash > ~/.bash_completion"),
                       N_("completions for bash, where no package has installed them")}},
         .operands = OPERANDS_COMMAND},
    [COMMAND_MENU] = {.name = "menu",
                      .synopsis = N_("[DIR]"),
                      .summary = N_("choose by digits what to do with the project in DIR"),
                      .description = N_("A menu for who types no commands: import last year's document, "
                                        "check, preview, build, make the Word "
                                        "copy for approval, take it back. It shows each command that it "
                                        "runs. The desktop entry opens it in "
                                        "the folder that was opened with it."),
                      .examples = {{N_("menu"), N_("in this folder")},
                                   {N_("menu shifeng"), N_("in another")}},
                      .operands = OPERANDS_PROJECT},
    [COMMAND_DOCTOR] =
        {.name = "doctor",
         .synopsis = N_("[DIR]"),
         .summary = N_("say what stands where on this machine: the page to send with a question"),
         .description =
             N_("Fonts of each face and what is missing, libraries with their versions, locale, folders and "
                "whether they may be written, programs of others, the kernel's sandbox. Nothing personal "
                "is in it. The exit status is 3 where something that is needed is missing."),
         .examples = {{N_("doctor"), N_("of this machine and this folder")},
                      {N_("doctor shifeng > doctor.txt"), N_("to a file, to be sent")}},
         .operands = OPERANDS_PROJECT},
    [COMMAND_BUILD] =
        {.name = "build",
         .synopsis =
             N_("[DIR…] [--to pdf,html,xlsx,data] [-o OUT] [--section NAME] [--strict] [--draft] "
                "[--attach] [--anew | --verify]\n"
                "--plan FILE --shard N [--anew | --verify]\n"
                "OFFICE [--only NAMES] [--failed] [--changed] [--to pdf,html,xlsx,data] [--strict] "
                "[--draft]\n"
                "[DIR…] --to docx [--round N | --final] [--since OLD] [--numbered] [--charts] [-o OUT]"),
         .summary = N_("check, then write all kinds of output to out/ in the project"),
         .description = N_("Reads the project, reports what is wrong with it, and where there is no error "
                           "writes a PDF, a web "
                           "site, the tables as workbooks and open data to `out/`. The folder is exchanged "
                           "whole: a build that "
                           "fails leaves the last good one.\n"
                           "With `--to docx` it writes instead the Word copy that goes round for approval, "
                           "to `out-review/`."),
         .examples = {{N_("build shifeng"), N_("all of what is published, to `shifeng/out/`")},
                      {N_("build shifeng --to pdf -o proof"), N_("the PDF alone, to `proof/`")}},
         .operands = OPERANDS_PROJECTS},
    [COMMAND_PLAN] =
        {.name = "plan",
         .synopsis =
             N_("[DIR…] --shards N -o OUT [--plan FILE] [--to pdf,html,xlsx,data] [--strict] [--draft] "
                "[--attach]"),
         .summary = N_("share many projects out to processes, on one machine or several"),
         .description = N_("Writes a plan: which documents there are, how they are built, and of which shard "
                           "each is. `gongkai build --plan FILE --shard N` builds one shard, whoever starts "
                           "it (GNU parallel, Slurm); `gongkai gather OUT` looks at what is there after all. "
                           "See docs/province.md."),
         .examples = {{N_("plan 部门/*/ --shards 40 -o 公开"), N_("forty shards, in `plan.json`")},
                      {N_("plan 部门/*/ --shards 8 -o 公开 --to html,pdf"), N_("eight, of sites and PDFs")}},
         .operands = OPERANDS_PROJECTS},
    [COMMAND_GATHER] = {.name = "gather",
                        .synopsis = N_("OUT [--plan FILE]"),
                        .summary =
                            N_("say what is there of many documents, and write the page that leads to them"),
                        .description = N_(
                            "Looks at every output in OUT, says which is a draft, damaged, older than its "
                            "project or missing, and writes `OUT/index.html`, which leads to those that are "
                            "whole. The exit status is 1 where one is not."),
                        .examples = {{N_("gather 公开"), N_("the page of what is there")},
                                     {N_("gather 公开 --plan plan.json"), N_("and what is not")}},
                        .operands = OPERANDS_FOLDER},
    [COMMAND_CHECK] =
        {.name = "check",
         .synopsis = N_("[DIR…|FILE…] [--strict] [--format text|json|sarif] [--report FILE.html] "
                        "[--fix [--dry-run]]\n"
                        "OFFICE [--only NAMES] [--failed] [--changed] [--strict] [--format text|json|sarif]"),
         .summary = N_("report all that is wrong; write nothing but what --fix mends"),
         .description = N_(
             "Holds text, figures and tables of a project against each other and against the rules of its "
             "kind "
             "of document (docs/rules.md), and says of each finding what must be mended, what is to be "
             "verified "
             "and what is a remark.\n"
             "Of a published FILE (.pdf, .docx, .odt, .html), or a folder of web pages, it does so without "
             "the "
             "project, at its pages."),
         .examples = {{N_("check shifeng"), N_("what is wrong with the project")},
                      {N_("check published.pdf --report found.html"),
                       N_("what is wrong with what was published, as a page")}},
         .operands = OPERANDS_PROJECTS,
         .folders = FOLDER_OR_FILE},
    [COMMAND_PREVIEW] = {.name = "preview",
                         .synopsis = N_("[DIR] [--section NAME] [--port N] [--draft]"),
                         .summary = N_("show it in the browser while it is written, built anew at each save"),
                         .description = N_("Prints an address for the browser on this machine, and shows the "
                                           "pages there and what is wrong with "
                                           "them. It ends with Ctrl-C."),
                         .examples = {{N_("preview shifeng"),
                                       N_("open the address that is printed in a browser")},
                                      {N_("preview shifeng --section 3 --port 8080"),
                                       N_("the third section alone, at a port of your own")}},
                         .operands = OPERANDS_PROJECT},
    [COMMAND_NEW] =
        {.name = "new",
         .synopsis = N_("DIR [--example] [--template NAME] [--table-set NAME] [--from DIR]\nDIR --office"),
         .summary = N_("begin a project in DIR, to be filled in"),
         .description = N_(
             "Writes a manifest, sections and tables with blanks, which `check` lists. With `--from` it goes "
             "on "
             "from last year's project, with `--example` it is a finished example. DIR is new or empty; the "
             "folders above it are made."),
         .examples = {{N_("new shifeng --template department-budget --table-set national"),
                       N_("the budget of a department, with the national tables")},
                      {N_("new 2025-budget --from 2024-budget"), N_("next year's, from this year's")}},
         .operands = OPERANDS_FOLDER,
         .folders = FOLDER_NEW},
    [COMMAND_TRACE] =
        {.name = "trace",
         .synopsis = N_("DIR FIGURE|VALUE|CELL"),
         .summary = N_("say what cells a figure is made from and everywhere they are used"),
         .description = N_(
             "Takes a figure by its name, an amount as it is printed (51.8, 51.8万元) or a cell "
             "(tables/表.csv:5:12, Sheet!B7)."),
         .examples = {{N_("trace shifeng 收入合计"), N_("a figure by its name")},
                      {N_("trace shifeng 51.8万元"), N_("every figure and cell of this amount")}},
         .operands = OPERANDS_TRACE},
    [COMMAND_CONVERT] =
        {.name = "convert",
         .synopsis = N_("IN.{docx,odt,html,pdf,txt,md} DIR [--each]"),
         .summary = N_("make DIR's sections of a text that was published for the year of its tables"),
         .description = N_(
             "The text is parted into the project's sections, and amounts that stand in its "
             "tables are bound to "
             "their cells. What stays typed is listed in a report beside them. IN may be a "
             "folder of published "
             "web pages with what hangs at them. A DIR that is not there, or is empty, becomes a "
             "project for what IN is."),
         .examples = {{N_("convert last-year.docx shifeng"),
                       N_("last year's text into the project's sections")},
                      {N_("convert published.pdf shifeng --each"),
                       N_("of a PDF; paragraphs that differ by their row alone become one passage")}},
         .operands = OPERANDS_FILE_FOLDER,
         .folders = FOLDER_OR_NEW},
    [COMMAND_MERGE] = {.name = "merge",
                       .synopsis = N_("EDITED.docx DIR [--tracked accept|reject|list] [--dry-run]"),
                       .summary = N_("take what was changed in a Word copy back into DIR's sections"),
                       .description = N_("The copy is one that `build --to docx` wrote and others edited. "
                                         "Figures stay bound to their cells; "
                                         "what touches a figure is said, not taken."),
                       .examples = {{N_("merge copy-edited.docx shifeng --dry-run"),
                                     N_("what would be taken")},
                                    {N_("merge copy-edited.docx shifeng"), N_("take it")}},
                       .operands = OPERANDS_FILE_FOLDER},
    [COMMAND_VERIFY] = {.name = "verify",
                        .synopsis = N_("PUBLISHED DIR [-o OUT]\n--list FILE.csv [-o OUT]"),
                        .summary = N_("say whether what was published is what DIR builds"),
                        .description = N_("PUBLISHED is a PDF, a web page or a workbook. Every sentence, "
                                          "figure and cell is compared; the exit "
                                          "status is 1 where something differs."),
                        .examples = {{N_("verify published.pdf shifeng"), N_("is this PDF the project's?")},
                                     {N_("verify --list list.csv"),
                                      N_("many: a file and its project, a line each")}},
                        .operands = OPERANDS_VERIFY},
    [COMMAND_DIFF] =
        {.name = "diff",
         .synopsis = N_("A [B] [--format text|json] [--report FILE.html]"),
         .summary = N_("compare two versions of a document, sentence by sentence and cell by cell"),
         .description =
             N_("A and B are projects or published files. A project alone is compared with its last year."),
         .examples = {{N_("diff shifeng-2023 shifeng-2024"), N_("what changed from one year's to the next")},
                      {N_("diff shifeng published.pdf --report compared.html"),
                       N_("side by side, as a page")}},
         .operands = OPERANDS_VERSIONS,
         .folders = FOLDER_OR_FILE},
    [COMMAND_TEMPLATE_CHECK] =
        {.name = "template check",
         .synopsis = N_("NAME|DIR [--strict]"),
         .summary = N_("evaluate everything in a template once, in each of its table sets"),
         .description = N_("Begins a project of each table set, evaluates each formula, phrase and rule of "
                           "the template in it, "
                           "and reports what no set can evaluate."),
         .examples = {{N_("template check department-budget"), N_("a template of Gongkai's own")},
                      {N_("template check ./hubei --strict"), N_("one in a folder; warnings are errors")}},
         .operands = OPERANDS_FOLDER,
         .folders = FOLDER_OR_NAME},
    [COMMAND_TEMPLATE_NEW] =
        {.name = "template new",
         .synopsis = N_("DIR --from FORM.{xlsx,xls,ods,docx}"),
         .summary = N_("begin a template in DIR from a form: its tables, their heads and fixed rows"),
         .description = N_(
             "FORM is the workbook or document with empty tables that a finance bureau hands out. What was "
             "assumed and what was not understood is listed."),
         .examples = {{N_("template new hubei --from form.xlsx"), N_("a template in `hubei/`")},
                      {N_("template new hubei --from form.docx"), N_("the same of a document")}},
         .operands = OPERANDS_FOLDER,
         .folders = FOLDER_NEW},
    [COMMAND_OFFICE_EXPORT] =
        {.name = "office export",
         .synopsis = N_("[DIR] DOC [-o OUT]"),
         .summary = N_("give one document of an office as a project of its own"),
         .description = N_("The project stands alone: its tables are cut from the export, its texts are the "
                           "shared ones with its own laid over them. What is changed in it is not taken "
                           "back into the office."),
         .examples = {{N_("office export 101"), N_("to `101_…/` in this folder, the office")},
                      {N_("office export qinghe 教育局 -o education"), N_("to `education/`")}},
         .operands = OPERANDS_OFFICE,
         .least = 1,
         .most = 1},
    [COMMAND_OFFICE_FINALIZE] =
        {.name = "office finalize",
         .synopsis = N_("[DIR] DOC…"),
         .summary = N_(
             "freeze what is approved: its content, its outputs in 公开/, a check code for the signed paper"),
         .description = N_("DOC is a document's code or name. Its project must have no errors; what it says "
                           "is copied to `存档/…/定稿` with its outputs and their digests, and is never "
                           "written again. Edits after it show in the status."),
         .examples = {{N_("office finalize 101"), N_("the document of department 101")},
                      {N_("office finalize qinghe 101 102"), N_("two of the office in `qinghe/`")}},
         .operands = OPERANDS_OFFICE,
         .least = 1,
         .most = SIZE_MAX},
    [COMMAND_OFFICE_RECORD] =
        {.name = "office record",
         .synopsis = N_("[DIR] DOC URL TIME"),
         .summary = N_("record where and when what is frozen was published"),
         .description = N_("Writes the address and the time to the ledger and gives the frozen version its "
                           "date (`首发_2026-02-25`). No published byte changes."),
         .examples = {{N_("office record 101 https://www.example.gov.cn/a.html 2026-02-25T10:00"),
                       N_("the first publication, or that of a correction")},
                      {N_("office record 101 https://www.example.gov.cn/b.html 2026-02-26"),
                       N_("again, where what was recorded was wrong")}},
         .operands = OPERANDS_OFFICE,
         .least = 3,
         .most = 3},
    [COMMAND_OFFICE_CORRECT] =
        {.name = "office correct",
         .synopsis = N_("[DIR] DOC --reason TEXT"),
         .summary =
             N_("make a new version of what is published, with the note that says what it corrects and why"),
         .description = N_("Compares the project with the published version, freezes the new one (`更正1`) "
                           "with 更正说明, and names the other documents that the change touches. `office "
                           "record` then says where the correction hangs."),
         .examples = {{N_("office correct 101 --reason \"录入有误\""),
                       N_("the first correction of department 101")},
                      {N_("office correct qinghe 101 --reason \"口径调整\""), N_("in another folder")}},
         .operands = OPERANDS_OFFICE,
         .least = 1,
         .most = 1},
    [COMMAND_OFFICE_HAND_OUT] =
        {.name = "office hand-out",
         .synopsis = N_("[DIR] [DOC…] [--today DAY]"),
         .summary = N_("a Word copy and a workbook to be filled in, for each department: 内部/送审/"),
         .description = N_(
             "The workbook (填写表.xlsx) asks reasons of what rose or fell, purposes, blanks of "
             "the text and facts. The ledger keeps the number of the draft; where nothing "
             "changed since the last, it is that draft again."),
         .examples = {{N_("office hand-out qinghe"), N_("for all documents of the office in `qinghe/`")},
                      {N_("office hand-out 101 教育局"), N_("for two")}},
         .operands = OPERANDS_OFFICE,
         .most = SIZE_MAX},
    [COMMAND_OFFICE_TAKE_IN] =
        {.name = "office take-in",
         .synopsis = N_("[DIR] [DOC…] [--today DAY]"),
         .summary = N_("take what came back in 收件/ into the departments' folders, and answer it"),
         .description = N_(
             "Whose and which draft a file is says what is in it, not its name. Changes of Word "
             "copies and what was filled in go to 部门/; each department gets a letter (退回单) "
             "with what it still has to do. Files stay in 收件/; 内部/收件清单.xlsx says what "
             "became of each."),
         .examples = {{N_("office take-in qinghe"), N_("all that came back")},
                      {N_("office take-in qinghe 101"), N_("of one document alone")}},
         .operands = OPERANDS_OFFICE,
         .most = SIZE_MAX},
    [COMMAND_OFFICE_STATUS] =
        {.name = "office status",
         .synopsis = N_("[DIR] [--today DAY]"),
         .summary = N_("write 内部/status.html and .xlsx: where each document stands, and whom to remind"),
         .description = N_("Every document with its approval, days left, drafts, findings, signatures, check "
                           "code, address, verification, corrections; those that are not published first, by "
                           "days left. 台账.xlsx shows all events."),
         .examples = {{N_("office status qinghe"), N_("as of today, of the office in `qinghe/`")},
                      {N_("office status --today 2026-03-01"), N_("as of another day")}},
         .operands = OPERANDS_OFFICE},
    [COMMAND_OFFICE_VERIFY] =
        {.name = "office verify",
         .synopsis = N_("[DIR] DOC FILE"),
         .summary = N_("say whether a page as saved, or a PDF, is what was frozen; it is kept as evidence"),
         .description = N_("Compares the saved page with the latest published version, as `verify` does, "
                           "writes the outcome to the ledger and keeps the file in `存档/…/网页存证`."),
         .examples = {{N_("office verify 101 saved.html"), N_("the page as the browser saved it")},
                      {N_("office verify 101 published.pdf"), N_("the PDF that hangs there")}},
         .operands = OPERANDS_OFFICE,
         .least = 2,
         .most = 2},
    [COMMAND_OFFICE_CHECK] = {.name = "office check",
                              .synopsis = N_("[DIR]"),
                              .summary = N_("check the office as a whole: sums over departments, 三公, the "
                                            "same reason for a rise and a fall"),
                              .description =
                                  N_("Each document once; sums over all departments against the bureau's own "
                                     "totals where 批复/ has them; the 三公 summary by kind; reasons that "
                                     "are used against each other; outliers, listed and not accused."),
                              .examples = {{N_("office check ."), N_("the office in this folder")},
                                           {N_("office check qinghe"), N_("another")}},
                              .operands = OPERANDS_OFFICE},
    [COMMAND_OFFICE_INDEX] =
        {.name = "office index",
         .synopsis = N_("[DIR] [--totals]"),
         .summary = N_("write the index of 公开/: by year, by kind, by name"),
         .description = N_("Lists what is published with its address, time and corrections; the current year "
                           "on top, earlier ones from last year's offices below. Sums only when asked for, "
                           "and never where something withheld would follow from them."),
         .examples = {{N_("office index qinghe"), N_("the index")},
                      {N_("office index --totals"), N_("with 三公 and totals of all that is published")}},
         .operands = OPERANDS_OFFICE},
    [COMMAND_OFFICE_ARCHIVE] =
        {.name = "office archive",
         .synopsis = N_("[DIR] [DOC…]"),
         .summary = N_("gather what is to be kept of what is published, with a catalogue"),
         .description = N_(
             "Final files, approval, signed forms that people put into 签批件/, notes on corrections, the "
             "pages as saved, digests; 目录.xlsx says what there is and for how long it is kept."),
         .examples = {{N_("office archive qinghe"), N_("everything that is published")},
                      {N_("office archive 101"), N_("one document")}},
         .operands = OPERANDS_OFFICE,
         .least = 0,
         .most = SIZE_MAX},
};

const CommandSpec *command_spec(Command command)
{
    return &commands[command];
}
