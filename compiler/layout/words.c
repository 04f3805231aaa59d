// The words that titles and table heads of these documents are made of, so that balanced lines do not break
// them. Not a dictionary: text that is justified breaks between any two characters, as Chinese does.
#include <string.h>

#include "layout/internal-paragraph.h"

// Longer words win over those they begin with, whatever their order here.
static const char *const words[] = {
    "办公室", "本年",     "保险",       "保障",     "报告",     "备注",     "编码",   "补贴",   "补助",
    "部分",   "部门",     "财政",       "采购",     "残疾人",   "操作规程", "拨款",   "参照",   "查询",
    "差旅费", "城市",     "出国（境）", "出国",     "促进",     "代码",     "单位",   "档案",   "地方",
    "度量",   "对个人",   "发展",       "法规",     "方案",     "费用",     "分类",   "服务",   "福利",
    "附属",   "改革",     "概况",       "概述",     "工会",     "工商",     "工业",   "工资",   "工作",
    "公安",   "公共",     "公积金",     "公开",     "公务",     "公用",     "功能",   "购置",   "关于",
    "管理",   "规程",     "规定",       "国有",     "合计",     "和谐",     "环境",   "会计",   "会议",
    "汇总",   "机构",     "机关",       "基本",     "基金",     "绩效",     "计算",   "家庭",   "价值",
    "监督",   "检查",     "建设",       "奖金",     "交通",     "教育",     "接待",   "街道",   "结余",
    "结转",   "津贴",     "经费",       "经济",     "经营",     "纪律",     "技术",   "军人",   "卫生",
    "健康",   "科技",     "科目",       "科学",     "会议费",   "劳务",     "老龄",   "利息",   "联合会",
    "林业",   "旅游",     "贸易",       "民政",     "名称",     "明细",     "名词",   "目标",   "内容",
    "年初",   "年度",     "年末",       "农村",     "农业",     "培训",     "批准",   "企业",   "情况",
    "区级",   "全国",     "人力",       "人民",     "人员",     "商品",     "商务",   "上级",   "上缴",
    "上年",   "社会",     "社区",       "审计",     "审批",     "生态",     "省级",   "市场",   "市级",
    "市政",   "事务",     "事业",       "收入",     "收支",     "室内",     "水利",   "税金",   "司法",
    "宣传",   "所有",     "体育",       "条例",     "通知",     "统计",     "统战",   "投资",   "退役",
    "网络",   "委员会",   "委员",       "维护",     "维修",     "文化",     "武装",   "乡村",   "县级",
    "项目",   "小计",     "信访",       "信息化",   "信息",     "行政",     "养老",   "医疗",   "一般",
    "意见",   "因公",     "印发",       "应急",     "用车",     "有关",     "预备费", "预算",   "决算",
    "运行",   "运输",     "债务",       "振兴",     "整体",     "政策",     "政法",   "政府性", "政府",
    "支出",   "职能",     "职责",       "执法",     "指标",     "中央",     "中心",   "主要",   "住房",
    "转移性", "专户",     "专项",       "资本性",   "资本",     "资产",     "资金",   "资源",   "自然",
    "总表",   "总计",     "组织",       "网络安全", "市委",     "区委",     "县委",   "省委",   "党委",
    "纪委",   "市委员会", "区委员会",   "县委员会", "省委员会", "党委员会", "人大",   "政协",   "常委会",
    "办事处", "领导小组", "共产党",     "共青团",   "自治区",   "队伍",     "处理",   "及时",   "区域",
    "符号",   "解释",     "说明",       "办法",     "安全",
};

// Atoms of the longest word that begins at atom i; 1 where none is known.
static size_t word_length(const Segment *s, size_t i)
{
    size_t best = 1;

    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        Str word = {words[k], strlen(words[k])};
        size_t at = 0, n = 0;

        while (at < word.n && i + n < s->n && utf8_next(word, &at) == s->atoms[i + n].code)
            n++;
        if (at == word.n && n > best && utf8_count(word) == n)
            best = n;
    }
    return best;
}

void words_mark(const Segment *s, uint8_t *marks)
{
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
}
