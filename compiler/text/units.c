// What stands after a number and belongs to it: units of money, counters, measures, spans of time.
#include "text/text.h"

#include <string.h>

// Units of one character. Spans of time come first: years are asked for most.
static const char times[] = "年月日时秒天周季岁";
static const char counters[] =
    "个人次名位辆台批项件户家口套处条份张幅本册篇章节届期笔场所间座栋幢层楼组支队班"
    "门课票股宗起例艘架只头棵株根倍室站种车枚部集页盏块片段步轮番";
static const char measures[] = "米吨克升里亩度";
// Of these the number says which, and not how many.
static const char others[] = "角分号点款级等成折类期届层章节篇页步";

#define WORD(literal)                                                                                        \
    {                                                                                                        \
        literal, sizeof(literal) - 1                                                                         \
    }

typedef struct Listed {
    Str name;
    TextUnitKind kind;
} Listed;

// Units of several characters; the longest that fits is the unit.
static const Listed several[] = {
    {WORD("个百分点"), TEXT_UNIT_POINTS},  {WORD("个工作日"), TEXT_UNIT_TIME},
    {WORD("平方公里"), TEXT_UNIT_MEASURE}, {WORD("台（套）"), TEXT_UNIT_COUNTER},
    {WORD("台(套)"), TEXT_UNIT_COUNTER},   {WORD("百分点"), TEXT_UNIT_POINTS},
    {WORD("工作日"), TEXT_UNIT_TIME},      {WORD("立方米"), TEXT_UNIT_MEASURE},
    {WORD("平方米"), TEXT_UNIT_MEASURE},   {WORD("千瓦时"), TEXT_UNIT_MEASURE},
    {WORD("摄氏度"), TEXT_UNIT_MEASURE},   {WORD("人次"), TEXT_UNIT_COUNTER},
    {WORD("会次"), TEXT_UNIT_COUNTER},     {WORD("车次"), TEXT_UNIT_COUNTER},
    {WORD("架次"), TEXT_UNIT_COUNTER},     {WORD("批次"), TEXT_UNIT_COUNTER},
    {WORD("场次"), TEXT_UNIT_COUNTER},     {WORD("人份"), TEXT_UNIT_COUNTER},
    {WORD("团组"), TEXT_UNIT_COUNTER},     {WORD("台套"), TEXT_UNIT_COUNTER},
    {WORD("年度"), TEXT_UNIT_TIME},        {WORD("年代"), TEXT_UNIT_TIME},
    {WORD("年级"), TEXT_UNIT_OTHER},       {WORD("月份"), TEXT_UNIT_TIME},
    {WORD("个月"), TEXT_UNIT_TIME},        {WORD("世纪"), TEXT_UNIT_TIME},
    {WORD("小时"), TEXT_UNIT_TIME},        {WORD("分钟"), TEXT_UNIT_TIME},
    {WORD("周年"), TEXT_UNIT_TIME},        {WORD("周岁"), TEXT_UNIT_TIME},
    {WORD("季度"), TEXT_UNIT_TIME},        {WORD("号楼"), TEXT_UNIT_OTHER},
    {WORD("公里"), TEXT_UNIT_MEASURE},     {WORD("千米"), TEXT_UNIT_MEASURE},
    {WORD("分米"), TEXT_UNIT_MEASURE},     {WORD("厘米"), TEXT_UNIT_MEASURE},
    {WORD("毫米"), TEXT_UNIT_MEASURE},     {WORD("公顷"), TEXT_UNIT_MEASURE},
    {WORD("公斤"), TEXT_UNIT_MEASURE},     {WORD("千克"), TEXT_UNIT_MEASURE},
    {WORD("毫升"), TEXT_UNIT_MEASURE},     {WORD("千瓦"), TEXT_UNIT_MEASURE},
    {WORD("瓦特"), TEXT_UNIT_MEASURE},     {WORD("平米"), TEXT_UNIT_MEASURE},
    {WORD("美元"), TEXT_UNIT_MEASURE},     {WORD("欧元"), TEXT_UNIT_MEASURE},
    {WORD("港元"), TEXT_UNIT_MEASURE},     {WORD("日元"), TEXT_UNIT_MEASURE},
};

