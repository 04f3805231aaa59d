"""Constructions of published texts: written with figures, printed, and converted again, they are bound to the same cells."""
import html
import re
import shutil
import unittest

from harness import ROOT, ProjectTest, gongkai

ACCOUNTS = ROOT / 'content' / 'yunxi-education-2024'
THREE = '财政拨款“三公”经费支出决算表'
# A heading, then the sentences under it. Nothing of a figure is typed in them: what is printed must be found again.
ACCOUNTS_TEXT = f'''
# 部门决算情况说明
## 收入支出决算总体情况说明
`= 年度`年度收、支总计均为`= 收入总计`万元。收、支与`= 上年度`年度相比，增加`= 绝对值(增减(收入总计, 上年.收入总计))`万元，增长`= 增幅(收入总计, 上年.收入总计)`，主要原因是事业收入增加`= 绝对值(增减(收入支出决算总表.收入[事业收入], 上年.收入支出决算总表.收入[事业收入]))`万元。
本部门总收入`= 收入总计`万元，比上年增长`= 增幅(收入总计, 上年.收入总计)`。
## 收入决算情况说明
其中：财政拨款收入`= 收入决算表[合计, 财政拨款收入]`万元，占`= 占比(收入决算表[合计, 财政拨款收入], 本年收入)`；事业收入`= 收入决算表[合计, 事业收入]`万元，占`= 占比(收入决算表[合计, 事业收入], 本年收入)`；经营收入`= 收入决算表[合计, 经营收入]`万元，占`= 占比(收入决算表[合计, 经营收入], 本年收入)`。
1.一般公共预算财政拨款收入`= 收入支出决算总表.收入[一般公共预算财政拨款收入]`万元，占收入合计的`= 占比(收入支出决算总表.收入[一般公共预算财政拨款收入], 本年收入)`；国有资本经营预算财政拨款收入`= 收入支出决算总表.收入[国有资本经营预算财政拨款收入]`万元，占收入合计的`= 占比(收入支出决算总表.收入[国有资本经营预算财政拨款收入], 本年收入)`。
## 支出决算情况说明
本单位支出为`= 本年支出`万元。其中：基本支出`= 支出决算表[合计, 基本支出]`万元，占`= 占比(支出决算表[合计, 基本支出], 本年支出)`；经营支出`= 支出决算表[合计, 经营支出]`万元，占`= 占比(支出决算表[合计, 经营支出], 本年支出)`。
基本支出、项目支出分别为`= 支出决算表[合计, 基本支出]`万元、`= 支出决算表[合计, 项目支出]`万元，分别占`= 占比(支出决算表[合计, 基本支出], 本年支出)`和`= 占比(支出决算表[合计, 项目支出], 本年支出)`。
## 财政拨款“三公”经费支出决算情况说明
公务用车购置及运行维护费和公务接待费分别为`= 用车决算`万元和`= 接待决算`万元，占比分别为`= 占比(用车决算, 三公决算)`、`= 占比(接待决算, 三公决算)`；公务用车购置及运行维护费、公务接待费预算分别为`= 用车预算`万元、`= 接待预算`万元。
国内公务接待批次、人次分别为`= 其他数据[国内公务接待批次]`批次、`= 其他数据[国内公务接待人次]`人次。
政府采购货物、工程、服务支出分别为`= 其他数据[政府采购货物]`万元、`= 其他数据[政府采购工程]`万元、`= 其他数据[政府采购服务]`万元。
`= 年度`年度一般公共预算财政拨款安排的“三公”经费支出`= 三公决算`万元，较上年减少`= 绝对值(增减(三公决算, 上年.三公决算))`万元，下降`= 绝对值(增幅(三公决算, 上年.三公决算))`。
“三公”经费财政拨款支出决算为`= 三公决算`万元，完成全年预算`= 三公预算`万元的`= 完成率(三公决算, 三公预算)`；较上年减少`= 绝对值(增减(三公决算, 上年.三公决算))`万元。
“三公”经费财政拨款支出决算中，公务用车购置及运行维护费支出`= 用车决算`万元，占`= 占比(用车决算, 三公决算) | 0.0%`；公务接待费支出`= 接待决算`万元，占`= 占比(接待决算, 三公决算) | 0.0%`。
公务接待费`= 接待决算`万元，较上年决算数下降`= 绝对值(增幅(接待决算, 上年.接待决算)) | 0.0%`，主要原因是压缩接待。
本部门“三公”经费支出`= 三公决算`万元，年初预算为`= 三公预算`万元，差值为`= 绝对值(增减(三公决算, 三公预算))`万元。
公务用车运行维护费支出`= 用车运行决算`万元，决算数小于预算数`= 绝对值(增减(用车运行决算, {THREE}[本部门, 预算数/公务用车购置及运行维护费/公务用车运行维护费]))`万元。
车辆购置支出`= 用车购置决算`万元，按规定更新购置公务用车`= 其他数据[公务用车购置数]`辆。
`= 上年度`年度“三公”经费合计支出`= 上年.三公决算`万元，其中：公务接待`= 上年.接待决算`万元。
国内公务接待共`= 其他数据[国内公务接待批次]`批次，`= 其他数据[国内公务接待人次]`人次。
因公出国（境）团组`= 其他数据[因公出国（境）团组数]`个，出国（境）`= 其他数据[因公出国（境）人次]`人次。
'''
BUDGET = ROOT / 'content' / 'shifeng-cac-2023'
THREE_BUDGET = '一般公共预算“三公”经费支出表'
BUDGET_TEXT = f'''
# 部门收支概况
`= 年度`年收支预算总数`= 部门收支总表.收入[收入总计]`万元。
（一）收入预算：`= 年度`年年初预算数`= 收入合计`万元，其中：国有资本经营预算收入`= 部门收支总表.收入[国有资本经营预算拨款收入]`万元；收入较去年增加`= 绝对值(增减(收入合计, 上年.收入合计))`万元。
（二）支出预算：年初预算数`= 支出合计`万元，其中：基本支出`= 基本支出合计`万元，占`= 占比(基本支出合计, 支出合计) | 0.0%`。
# 其他重要事项情况说明
（二）“三公”经费预算：经汇总，使用财政拨款安排“三公”经费预算总额为`= 三公经费合计`万元，同比减少`= 绝对值(增减(三公经费合计, 上年.三公经费合计))`万元；因公出国（境）经费`= {THREE_BUDGET}[合计, 因公出国（境）费]`万元。
'''


