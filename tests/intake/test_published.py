"""Plain text as viewers and mail leave it, and web pages as they are published."""
import pathlib
import shutil
import tempfile
import unittest

from documents import Read

PAGE = '''<!DOCTYPE html><html><head><meta charset="{charset}"><title>某局</title><script>var a = "<div>";</script></head><body>
<div class="top"><ul><li><a href="/a">首页</a></li><li><a href="/b">政务公开</a></li><li><a href="/c">网上办事</a></li><li><a href="/d">互动交流</a></li></ul></div>
<div class="where">当前位置：<a href="/">首页</a> &gt; <a href="/x">财政预决算</a></div>
<div class="content"><h1>2023年部门预算</h1><div class="zoom">{text}</div></div>
<div class="foot"><a href="/e">网站地图</a> <a href="/f">联系我们</a> 主办：某区人民政府</div></body></html>'''
TEXT = ('<p>　　一、部门收支概况</p><p>　　（一）<strong>收入预算</strong>：2023年年初预算数<span>51</span>.8万元，其中一般公共预算拨款51.8万元；'
        '政府性基金拨款0万元；其他收入0万元。</p><table border="1"><tbody><tr><td rowspan="2">项目</td><td colspan="2">预算</td></tr><tr><td>今年</td><td>去年</td></tr>'
        '<tr><td>收入</td><td>51.8</td><td>49.9264</td></tr></tbody></table><p style="display:none">看不见</p><p>第一行<br>二、其他事项<br/>没有。</p>'
        '<ol><li>甲</li><li>乙</li></ol><p><ruby>石<rt>shí</rt></ruby>峰 &amp; 株洲&nbsp;市</p>')
SAID = ['一、部门收支概况', '（一）收入预算：2023年年初预算数51.8万元，其中一般公共预算拨款51.8万元；政府性基金拨款0万元；其他收入0万元。',
        [['项目', '预算'], ['', '今年', '去年'], ['收入', '51.8', '49.9264']], '第一行', '二、其他事项', '没有。', '1.甲', '2.乙', '石峰 & 株洲\xa0市']