// Words that begin with a character that is a unit elsewhere: 2023部门预算, 3成立.
static const Str words[] = {
    WORD("部门"), WORD("部分"), WORD("部署"), WORD("场所"), WORD("场地"), WORD("条例"), WORD("条件"),
    WORD("组织"), WORD("组成"), WORD("组建"), WORD("家庭"), WORD("家具"), WORD("人员"), WORD("人大"),
    WORD("人社"), WORD("人民"), WORD("人均"), WORD("人力"), WORD("人才"), WORD("人事"), WORD("号码"),
    WORD("点击"), WORD("级别"), WORD("级次"), WORD("所有"), WORD("所属"), WORD("门户"), WORD("站点"),
    WORD("室内"), WORD("室外"), WORD("岁末"), WORD("元旦"), WORD("元宵"), WORD("元素"), WORD("元件"),
    WORD("元器"), WORD("成立"), WORD("成本"), WORD("成效"), WORD("成果"), WORD("成员"), WORD("成为"),
    WORD("成功"), WORD("成品"), WORD("项目"), WORD("名称"), WORD("名单"), WORD("次数"), WORD("批准"),
    WORD("批复"), WORD("期间"), WORD("期限"), WORD("件数"), WORD("个人"), WORD("个体"), WORD("位置"),
    WORD("户籍"), WORD("口径"), WORD("本级"), WORD("本部"), WORD("本单"), WORD("本年"), WORD("本次"),
    WORD("本市"), WORD("本县"), WORD("本区"), WORD("类别"), WORD("类型"), WORD("类款"), WORD("分别"),
    WORD("时间"), WORD("时期"), WORD("处理"), WORD("处置"), WORD("车辆"), WORD("车补"), WORD("班子"),
    WORD("种类"), WORD("种植"), WORD("度假"), WORD("里程"), WORD("款项"), WORD("等级"), WORD("支出"),
    WORD("支付"), WORD("支持"), WORD("起草"), WORD("起步"), WORD("队伍"), WORD("课题"), WORD("票据"),
    WORD("股份"), WORD("股权"), WORD("只有"), WORD("根据"), WORD("集中"), WORD("集体"), WORD("步骤"),
    WORD("片区"), WORD("座谈"), WORD("层级"), WORD("章程"), WORD("节约"), WORD("节能"), WORD("幅度"),
    WORD("份额"), WORD("台账")};

static Str rest_of(Str text, size_t at)
{
    return str_slice(text, at, text.n);
}

static bool begins_word(Str text)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_starts(text, words[i]))
            return true;
    return false;
}

static uint32_t code_at(Str text, size_t at)
{
    return utf8_next(text, &at);
}

// Past 十, 百, 千, 万, 亿, 百万, 万亿 …; `at` where there is none.
static size_t past_magnitude(Str text, size_t at, int *power)
{
    static const char *const powers = "十百千万亿";
    static const int zeros[] = {1, 2, 3, 4, 8};

    *power = 0;
    for (int last = 0;;) {
        size_t next = at;
        uint32_t code = utf8_next(text, &next);
        Str set = str_of(powers);
        size_t index = 0, in = 0;

        while (in < set.n && utf8_next(set, &in) != code)
            index++;
        // 十万, 千亿, 万亿: the larger follows, and it is 万 or 亿.
        if (code == 0 || index >= sizeof zeros / sizeof zeros[0] ||
            (last && (zeros[index] < 4 || zeros[index] <= last)))
            return at;
        last = zeros[index];
        *power += last;
        at = next;
    }
}

Str text_money_name(int power)
{
    static const char *const names[] = {"元",     "十元", "百元",   "千元",   "万元",   "十万元", "百万元",
                                        "千万元", "亿元", "十亿元", "百亿元", "千亿元", "万亿元"};

    return (size_t)power < sizeof names / sizeof names[0] ? str_of(names[power]) : (Str){0};
}