class Binding(ProjectTest):
    def figures(self, name, folder, headings):
        """The figures of the text as they were written, and as the printed text was bound again."""
        project = self.work / name
        shutil.copytree(folder, project, ignore=shutil.ignore_patterns('out*'))
        shutil.rmtree(project / 'sections')
        (project / 'sections').mkdir()
        text = '\n\n'.join(headings.strip().split('\n')) + '\n'
        (project / 'sections' / '1.md').write_text(text, 'utf-8')
        gongkai('build', project, '--draft', '--to', 'html', '-o', self.out)
        page = re.sub(r'<table.*?</table>', '', (self.out / 'fragment.html').read_text('utf-8'), flags=re.S)
        blocks = [html.unescape(re.sub(r'<[^>]+>', '', block)).strip()
                  for block in re.findall(r'<(?:h[1-6]|p)\b[^>]*>(.*?)</(?:h[1-6]|p)>', page, re.S)]
        (self.work / 'printed.txt').write_text('\n'.join(blocks), 'utf-8')
        shutil.rmtree(project / 'sections')
        result = gongkai('convert', self.work / 'printed.txt', project)
        self.assertEqual(result.status, 0, result.err)
        again = ''.join(path.read_text('utf-8') for path in sorted((project / 'sections').iterdir()))
        return [re.findall('`= ([^`]*)`', one) for one in (text, again)], result, again

    def plainly(self, figure):
        """Income and expenditure are as much as each other; a comparison in its own words is that amount, and its rate; no format."""
        figure = re.sub(r' \| .*', '', figure).replace('支出总计', '收入总计').replace('部门收支总表.收入[收入合计]', '部门收支总表.收入[收入总计]')
        figure = re.sub('^变动(?:说明)?\\(([^“]*?)(?:, “[^”]*”)?\\)$', r'绝对值(增减(\1))', figure)
        return re.sub('^绝对值\\((增幅\\(.*\\))\\)$', r'\1', figure)

    def hold(self, name, folder, text, open_ones):
        (authored, bound), result, again = self.figures(name, folder, text)
        wanted = [self.plainly(one) for one in authored if one not in ('年度', '上年度')]
        got = [self.plainly(one) for one in bound if one not in ('年度', '上年度')]
        got += [re.sub('绝对值\\(增减\\((.*)\\)\\)', r'增幅(\1)', self.plainly(one)) for one in bound if one.startswith('变动说明')]
        self.assertEqual(sorted(set(got) - set(wanted)), [], again)  # none is bound to another cell
        self.assertEqual(sorted(set(wanted) - set(got)), open_ones, again)

    def test_accounts(self):
        self.hold('accounts', ACCOUNTS, ACCOUNTS_TEXT, [])

    def test_budget(self):
        self.hold('budget', BUDGET, BUDGET_TEXT, [])


if __name__ == '__main__':
    unittest.main()