class Published(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        self.addCleanup(shutil.rmtree, self.work)

    def read(self, name, content, encoding='utf-8'):
        path = self.work / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return Read(path)

    def said(self, content, name='a.txt', encoding='utf-8'):
        return self.read(name, content, encoding).texts()

    # ---- pages of content systems

    def test_what_pages_do_not_hold(self):
        """Frames, and documents that are linked, are said; a page saved in one file is refused, whoever saved it."""
        page = '<html><head><meta charset="utf-8"></head><body><p>正文在这里。</p>{}</body></html>'
        read = self.read('a.html', page.format('<iframe src="/viewer.html?file=W1.pdf"></iframe><p><a href="./W0.XLS?v=1">决算表</a><a href="b.html">下一页</a></p>'))
        self.assertIn('html-frame 1 frames show what stands elsewhere, which is not read: /viewer.html?file=W1.pdf', read.err)
        self.assertIn('html-linked 1 documents are linked, which are read where they are given too: ./W0.XLS?v=1\n', read.err)
        self.assertIn('html-frame', self.read('f.html', '<html><head><title>页</title></head><frameset cols="20%,80%"><frame src="a.html"></frameset></html>').rules)
        self.assertFalse(self.read('b.html', page.format('<a href="#x">上</a>')).rules & {'html-frame', 'html-linked'})
        for head in ('', 'From: <Saved by Blink>\n', 'From: "Saved by Windows Internet Explorer 8"\nSubject: =?gb2312?B?x?=\n'):
            read = self.read('a.mht', f'{head}MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\n')
            self.assertEqual((read.status, read.rules), (1, {'file-kind'}))

    def test_breaks_before_what_is_set_in(self):
        page = '<html><body><div>一、机构设置<br>　　本部门有3个单位，<br>都是行政单位。<br>&nbsp;&nbsp;&nbsp;&nbsp;另有1个<br>　所属单位。</div></body></html>'
        self.assertEqual(self.said(page, 'a.html'), ['一、机构设置', '本部门有3个单位，都是行政单位。', '另有1个所属单位。'])

    def test_breaks_between_lines_of_their_own(self):
        """A table's title, number and unit, and a heading over its text, are lines though only breaks part them."""
        page = '<html><body><div>收入支出决算总表<br>公开01表<br>编制单位：某局<br/>金额单位：万元</div><p>{}</p></body></html>'
        title = ['收入支出决算总表', '公开01表', '编制单位：某局', '金额单位：万元']
        for text, lines in (('一、部门职责<br>负责全县水利工作，组织实施规划', ['一、部门职责', '负责全县水利工作，组织实施规划']),
                            ('一、关于一般公共预算财政拨款<br>支出决算情况的说明', ['一、关于一般公共预算财政拨款支出决算情况的说明']),
                            ('1.负责全县水利工作，组织<br>实施规划，', ['1.负责全县水利工作，组织实施规划，']),
                            ('本部门的单位<br>共有3个。', ['本部门的单位共有3个。'])):
            with self.subTest(text):
                self.assertEqual(self.said(page.format(text), 'a.html'), title + lines)

    def test_foot_of_a_page(self):
        page = '<html><body><div><h1>公开</h1><p>正文。</p><p>网站标识码：4302000001　湘ICP备05000000号</p><p>联系我们 | 网站地图 | 隐私声明</p></div></body></html>'
        self.assertEqual(self.said(page, 'a.html'), ['# 公开', '正文。'])

    # ---- text

    def test_broken_lines(self):
        wide = '2023年度收入总计1511.89万元，支出总计1511.89万元，与上年相比各增加'
        for end, text in (('1511.89万\n元，比上年增加。', '1511.89万元，比上年增加。'), ('1511.89\n万元，比上年。', '1511.89万元，比上年。'),
                          ('安排资金\n，用于建设。', '安排资金，用于建设。'), ('用于（\n一）项。', '用于（一）项。')):
            with self.subTest(end):
                self.assertEqual(self.said(f'说明\n{end}\n'), ['说明', text])
        self.assertEqual(self.said(f'{wide}\n{wide}\n12.5万元。\n{wide}\n了。\n一、下一部分\n'), [wide + wide + '12.5万元。', wide + '了。', '一、下一部分'])
        # Lines that their author ended stay.
        lines = ['公开说明', '某区某局', '2023年2月', '一、部门概况', '本部门负责网络安全工作，统筹协调有关方面。', '二、机构设置', '内设1个科室。']
        self.assertEqual(self.said('\n'.join(lines)), lines)

    def test_lines_broken_at_a_width_that_varies(self):
        whole = ['2023年度收入总计1511.89万元，支出总计1511.89万元。与2022年度相比各增加51.80万元，增长3.55%，主要原因是人员增资，项目支出相应增加。',
                 '一般公共预算财政拨款支出1234.56万元，占本年支出合计的98.76%。其中：基本支出1000.00万元，项目支出234.56万元，均用于履行职能。',
                 '本部门2023年度机关运行经费支出104.30万元，比上年增加2.45万元。主要原因是办公设备更新、物业管理费标准提高，以及水电费的增加。']
        # A line's end that is a sentence's too leaves two paragraphs: nothing tells them from two that were written.
        for cuts in ((35, 33, 37), (30, 37, 33), (39, 36, 31)):
            broken = []
            for text in whole:
                for n in cuts * 3:
                    broken, text = broken + [text[:n]] if text else broken, text[n:]
            with self.subTest(cuts):
                text = '一、总体情况\n' + '\n'.join(broken) + '\n二、下一部分\n有字。\n'
                self.assertEqual(self.said(text), ['一、总体情况', *whole, '二、下一部分', '有字。'])
        # Paragraphs that are whole, though not all of them end with a mark.
        lines = [*whole, '附件：部门决算表格一套，另行公布', '某某市某某区财政局，二〇二三年九月印发']
        self.assertEqual(self.said('\n'.join(lines)), lines)

    def test_items_of_lists_begin_lines(self):
        wide = '● 财政拨款收入1511.89万元，占本年收入合计的百分之九十九点七五，比上年增'
        self.assertEqual(self.said(f'{wide}\n{wide}\n➢ 其他收入\n- 无\n'), [wide, wide, '➢ 其他收入', '- 无'])

    def test_tables_of_lines_that_gaps_part(self):
        text = ('第二部分  决算表\n收入决算表\n部门：某局                单位：万元\n科目编码   科目名称   合计\n201   一般公共服务支出   1,010.78\n20103   政府办公厅   1010.78\n'
                '20199\n\n第三部分  说明\n收入  1.50万元，比上年  增加。\n')
        read = self.read('a.txt', text)
        self.assertEqual(read.texts()[:2], ['第二部分  决算表', '收入决算表'])
        self.assertEqual([len(one['table']) for one in read.lines if 'table' in one], [4])
        self.assertEqual(read.texts()[-3:], ['20199', '第三部分  说明', '收入  1.50万元，比上年  增加。'])
        # No tables: contents, names, two columns of words.
        for lines in (['一、概况   1', '二、说明   3', '三、名词   12'], ['张三  李四  王五', '赵六  钱七', '孙八  周九'], ['一、甲  10.5万元', '没有空格的一行', '二、乙  3.2万元']):
            self.assertEqual(self.said('\n'.join(lines)), lines)

    def test_lines_are_joined_beside_tables(self):
        wide = '本部门2023年度收入总计51.8万元，支出总计51.8万元，与上年相比各增'
        self.assertEqual(self.said(f'{wide}\n加1.8736万元。\n{wide}\n加2万元。\n甲\t乙\n1\t2\n')[:2], [wide + '加1.8736万元。', wide + '加2万元。'])

    def test_what_a_web_page_has_beside_its_text(self):
        page = ('<p>当前位置：首页</p><p>发布时间：2023-09-20　来源：某局</p><p>发布时间以批复为准。</p><ul><li>有字</li></ul><p>上一篇：2022年决算</p>'
                '<p>打印本页 | 关闭</p><p>打印费1万元</p>')
        read = self.read('a.html', f'<meta charset=utf-8><body>{page}</body>')
        self.assertEqual(read.texts(), ['发布时间以批复为准。', '有字', '打印费1万元'])
        self.assertEqual((read.counts[6], read.counts[9]), (4, 1))

    def test_paragraphs_that_are_indented(self):
        wide = '　　本部门2023年度收入总计51.8万元，支出总计51.8万元，与上年相比各增'
        self.assertEqual(self.said(f'{wide}\n加1.8736万元。\n{wide}\n{wide}\n'), [wide.strip() + '加1.8736万元。', wide.strip(), wide.strip()])

    def test_pages(self):
        pages = ''.join(f'某局2023年部门预算\n正文{n}在这里写完。\n- {n} -\n\f' for n in (1, 2, 3))
        read = self.read('a.txt', pages)
        self.assertEqual(read.texts(), ['正文1在这里写完。', '正文2在这里写完。', '正文3在这里写完。'])
        self.assertEqual(read.counts[3], 6)
        for number in ('第1页', '第 1 页 共 3 页', '1/3', '— 1 —'):
            with self.subTest(number):
                self.assertEqual(self.said(f'正文写完。\n\n{number}\n\n再写一句。\n'), ['正文写完。', '再写一句。'])
        self.assertEqual(self.said('上页写完。\n\n3\n\n下页写完。\n\n4\n\n末页写完。\n'), ['上页写完。', '下页写完。', '末页写完。'])
        # A number alone that counts on from nothing is text.
        self.assertEqual(self.said('编制人数\n\n3\n\n人员\n'), ['编制人数', '3', '人员'])

    def test_contents(self):
        self.assertEqual(self.said('目录\n一、概况......1\n二、说明......2\n\n一、概况\n有字。\n二、说明\n完。\n'), ['一、概况', '有字。', '二、说明', '完。'])
        self.assertEqual(self.said('目录\n'), ['目录'])

    def test_tables(self):
        self.assertEqual(self.said('前\n项目\t金额\n收入\t51.8\n后\n'), ['前', [['项目', '金额'], ['收入', '51.8']], '后'])

    def test_encodings(self):
        for encoding in ('utf-8', 'utf-8-sig', 'gb18030', 'gbk', 'utf-16'):
            with self.subTest(encoding):
                self.assertEqual(self.said('一、概况\r\n收入51.8万元。\r\n', encoding=encoding), ['一、概况', '收入51.8万元。'])

    # ---- pages

    def test_page(self):
        for charset, encoding in (('utf-8', 'utf-8'), ('GB18030', 'gb18030'), ('gb2312', 'gbk')):
            with self.subTest(charset):
                read = self.read('a.html', PAGE.format(charset=charset, text=TEXT), encoding)
                self.assertEqual(read.texts(), SAID)
                self.assertTrue(read.counts[6] and read.counts[1] == 1 and read.counts[5] == 1)
                self.assertNotIn('政务公开', read.words())
                self.assertTrue(any('政务公开' in remark for remark in read.remarks))

    def test_page_by_another_name(self):
        self.assertEqual(self.said(PAGE.format(charset='utf-8', text=TEXT), 'a.txt'), SAID)

    def test_page_laid_out_in_tables(self):
        page = PAGE.format(charset='utf-8', text=TEXT).replace('<div class="content">', '<table><tr><td>').replace('</div></div>\n<div class="foot"', '</div></td></tr></table>\n<div class="foot"')
        self.assertEqual(self.said(page, 'a.html')[-len(SAID):], SAID)

    def test_headings_and_pictures(self):
        text = '<h2>概况</h2><p>' + '文字。' * 30 + '</p><img src="a/b.png" alt="图一"><h3>收入预算：</h3><p>51.8万元</p>'
        self.assertEqual(self.said('<html><body>' + text, 'a.html'), ['## 概况', '文字。' * 30, ('b.png', '图一'), '收入预算：51.8万元'])

    def test_deep(self):
        self.assertEqual(self.read('a.html', '<html>' + '<div>' * 100000).rules, {'intake-deep'})
        self.assertEqual(self.said('<html>' + '<p>甲' * 3000, 'a.html'), ['甲'] * 3000)


if __name__ == '__main__':
    unittest.main()
