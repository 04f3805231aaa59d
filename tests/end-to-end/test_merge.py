"""A Word copy that comes back: what people do to one, and what they send in its place."""
import io
import pathlib
import random
import re
import shutil
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ET
import zipfile

from harness import ROOT, ProjectTest, gongkai

sys.path.insert(0, str(ROOT / 'tests' / 'merge'))
import edits  # noqa: E402
from edits import W, set_text, text_of  # noqa: E402

YUNXI = ROOT / 'content' / 'yunxi-education-2024'


class MergeTest(ProjectTest):
    def setUp(self):
        super().setUp()
        result = gongkai('build', self.project, '--to', 'docx', '-o', self.work / 'out')
        self.assertEqual(result.status, 0, result.err)
        self.path = next((self.work / 'out').glob('*.docx'))
        self.copy = edits.Copy(self.path)
        self.before = edits.sections(self.project)

    def paragraph(self, words):
        return next(p for p in self.copy.paragraphs() if words in text_of(p))

    def text(self, p, words):
        return next(node for node in p.iter(W + 't') if words in (node.text or ''))

    def merge(self, *options, path=None):
        if path is None:
            path = self.work / 'edited.docx'
            self.copy.save(path)
        return gongkai('merge', path, self.project, *options)

    def section(self, start):
        return next((self.project / 'sections').glob(f'{start}-*.md')).read_text(encoding='utf-8')

    def refused(self, path, rule):
        result = self.merge(path=path)
        self.assertEqual(result.status, 1, result.err)
        self.assertIn(rule, result.rules(), result.err)
        self.assertEqual(edits.sections(self.project), self.before)
        return result