// 元 at `at`, which is money and not the beginning of a word.
static bool is_yuan(Str text, size_t at)
{
    return code_at(text, at) == U'元' && !begins_word(rest_of(text, at));
}

bool text_money_at(Str text, Str *name, int *power)
{
    size_t at = past_magnitude(text, 0, power);

    if (!is_yuan(text, at))
        return false;
    *name = text_money_name(*power);
    return name->n > 0;
}

static TextUnitKind single_kind(uint32_t code)
{
    if (char_is_in(code, times))
        return TEXT_UNIT_TIME;
    if (char_is_in(code, counters))
        return TEXT_UNIT_COUNTER;
    if (char_is_in(code, measures))
        return TEXT_UNIT_MEASURE;
    return char_is_in(code, others) ? TEXT_UNIT_OTHER : TEXT_UNIT_NONE;
}

// A unit of several characters at `at`.
static bool take_several(Str text, size_t at, TextUnit *unit)
{
    Str rest = rest_of(text, at);

    for (size_t i = 0; i < sizeof several / sizeof several[0]; i++)
        if (several[i].name.n > unit->name.n && str_starts(rest, several[i].name)) {
            unit->kind = several[i].kind;
            unit->name = str_slice(rest, 0, several[i].name.n);
        }
    unit->to = at + unit->name.n;
    return unit->name.n > 0;
}

// A counter, measure or span of time of one character at `at`.
static bool take_single(Str text, size_t at, TextUnit *unit)
{
    size_t end = at;
    uint32_t code = utf8_next(text, &end);
    TextUnitKind kind = char_is_han(code) ? single_kind(code) : TEXT_UNIT_NONE;

    if (kind == TEXT_UNIT_NONE || begins_word(rest_of(text, at)))
        return false;
    unit->kind = kind;
    unit->name = str_slice(text, at, end);
    unit->to = end;
    return true;
}

// %, ‰ and 成, of which only 成 takes 余 or 多 before it.
static bool take_percent(Str text, size_t at, TextUnit *unit)
{
    size_t end = at;
    uint32_t code = utf8_next(text, &end);

    if (code != '%' && code != U'％' && code != U'‰' && code != U'成')
        return false;
    if (code == U'成' && begins_word(rest_of(text, at)))
        return false;
    unit->kind = TEXT_UNIT_PERCENT;
    unit->power = code == U'‰' ? -1 : code == U'成' ? 1 : 0;
    unit->name = str_slice(text, at, end);
    unit->to = end;
    return true;
}

// Past 余, 多 and the like at `at`: the number is not exact.
static size_t past_more(Str text, size_t at, const char *marks, bool *more)
{
    size_t next = at;

    if (at >= text.n || !char_is_in(utf8_next(text, &next), marks))
        return at;
    *more = true;
    return next;
}

bool text_unit_at(Str text, size_t at, TextUnit *unit)
{
    size_t start = at, bare, word, magnitude;
    int power;

    *unit = (TextUnit){.from = start, .to = start};
    if (at >= text.n || take_percent(text, at, unit))
        return unit->kind != TEXT_UNIT_NONE;
    bare = past_more(text, at, "余多", &unit->more);
    at = bare > at ? bare : past_more(text, at, "来几", &unit->more);
    word = at;
    magnitude = past_magnitude(text, word, &power);
    if (!is_yuan(text, magnitude) && take_several(text, word, unit)) // 千米, 百分点: not of 千 and 百
        return true;
    unit->power = power;
    at = magnitude > word ? past_more(text, magnitude, "余多", &unit->more) : word;
    if (is_yuan(text, at)) {
        unit->kind = TEXT_UNIT_MONEY;
        unit->name = text_money_name(power);
        unit->to = at + strlen("元");
        return unit->name.n > 0;
    }
    if ((at > word && take_several(text, at, unit)) || take_single(text, at, unit))
        return true;
    // 200万, 300余万, 20余: no unit, and yet the number's.
    unit->to = power ? magnitude : bare;
    unit->more = unit->more && unit->to > start;
    return unit->to > start;
}
