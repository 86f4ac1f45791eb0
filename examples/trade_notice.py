"""Parse a made-up form with your own Lark grammar, which imports rules and terminals from ours."""

from pathlib import Path

from lark import Lark

from form4_grammar import import_grammar

NOTICE = """\
Notice of Trades
03/14/2023\tS\t2,700\t$31.07(1)
03/15/2023\tP\t100\t$30.50

Explanation of Responses:
(1) The average of four sales.
"""

parser = Lark.open(str(Path(__file__).with_name("trade_notice.lark")), parser="lalr", import_paths=[import_grammar])
print(parser.parse(NOTICE).pretty())
