"""What the linked binary says of its hardening, as its ELF headers and symbols have it."""
import os
import platform
import re
import unittest

from harness import GONGKAI, tool

SANITIZED = 'libasan' in tool('ldd', GONGKAI)


@unittest.skipIf(SANITIZED, 'sanitizers bring their own')
class Hardening(unittest.TestCase):
    def test_anywhere_in_memory(self):
        self.assertRegex(tool('readelf', '-hW', GONGKAI), r'Type: +DYN')
        self.assertRegex(tool('readelf', '-dW', GONGKAI), r'FLAGS_1.*\bPIE\b')

    def test_what_the_linker_fills_is_read_only(self):
        self.assertIn('GNU_RELRO', tool('readelf', '-lW', GONGKAI))
        self.assertRegex(tool('readelf', '-dW', GONGKAI), r'BIND_NOW|FLAGS_1.*\bNOW\b')

    def test_no_stack_is_executed(self):
        stack, = re.findall(r'GNU_STACK.*', tool('readelf', '-lW', GONGKAI))
        self.assertNotIn('E', stack.split()[-2])

    def test_stacks_are_watched(self):
        self.assertIn('__stack_chk_fail', tool('readelf', '-sW', '--dyn-syms', GONGKAI))

    @unittest.skipUnless(platform.machine() == 'x86_64', 'of this processor alone')
    def test_jumps_land_where_they_may(self):
        """The mark of the whole binary (IBT, SHSTK) hangs on the C library's start files too; each function has its own."""
        self.assertIn('endbr64', tool('objdump', '-d', '--disassemble=command_build', GONGKAI))

    @unittest.skipUnless(platform.machine() == 'x86_64', 'of this processor alone')
    def test_large_frames_touch_every_page(self):
        self.assertRegex(tool('objdump', '-d', GONGKAI), r'orq +\$0x0,\(%rsp\)')

    @unittest.skipUnless(os.environ.get('CONFIG') == 'Release', 'of optimized builds')
    def test_copies_are_measured(self):
        names = set(re.findall(r'\b(__\w+_chk)\b', tool('readelf', '-sW', '--dyn-syms', GONGKAI)))
        self.assertGreater(len(names - {'__stack_chk'}), 3, names)
