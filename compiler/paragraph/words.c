// The words that titles and table heads of these documents are made of, so that balanced lines do not break
// them. Not a dictionary: text that is justified breaks between any two characters, as Chinese does.
#include <string.h>

#include "paragraph/internal-paragraph.h"

// By their bytes in UTF-8, so that they are found by their first character; longer words win over those they
// begin with.
static const char *const words[] = {
    "一般",     "上年",     "上级",     "上缴",   "专户",     "专用",   "专项",     "业务",   "业务费",
    "中央",     "中心",     "中等",     "主管",   "主要",     "乡村",   "事业",     "事务",   "交通",
    "产出",     "人事",     "人力",     "人员",   "人大",     "人民",   "付息",     "代码",   "代缴",
    "价值",     "企业",     "伙食",     "会计",   "会议",     "会议费", "传媒",     "住房",   "体育",
    "使用权",   "促进",     "保护",     "保险",   "保险费",   "保障",   "信息",     "信息化", "信访",
    "修缮",     "债务",     "债务费",   "健康",   "储备",     "党委",   "党委员会", "党校",   "全国",
    "公众",     "公共",     "公务",     "公务员", "公安",     "公开",   "公用",     "公益金", "公积金",
    "共产党",   "共青团",   "关于",     "其他",   "养老",     "内容",   "军人",     "农业",   "农村",
    "农林水",   "决算",     "决算数",   "出国",   "出让",     "分类",   "初中",     "利息",   "办事处",
    "办公",     "办公室",   "办公费",   "办法",   "功能",     "助学金", "劳务",     "劳务费", "勘探",
    "区域",     "区委",     "区委员会", "区级",   "医疗",     "医疗费", "单位",     "卫生",   "印刷费",
    "印发",     "县委",     "县委员会", "县级",   "参照",     "及时",   "发展",     "发行",   "取暖费",
    "可持续",   "司法",     "合计",     "名称",   "名词",     "和谐",   "咨询费",   "商业",   "商务",
    "商品",     "因公",     "国债",     "国内",   "国外",     "国有",   "国防",     "土地",   "地区",
    "地方",     "城乡",     "城市",     "培训",   "培训费",   "基本",   "基础",     "基金",   "增减额",
    "处理",     "备注",     "外交",     "奖励金", "奖金",     "委员",   "委员会",   "委托",   "学前",
    "学校",     "安全",     "安排",     "审批",   "审计",     "宣传",   "室内",     "家庭",   "对个人",
    "小学",     "小计",     "工业",     "工会",   "工作",     "工商",   "工资",     "差旅",   "差旅费",
    "市场",     "市委",     "市委员会", "市政",   "市级",     "常委会", "年初",     "年度",   "年末",
    "年金",     "应急",     "度量",     "建筑物", "建设",     "彩票",   "影响",     "总表",   "总计",
    "情况",     "意见",     "成本",     "房屋",   "所有",     "手续费", "执法",     "执行数", "批准",
    "技术",     "投资",     "抗疫",     "抚恤",   "抚恤金",   "报告",   "拨款",     "指标",   "按项目",
    "振兴",     "接待",     "接待费",   "援助",   "操作规程", "支出",   "收入",     "收支",   "改革",
    "政协",     "政府",     "政府性",   "政法",   "政策",     "效益",   "救济",     "教师",   "教育",
    "数量",     "整体",     "文化",     "方案",   "旅游",     "时效",   "明细",     "更新",   "有关",
    "服务",     "服务对象", "本年",     "机关",   "机构",     "材料",   "材料费",   "条例",   "林业",
    "查询",     "校舍",     "档案",     "检查",   "概况",     "概述",   "正式",     "武装",   "死亡",
    "残疾人",   "民政",     "民间",     "气象",   "水利",     "水费",   "汇总",     "法规",   "津贴",
    "海洋",     "满意度",   "灾害",     "燃料",   "物业",     "物资",   "特别",     "特殊",   "环保",
    "环境",     "生产",     "生态",     "用车",   "电费",     "监督",   "目标",     "直属",   "直接",
    "省委",     "省委员会", "省级",     "社会",   "社区",     "福利",   "福利费",   "离休",   "科学",
    "科技",     "科目",     "租赁费",   "税金",   "符号",     "管理",   "管理费",   "粮油",   "纪委",
    "纪律",     "纳入",     "组织",     "经济",   "经营",     "经费",   "结余",     "结转",   "统战",
    "统筹",     "统计",     "绩效",     "维修",   "维护",     "维护费", "编码",     "缴费",   "网络",
    "网络安全", "群众",     "群众性",   "老龄",   "职业",     "职工",   "职能",     "职责",   "联合会",
    "自治",     "自治区",   "自然",     "节能",   "行政",     "街道",   "补助",     "补贴",   "规定",
    "规程",     "解释",     "计算",     "设备",   "设施",     "说明",   "财政",     "质量",   "购建",
    "购置",     "购置费",   "贸易",     "费用",   "资产",     "资本",   "资本性",   "资源",   "资金",
    "赠与",     "车辆",     "转移性",   "运行",   "运行费",   "运输",   "还本",     "进修",   "退休",
    "退役",     "通知",     "邮电费",   "部分",   "部门",     "采购",   "金融",     "队伍",   "防治",
    "附加",     "附属",     "非税",     "非营利", "项目",     "预备费", "预算",     "预算数", "领导小组",
    "高中",
};

enum { WORD_COUNT = sizeof words / sizeof *words };

// The first word that is not before `start`.
static size_t first_word(Str start)
{
    size_t low = 0, high = WORD_COUNT;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strncmp(words[middle], start.at, start.n) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// Atoms of the longest word that begins at atom i; 1 where none is known.
static size_t word_length(const Segment *s, size_t i)
{
    const Atom *first = &s->atoms[i];
    Str start = str_slice(s->spec->spans[first->span].text, first->from, first->to);
    size_t best = 1;

    if (first->class != CLASS_HAN)
        return 1;
    for (size_t k = first_word(start); k < WORD_COUNT && strncmp(words[k], start.at, start.n) == 0; k++) {
        Str word = {words[k], strlen(words[k])};
        size_t at = 0, n = 0;

        while (at < word.n && i + n < s->n && utf8_next(word, &at) == s->atoms[i + n].code)
            n++;
        if (at == word.n && n > best && utf8_count(word) == n)
            best = n;
    }
    return best;
}

const uint8_t *words_mark(Setter *setter, const Segment *s)
{
    uint8_t *marks = ARENA_ARRAY(setter->scratch, uint8_t, s->n);

    for (size_t i = 0, n; i < s->n; i += n) {
        n = word_length(s, i);
        if (n == 1)
            continue;
        marks[i] = WORD_EDGE;
        for (size_t k = 1; k < n; k++)
            marks[i + k] = WORD_INSIDE;
        if (i + n < s->n)
            marks[i + n] = WORD_EDGE;
    }
    return marks;
}