class Edited(MergeTest):
    def test_nothing(self):
        result = self.merge()
        self.assertEqual((result.status, result.out), (0, ''))
        self.assertEqual(edits.sections(self.project), self.before)

    def test_words_beside_figures(self):
        node = self.text(self.paragraph('内设科室'), '内设科室')
        set_text(node, node.text.replace('内设科室', '内设机构'))
        result = self.merge()
        self.assertEqual(result.status, 0, result.err)
        self.assertIn('内设机构`= 其他数据[内设科室数]`个', self.section(2))
        self.assertIn('-本部门共有编制人数', result.out)

    def test_the_same_copy_again_has_nothing_new(self):
        for kinds in (['add'], ['split'], ['join'], ['add_item', 'remove', 'move'], ['word_in', 'add', 'split']):
            self.copy = edits.Copy(self.path)
            for kind in kinds:
                edits.edit(self.copy, random.Random(3), kind)
            with self.subTest(kinds=kinds):
                first = self.merge()
                taken = edits.sections(self.project)
                self.assertNotEqual(taken, self.before)
                # What was written beside it meanwhile stays, and changes nothing of that.
                self.append(next((self.project / 'sections').glob('2-*.md')), '\n另起一段，与送审稿无关。\n')
                written = edits.sections(self.project)
                again = self.merge()
                self.assertEqual((again.status, again.out), (first.status, ''), again.err)
                self.assertEqual(edits.sections(self.project), written)
            for name, data in self.before.items():
                (self.project / 'sections' / name).write_bytes(data)

    def test_dry_run_writes_nothing(self):
        node = self.text(self.paragraph('内设科室'), '内设科室')
        set_text(node, node.text.replace('内设科室', '内设机构'))
        result = self.merge('--dry-run')
        self.assertIn('+本部门共有编制人数', result.out)
        self.assertEqual(edits.sections(self.project), self.before)

    def test_digits_are_a_conflict(self):
        node = next(t for t in edits.figures(self.paragraph('内设科室')) if t.text == '3')
        set_text(node, '4')
        result = self.merge()
        self.assertEqual(result.status, 1)
        self.assertIn('“4人” where the tables give “3人”', result.err)
        self.assertEqual(edits.sections(self.project), self.before)

    def test_words_of_a_figure_are_proposed(self):
        node = next(t for p in self.copy.paragraphs() for t in edits.figures(p) if t.text.startswith('比上年'))
        set_text(node, '较上年' + node.text[3:])
        result = self.merge()
        self.assertIn('write 较上年`= 变动(收入合计, 上年.收入合计, “”)`', result.err)
        self.assertEqual(edits.sections(self.project), self.before)

    def test_a_rise_that_became_a_fall_is_a_conflict(self):
        node = next(t for p in self.copy.paragraphs() for t in edits.figures(p) if t.text.startswith('比上年增加'))
        set_text(node, node.text.replace('增加', '减少'))
        result = self.merge()
        self.assertEqual(result.status, 1)
        self.assertIn('merge-conflict', result.rules())
        self.assertEqual(edits.sections(self.project), self.before)

    def test_the_same_amount_otherwise(self):
        node = next(t for p in self.copy.paragraphs() for t in edits.figures(p) if t.text == '51.8')
        set_text(node, '51.80')
        result = self.merge()
        self.assertEqual(result.status, 1)
        self.assertIn('the same amount, written otherwise', result.err)

    def test_cover(self):
        p = next(p for p in self.copy.body.findall(W + 'p') if text_of(p) == '2023年部门预算公开')
        set_text(next(p.iter(W + 't')), '2023年部门预算信息公开')
        for node in list(p.iter(W + 't'))[1:]:
            set_text(node, '')
        result = self.merge()
        self.assertIn('“2023年部门预算公开” has become “2023年部门预算信息公开”', result.err)
        self.assertEqual(edits.sections(self.project), self.before)

    def test_pasted_as_text_alone(self):
        node = self.text(self.paragraph('内设科室'), '内设科室')
        set_text(node, node.text.replace('内设科室', '内设机构'))
        cell = next(t for table in self.copy.body.iter(W + 'tbl') if '本年收入合计' in text_of(table)
                    for t in table.iter(W + 't') if t.text == '51.80')
        set_text(cell, '61.75')
        self.copy.save(self.work / 'edited.docx')
        gongkai('build', self.project, '--to', 'docx')
        for between in '\t \n':
            with self.subTest(between=between):
                edits.paste(self.work / 'edited.docx', self.work / 'pasted.docx', rows=between)
                result = self.merge('--dry-run', path=self.work / 'pasted.docx')
                self.assertEqual(result.status, 0, result.err)
                self.assertEqual([line for line in result.out.split('\n') if line.startswith('+')][:1],
                                 ['+++ ' + str(self.project / 'sections' / '2-机构设置.md')])
                self.assertEqual(sum(line.startswith('+') for line in result.out.split('\n')), 2)
                self.assertIn('rows of tables that were pasted as text', result.err)
                self.assertIn('61.75', result.err)

    def test_heading(self):
        node = self.text(self.paragraph('机构设置'), '机构设置')
        set_text(node, '机构设置情况')
        self.assertEqual(self.merge().status, 0)
        self.assertTrue(self.section(2).startswith('# 机构设置情况\n'))

    def test_sentence_struck_out_with_its_figure(self):
        p = self.paragraph('内设科室')
        for sdt in list(p.iter(W + 'sdt'))[2:]:
            p.remove(sdt)
        for node in p.iter(W + 't'):
            if '内设科室' in (node.text or ''):
                set_text(node, '人。')
            elif '个，为综合办公室' in (node.text or ''):
                set_text(node, '')
        result = self.merge()
        self.assertIn('merge-figure-gone', result.rules())
        self.assertIn('实有人数`= 其他数据[实有人数]`人。\n', self.section(2))

    def test_table(self):
        table = next(t for t in self.copy.body.iter(W + 'tbl') if '本年收入合计' in text_of(t))
        node = next(t for t in table.iter(W + 't') if t.text == '51.80')
        set_text(node, '61.80')
        result = self.merge()
        self.assertEqual(result.status, 0)
        self.assertIn('“61.80” where the table has “51.80”', result.err)
        self.assertEqual(edits.sections(self.project), self.before)

    def test_controls_and_marks_removed(self):
        for p in self.copy.body.iter(W + 'p'):
            for child in list(p):
                if child.tag == W + 'sdt':
                    at = list(p).index(child)
                    p.remove(child)
                    for run in reversed(list(child.find(W + 'sdtContent'))):
                        p.insert(at, run)
                elif child.tag.startswith(W + 'bookmark'):
                    p.remove(child)
        result = self.merge()
        self.assertEqual((result.status, result.out), (0, ''))

    def test_marks_doubled(self):
        p = self.paragraph('（五）督促落实')
        import copy
        self.copy.body.insert(list(self.copy.body).index(p) + 1, copy.deepcopy(p))
        result = self.merge()
        self.assertIn('merge-bookmarks', result.rules())
        self.assertEqual(self.section(1).count('（五）督促落实'), 2)

    def test_tracked(self):
        p = self.paragraph('内设科室')
        run = next(r for r in p.findall(W + 'r') if '内设科室' in text_of(r))
        at = list(p).index(run)
        deleted, inserted = ET.Element(W + 'del'), ET.Element(W + 'ins')
        for mark in (deleted, inserted):
            mark.set(W + 'id', '900')
            mark.set(W + 'author', '张局长')
        for mark, tag, text in ((deleted, 'delText', '内设科室'), (inserted, 't', '内设机构')):
            set_text(ET.SubElement(ET.SubElement(mark, W + 'r'), W + tag), text)
        head = ET.Element(W + 'r')
        set_text(ET.SubElement(head, W + 't'), text_of(run).replace('内设科室', ''))
        p.remove(run)
        for part in (inserted, deleted, head):
            p.insert(at, part)
        self.assertEqual(self.merge('--tracked', 'reject', '--dry-run').out, '')
        listed = self.merge('--tracked', 'list')
        self.assertEqual(listed.out, '')
        self.assertIn('张局长 puts in: 内设机构', listed.err)
        self.assertEqual(self.merge().status, 0)
        self.assertIn('内设机构`=', self.section(2))

    def test_comment(self):
        p = self.paragraph('内设科室')
        ET.SubElement(ET.SubElement(p, W + 'r'), W + 'commentReference').set(W + 'id', '0')
        self.copy.parts['word/comments.xml'] = (
            f'<w:comments xmlns:w="{edits.SPACES["w"]}"><w:comment w:id="0" w:author="审计科"><w:p><w:r><w:t>请核对人数</w:t>'
            '</w:r></w:p></w:comment></w:comments>').encode()
        self.copy.parts['word/_rels/document.xml.rels'] = self.copy.parts['word/_rels/document.xml.rels'].replace(
            b'</Relationships>', b'<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'relationships/comments" Target="comments.xml"/></Relationships>')
        result = self.merge()
        finding = result.first('merge-comment')
        self.assertEqual((finding['file'], finding['line']), ('sections/2-机构设置.md', '3'))
        self.assertIn('请核对人数', finding['message'])

    def test_text_box_is_said(self):
        p = self.paragraph('内设科室')
        ET.SubElement(p.find(W + 'pPr'), W + 'framePr')
        self.assertIn('merge-kept', self.merge().rules())


    def test_what_was_signed_is_told(self):
        table = next(t for t in self.copy.body.iter(W + 'tbl') if '分管领导' in text_of(t))
        row = next(r for r in table.iter(W + 'tr') if '分管领导' in text_of(r))
        set_text(ET.SubElement(ET.SubElement(row.findall(W + 'tc')[1].find(W + 'p'), W + 'r'), W + 't'), '同意，请核对三公经费。')
        result = self.merge()
        self.assertEqual(result.status, 0)
        self.assertIn('分管领导, 意见: 同意，请核对三公经费。', result.err)

    def test_a_reason_written_into_the_key_figures_is_told(self):
        table = next(t for t in self.copy.body.iter(W + 'tbl') if '增减率' in text_of(t))
        cell = list(table.iter(W + 'tr'))[1].findall(W + 'tc')[-1]
        set_text(next(cell.iter(W + 't')), '新增两名工作人员')
        result = self.merge()
        self.assertEqual(result.status, 0)
        self.assertIn('收入合计, 原因: 新增两名工作人员', result.err)

    def test_notes_and_pictures_are_said(self):
        p = self.paragraph('内设科室')
        ET.SubElement(ET.SubElement(p, W + 'r'), W + 'footnoteReference').set(W + 'id', '2')
        ET.SubElement(ET.SubElement(ET.SubElement(p, W + 'r'), W + 'drawing'), '{%s}blip' % edits.SPACES['a'])
        result = self.merge()
        self.assertIn('are not taken: there are 1', result.err)
        self.assertIn('the copy has 1 pictures, the sections 0', result.err)
        self.assertEqual(edits.sections(self.project), self.before)

    def test_paragraph_numbers_are_no_text(self):
        gongkai('build', self.project, '--to', 'docx', '--numbered', '-o', self.work / 'numbered')
        path = next((self.work / 'numbered').glob('*.docx'))
        edits.paste(path, self.work / 'pasted.docx')
        for one in (path, self.work / 'pasted.docx'):
            result = self.merge(path=one)
            self.assertEqual((result.status, result.out), (0, ''), result.err)


class Footnotes(MergeTest):
    """Word's own footnotes, which it counts: as they were, edited, struck out, put in."""

    def setUp(self):
        ProjectTest.setUp(self)
        path = next((self.project / 'sections').glob('2-*.md'))
        path.write_text(path.read_text(encoding='utf-8').replace('为综合办公室。', '为综合办公室[^1]，负责日常事务[^2]。') +
                        '\n[^1]: 含派驻人员`= 其他数据[实有人数]`人，不含临时人员。\n\n[^2]: 见**本局**的规定。\n', encoding='utf-8')
        gongkai('build', self.project, '--to', 'docx', '-o', self.work / 'out')
        self.path = next((self.work / 'out').glob('*.docx'))
        self.copy = edits.Copy(self.path)
        self.notes = ET.fromstring(self.copy.parts['word/footnotes.xml'])
        self.before = edits.sections(self.project)

    def merge(self, *options, path=None):
        self.copy.parts['word/footnotes.xml'] = ET.tostring(self.notes, encoding='utf-8')
        return super().merge(*options, path=path)

    def strike_out(self, number):
        """A reference and its note, as Word takes them out."""
        p = self.paragraph('负责日常')
        reference = list(p.iter(W + 'footnoteReference'))[number]
        p.remove(next(run for run in p.iter(W + 'r') if reference in list(run)))
        self.notes.remove(next(note for note in self.notes if note.get(W + 'id') == reference.get(W + 'id')))

    def put_in(self, p, at, text):
        run = ET.Element(W + 'r')
        ET.SubElement(run, W + 'footnoteReference').set(W + 'id', '9')
        p.insert(at, run)
        note = ET.SubElement(self.notes, W + 'footnote')
        note.set(W + 'id', '9')
        line = ET.SubElement(note, W + 'p')
        ET.SubElement(ET.SubElement(line, W + 'r'), W + 'footnoteRef')
        set_text(ET.SubElement(ET.SubElement(line, W + 'r'), W + 't'), text)

    def test_as_they_were(self):
        self.assertEqual((self.merge().out, edits.sections(self.project)), ('', self.before))

    def test_saved_by_another_program(self):
        edits.libreoffice([self.path], self.work / 'saved')
        result = super().merge(path=next((self.work / 'saved').glob('*.docx')))
        self.assertEqual((result.status, result.out), (0, ''), result.err)
        self.assertEqual(edits.sections(self.project), self.before)

    def test_edited(self):
        p = self.paragraph('负责日常')
        node = self.text(p, '负责日常')
        set_text(node, node.text.replace('日常事务', '有关事务'))
        first = next(p.iter(W + 't'))
        set_text(first, '目前' + first.text)
        note = next(node for node in self.notes.iter(W + 't') if '临时人员' in (node.text or ''))
        set_text(note, note.text.replace('临时', '编外'))
        self.assertEqual(self.merge().status, 0)
        self.assertIn('\n目前本部门', self.section(2))
        self.assertIn('为综合办公室[^1]，负责有关事务[^2]。', self.section(2))
        self.assertIn('[^1]: 含派驻人员`= 其他数据[实有人数]`人，不含编外人员。', self.section(2))

    def test_struck_out(self):
        self.strike_out(0)
        result = self.merge()
        self.assertEqual(result.status, 0, result.err)
        self.assertIn('为综合办公室，负责日常事务[^2]。', self.section(2))
        self.assertNotIn('[^1]', self.section(2))
        self.assertIn('[^2]: 见**本局**的规定。', self.section(2))

    def test_all_struck_out(self):
        self.strike_out(1)
        self.strike_out(0)
        self.merge()
        self.assertNotIn('[^', self.section(2))

    def test_struck_out_with_its_paragraph(self):
        p = self.paragraph('负责日常')
        self.copy.body.remove(p)
        for note in list(self.notes)[2:]:
            self.notes.remove(note)
        self.merge()
        self.assertNotIn('[^', self.section(2))

    def test_put_in(self):
        p = self.paragraph('负责日常')
        self.put_in(p, len(p), '后加的注。')
        result = self.merge()
        self.assertEqual(result.status, 0, result.err)
        self.assertIn('负责日常事务[^2]。[^3]', self.section(2))
        self.assertIn('\n[^3]: 后加的注。\n', self.section(2))
        self.assertEqual(gongkai('check', self.project).rules() & {'note-unused', 'note-undefined', 'note-order'}, set())

    def test_put_in_before_others(self):
        p = self.paragraph('负责日常')
        first = next(run for run in p.iter(W + 'r') if run.find(W + 't') is not None and run in list(p))
        self.put_in(p, list(p).index(first) + 1, '先说的注。')
        result = self.merge()
        self.assertEqual(result.status, 0, result.err)
        self.assertIn('[^0a]', self.section(2))
        self.assertIn('\n[^0a]: 先说的注。\n', self.section(2))
        self.assertNotIn('note-order', gongkai('check', self.project).rules())

    def assert_taken(self):
        """What was merged is there, and merged again changes nothing."""
        merged = edits.sections(self.project)
        result = self.merge()
        self.assertEqual((result.status, result.out), (0, ''), result.err)
        self.assertEqual(edits.sections(self.project), merged)

    def test_put_in_and_merged_again(self):
        p = self.paragraph('负责日常')
        self.put_in(p, len(p), '后加的注。')
        self.assertEqual(self.merge().status, 0)
        self.assert_taken()

    def test_put_in_before_others_and_merged_again(self):
        p = self.paragraph('负责日常')
        first = next(run for run in p.iter(W + 'r') if run.find(W + 't') is not None and run in list(p))
        self.put_in(p, list(p).index(first) + 1, '先说的注。')
        self.assertEqual(self.merge().status, 0)
        self.assert_taken()

    def test_put_in_here_too(self):
        """One that was put in here meanwhile, before the others, moves their numbers on; what the copy says goes to each all the same."""
        path = next((self.project / 'sections').glob('2-*.md'))
        path.write_text(path.read_text('utf-8').replace('为综合办公室[^1]', '为综合[^0]办公室[^1]') + '\n[^0]: 这里先有的注。\n', 'utf-8')
        note = next(node for node in self.notes.iter(W + 't') if '临时人员' in (node.text or ''))
        set_text(note, note.text.replace('临时', '编外'))
        p = self.paragraph('负责日常')
        self.put_in(p, len(p), '后加的注。')
        result = self.merge()
        self.assertEqual(result.status, 0, result.err)
        self.assertIn('为综合[^0]办公室[^1]，负责日常事务[^2]。[^3]', self.section(2))
        self.assertIn('[^1]: 含派驻人员`= 其他数据[实有人数]`人，不含编外人员。', self.section(2))
        self.assertIn('\n[^3]: 后加的注。\n', self.section(2))
        self.assert_taken()

    def test_another_of_the_same_words_here(self):
        """In another place: it is no second text of its own, and no paragraph."""
        path = next((self.project / 'sections').glob('1-*.md'))
        text = path.read_text('utf-8').rstrip('\n')
        path.write_text(text + '[^9]\n\n[^9]: 后加的注。\n', 'utf-8')
        p = self.paragraph('负责日常')
        self.put_in(p, len(p), '后加的注。')
        result = self.merge()
        self.assertEqual(result.err.count('merge-kept'), 0, result.err)
        self.assertEqual(b''.join(edits.sections(self.project).values()).count('后加的注'.encode()), 2)

    def test_with_a_new_paragraph(self):
        p = self.paragraph('负责日常')
        new = edits.new_paragraph('另行公开的事项见专栏。')
        self.copy.body.insert(list(self.copy.body).index(p) + 1, new)
        self.put_in(new, len(new), '专栏在首页。')
        result = self.merge()
        self.assertEqual(result.status, 0, result.err)
        self.assertIn('另行公开的事项见专栏。[^3]\n\n[^3]: 专栏在首页。\n', self.section(2))

    def test_lost_by_paste(self):
        """Where all are gone with the file's own part, nobody took them out."""
        edits.paste(self.path, self.work / 'pasted.docx')
        result = super().merge(path=self.work / 'pasted.docx')
        self.assertIn('merge-kept', result.rules())
        self.assertEqual(edits.sections(self.project), self.before)

    def test_called_twice(self):
        path = next((self.project / 'sections').glob('2-*.md'))
        text = path.read_text(encoding='utf-8')
        path.write_text(text.replace('事务[^2]', '事务[^2]和其他[^1]'), encoding='utf-8')
        gongkai('build', self.project, '--to', 'docx', '-o', self.work / 'twice')
        before = edits.sections(self.project)
        result = super().merge(path=next((self.work / 'twice').glob('*.docx')))
        self.assertEqual((result.status, result.out), (0, ''), result.err)
        self.assertEqual(edits.sections(self.project), before)


class Since(MergeTest):
    """The sections changed since the copy went out."""

    def change(self, old, new):
        path = next((self.project / 'sections').glob('2-*.md'))
        path.write_text(path.read_text(encoding='utf-8').replace(old, new), encoding='utf-8')

    def test_both_sides(self):
        node = self.text(self.paragraph('内设科室'), '内设科室')
        set_text(node, node.text.replace('内设科室', '内设机构'))
        self.change('为综合办公室', '是综合办公室')
        result = self.merge()
        self.assertEqual(result.status, 0, result.err)
        self.assertIn('内设机构`= 其他数据[内设科室数]`个，是综合办公室', self.section(2))

    def test_where_they_meet(self):
        node = self.text(self.paragraph('内设科室'), '为综合办公室')
        set_text(node, node.text.replace('综合', '统筹'))
        self.change('综合', '行政')
        result = self.merge()
        self.assertEqual(result.status, 1)
        self.assertIn('merge-conflict', result.rules())
        self.assertIn('为行政办公室', self.section(2))

    def test_by_the_copy_that_went_out(self):
        """A pasted copy says nothing of itself: out-review/ has what went out."""
        node = self.text(self.paragraph('内设科室'), '内设科室')
        set_text(node, node.text.replace('内设科室', '内设机构'))
        self.copy.save(self.work / 'edited.docx')
        edits.paste(self.work / 'edited.docx', self.work / 'pasted.docx')
        gongkai('build', self.project, '--to', 'docx')
        self.change('为综合办公室', '是综合办公室')
        self.assertEqual(self.merge(path=self.work / 'pasted.docx').status, 0)
        self.assertIn('内设机构`= 其他数据[内设科室数]`个，是综合办公室', self.section(2))


class Refused(MergeTest):
    def write(self, name, content):
        path = self.work / name
        path.write_bytes(content)
        return path

    def test_truncated(self):
        self.refused(self.write('cut.docx', self.path.read_bytes()[:20000]), 'zip-broken')

    def test_other_kinds(self):
        self.refused(self.write('text.docx', '本部门共有编制人数'.encode()), 'file-kind')
        self.assertIn('.rtf', self.refused(self.write('rich.doc', b'{\\rtf1\\ansi ...}'), 'file-kind').err)
        self.refused(self.write('old.doc', b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(2000)), 'file-kind')
        self.refused(self.write('empty.docx', b''), 'file-kind')

    def test_no_document(self):
        book = io.BytesIO()
        with zipfile.ZipFile(book, 'w') as archive:
            archive.writestr('_rels/.rels', edits.RELATIONS)
            archive.writestr('word/document.xml', '<workbook/>')
        self.refused(self.write('book.docx', book.getvalue()), 'merge-kind')

    def test_bombs(self):
        parts = edits.read_copy(self.path)
        parts['word/document.xml'] = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + parts['word/document.xml'].split(b'?>', 1)[1]
        edits.write_copy(self.work / 'entity.docx', parts)
        self.refused(self.work / 'entity.docx', 'xml-entity')
        parts['word/document.xml'] = b'<a>' + b' ' * (600 << 20) + b'</a>'
        edits.write_copy(self.work / 'bomb.docx', parts)
        self.refused(self.work / 'bomb.docx', 'zip-too-large')

    def test_outside_is_not_fetched(self):
        self.copy.parts['word/_rels/document.xml.rels'] = self.copy.parts['word/_rels/document.xml.rels'].replace(
            b'Target="styles.xml"', b'Target="http://127.0.0.1:9/styles.xml" TargetMode="External"')
        result = self.merge()
        self.assertEqual(result.status, 0, result.err)

    def test_another_project(self):
        gongkai('build', YUNXI, '--to', 'docx', '-o', self.work / 'other')
        self.refused(next((self.work / 'other').glob('*.docx')), 'merge-other')

    def test_no_copy_at_all(self):
        root = ET.fromstring(edits.PASTED)
        for sentence in edits.SENTENCES:
            root.find(W + 'body').append(edits.new_paragraph(sentence))
        edits.write_copy(self.work / 'none.docx', {'[Content_Types].xml': edits.TYPES, '_rels/.rels': edits.RELATIONS,
                                                   'word/document.xml': ET.tostring(root, encoding='UTF-8')})
        self.refused(self.work / 'none.docx', 'merge-part')

    def test_a_part_of_it(self):
        body = self.copy.body
        for p in self.copy.paragraphs()[5:]:
            body.remove(p)
        self.copy.save(self.work / 'part.docx')
        self.refused(self.work / 'part.docx', 'merge-part')

    def test_usage(self):
        self.assertEqual(gongkai('merge', self.path).status, 2)
        self.assertEqual(gongkai('merge', self.path, self.project, '--tracked', 'some').status, 2)
        self.assertEqual(gongkai('merge', self.work / 'none.docx', self.project).status, 2)


if __name__ == '__main__':
    unittest.main()
