"""`python -m crawler.commands` is `qiaowen`."""

from crawler.commands import qiaowen

qiaowen(prog_name="qiaowen")
