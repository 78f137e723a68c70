"""Seeded templates from a grammar over the whole language, with contexts that suit them mostly.

Expressions are generated for a wanted type, and in one of a hundred places for another, so that somewhat more than half of
the templates render and the others raise. What depends on the interpreter (addresses, randomness) and what COMPATIBILITY.md lists is left out.
"""

import random
import re

STRINGS = ["", "a", "abc", "Hello World", " padded ", "a,b,,c", "x\ny\n", "1", "42", "-7", "3.5", "1e3", "0x1f", "nan", "it's", 'say "hi"', "tab\there",
           "naïve", "ß", "İstanbul", "ΣΊΣΥΦΟΣ", "数据", "🙂x", "e\u0301", "\u00a0nb", "{}", "{0} {1}", "{a}", "%s", "%d items", "key", "a.b",
           "\u2028line", "ǆ", "AbC dEf", "-", "x" * 30, "one two three four five six seven"]
INTS = [0, 1, 2, 3, 5, 7, 10, -1, -2, -13, 100, 255, 2**31, 2**53 + 1, -(2**63), 10**20]
FLOATS = [0.0, -0.0, 0.5, 1.0, 1.5, 2.5, -2.5, 0.1, 3.14159, 1e16, 1e-7, 1.5e300, 123456.789, -0.05, 2.675]
KEYS = ["a", "b", "key", "name", "items", "x y", "0", "_p"]
ATOM = re.compile(r"[\w.]+|'[^']*'|\"[^\"]*\"|\[[^\]]*\]")
NAMES = ["s", "t", "i", "j", "f", "b", "n", "xs", "ys", "words", "d", "rows", "deep", "missing", "undef2"]


def value(rng, depth=0):
    kind = rng.randrange(9 if depth < 3 else 6)
    if kind == 0:
        return rng.choice([None, True, False])
    if kind in (1, 2):
        return rng.choice(INTS)
    if kind == 3:
        return rng.choice(FLOATS)
    if kind in (4, 5):
        return rng.choice(STRINGS)
    if kind in (6, 7):
        return [value(rng, depth + 1) for _ in range(rng.randrange(4))]
    return {rng.choice(KEYS): value(rng, depth + 1) for _ in range(rng.randrange(4))}


def context(rng):
    return {
        "s": rng.choice(STRINGS), "t": rng.choice(STRINGS), "i": rng.choice(INTS), "j": rng.choice(INTS[:9]), "f": rng.choice(FLOATS),
        "b": rng.random() < 0.5, "n": None, "xs": [rng.choice(INTS[:11]) for _ in range(rng.randrange(6))],
        "ys": [value(rng, 2) for _ in range(rng.randrange(5))], "words": [rng.choice(STRINGS) for _ in range(rng.randrange(5))],
        "d": {rng.choice(KEYS): value(rng, 1) for _ in range(rng.randrange(5))},
        "rows": [{"name": rng.choice(STRINGS[:12]), "n": rng.choice(INTS[:9]), "tags": [rng.choice(STRINGS[:8]) for _ in range(rng.randrange(3))]}
                 for _ in range(rng.randrange(5))],
        "deep": value(rng),
    }


def quote(rng, text):
    if rng.random() < 0.2:
        text = "".join(c if rng.random() < 0.7 or not c.isascii() else f"\\x{ord(c):02x}" if rng.random() < 0.5 else f"\\u{ord(c):04x}" for c in text.replace("\\", ""))
        return "'" + text.replace("'", "\\'").replace("\n", "\\n") + "'"
    mark = rng.choice("'\"")
    return mark + text.replace("\\", "\\\\").replace(mark, "\\" + mark).replace("\n", rng.choice(["\\n", "\n"])) + mark


class Grammar:
    def __init__(self, rng):
        self.rng = rng
        self.names = {"str": ["s", "t"], "int": ["i", "j"], "float": ["f"], "bool": ["b"], "list": ["xs", "ys", "words", "rows"], "dict": ["d"], "any": NAMES[:]}
        self.macros = []
        self.loops = 0
        self.depth = 0
        self.counter = 0

    def chance(self, p):
        return self.rng.random() < p

    def pick(self, *options):
        return self.rng.choice(options)

    # Expressions

    def expr(self, kind="any", depth=0):
        rng = self.rng
        if self.chance(0.01):
            kind = rng.choice(["str", "int", "float", "bool", "list", "dict", "any"])
        if kind == "any":
            kind = rng.choice(["str", "str", "int", "float", "bool", "list", "dict", "name", "wild"])
        if depth > 3 or (depth > 1 and self.chance(0.4)):
            return self.atom(kind)
        text = getattr(self, "expr_" + kind)(depth + 1)
        # Mostly in parentheses, where an operand is no atom, so that what follows belongs to the whole of it.
        if depth > 0 and not ATOM.fullmatch(text) and self.chance(0.98):
            text = f"({text})"
        if self.chance(0.03):
            text = f"{text} if {self.expr('bool', depth + 1)}" + (f" else {self.expr(kind if kind in self.names else 'any', depth + 1)}" if self.chance(0.8) else "")
            text = f"({text})"
        return text

    def atom(self, kind):
        rng = self.rng
        if kind in self.names and self.chance(0.6):
            return rng.choice(self.names[kind])
        if kind == "str":
            return quote(rng, rng.choice(STRINGS))
        if kind == "int":
            return str(abs(rng.choice(INTS))) if self.chance(0.9) else self.pick("0x1F", "0b101", "0o17", "1_000", "00")
        if kind == "float":
            return self.pick("1.5", "0.25", "2.0", "1e3", "1.5e-3", "10.0", "1_0.5")
        if kind == "bool":
            return self.pick("true", "false", "True", "False", "b")
        if kind == "list":
            return self.pick("[]", "[1, 2, 3]", "['b', 'a', 'C']", "(1, 2)", "()", "range(4)", "[[1, 'x'], [2, 'y']]", "xs")
        if kind == "dict":
            return self.pick("{}", "{'a': 1, 'b': 'x'}", "{'key': [1, 2], 'name': none}", "{1: 'i', 'z': 2.5}", "d")
        return rng.choice(NAMES + ["none", "None"])

    def expr_name(self, depth):
        return self.rng.choice(self.names["any"])

    def expr_wild(self, depth):
        e, r = self.expr, self.rng
        return r.choice([
            lambda: f"{e('dict', depth)}.{r.choice(['a', 'b', 'name', 'items', 'get', '_p', '__class__', 'key'])}",
            lambda: f"{e('dict', depth)}[{quote(r, r.choice(KEYS))}]",
            lambda: f"{e('list', depth)}[{e('int', depth)}]",
            lambda: f"{e('list', depth)}.{r.randrange(3)}",
            lambda: f"{e('any', depth)}.{r.choice(['foo', 'name', 'real', 'upper', 'append', '__len__'])}",
            lambda: f"{e('list', depth)}|{self.pick('first', 'last', 'min', 'max')}",
            lambda: f"{e('any', depth)} {self.pick('and', 'or')} {e('any', depth)}",
            lambda: f"{e('any', depth)}|default({e('any', depth)}{self.pick('', ', true', ', boolean=true')})",
            lambda: f"{e('any', depth)}|d({e('any', depth)})",
            lambda: f"{e('any', depth)}|attr({quote(r, r.choice(['a', 'name', 'real', 'items']))})",
            lambda: f"{e('dict', depth)}.get({quote(r, r.choice(KEYS))}{self.pick('', ', ' + e('any', depth))})",
            lambda: self.loop_attr() if self.loops else e("str", depth),
            lambda: f"{r.choice(self.macros)}({self.arguments(depth)})" if self.macros else e("int", depth),
            lambda: f"{e('any', depth)} {self.pick('+', '*', '-', '%', '/', '//')} {e('any', depth)}",
            lambda: self.pick("namespace(a=1).a", "cycler('x', 'y').next()", "joiner()()", "dict(a=1, b=s)", "dict([['k', 1]])", "strftime_now('%Y-%m-%d %H:%M:%S %B %j %p')", f"strftime_now({self.pick(*[repr(x) for x in TIMES])})",
                              "undefined_name", "xs.count(1)", self.pick("raise_exception('no')", "xs.append(1)", "d.update({})", "loop")),
        ])()

    def arguments(self, depth):
        parts = [self.expr("any", depth + 1) for _ in range(self.rng.randrange(3))]
        if self.chance(0.3):
            parts.append(f"{self.pick('p', 'q', 'extra')}={self.expr('any', depth + 1)}")
        if self.chance(0.05):
            parts.append(f"*{self.expr('list', depth + 1)}")
        if self.chance(0.05):
            parts.append(f"**{self.expr('dict', depth + 1)}")
        return ", ".join(parts)

    def loop_attr(self):
        return "loop." + self.pick("index", "index0", "first", "last", "length", "revindex", "revindex0", "previtem", "nextitem", "depth", "depth0",
                                   "cycle('a', 'b')", "changed(i)", "cycle(1, s, none)")

    def expr_str(self, depth):
        e, r = self.expr, self.rng
        q = lambda: quote(r, r.choice(STRINGS))
        return r.choice([
            lambda: self.atom("str"),
            lambda: self.atom("str"),
            lambda: f"{e('str', depth)} + {e('str', depth)}",
            lambda: f"{e('str', depth)} ~ {e('any', depth)} ~ {e('any', depth)}",
            lambda: f"{e('str', depth)} * {self.pick('2', '0', '-1', '3', 'j')}",
            lambda: f"{e('str', depth)}[{self.slice(depth)}]",
            lambda: f"{e('str', depth)}[{e('int', depth)}]",
            lambda: f"{e('str', depth)}.{self.pick('upper', 'lower', 'title', 'capitalize', 'swapcase', 'strip', 'lstrip', 'rstrip')}()",
            lambda: f"{e('str', depth)}.{self.pick('strip', 'lstrip', 'rstrip', 'removeprefix', 'removesuffix')}({q()})",
            lambda: f"{e('str', depth)}.replace({q()}, {q()}{self.pick('', ', 1', ', 0', ', -1')})",
            lambda: f"{e('str', depth)}.{self.pick('center', 'ljust', 'rjust')}({r.randrange(12)}{self.pick('', ', ' + quote(r, '*'), ', ' + quote(r, '🙂'))})",
            lambda: f"{e('str', depth)}.zfill({r.randrange(9)})",
            lambda: f"{e('str', depth)}.expandtabs({self.pick('', '4', '0')})",
            lambda: f"{q()}.join({e('list', depth)})",
            lambda: f"{self.pick(*[repr(x) for x in FORMATS])}.format({e('any', depth)}, {e('any', depth)}, a={e('any', depth)})",
            lambda: f"{self.pick(*[repr(x) for x in PERCENTS])} % {e('any', depth)}",
            lambda: f"{self.pick(*[repr(x) for x in PERCENTS2])} % ({e('any', depth)}, {e('any', depth)})",
            lambda: f"{self.pick(*[repr(x) for x in PERCENTS])}|format({e('any', depth)})",
            lambda: f"{e('any', depth)}|{self.pick('string', 'upper', 'lower', 'title', 'capitalize', 'trim', 'wordcount', 'tojson')}",
            lambda: f"{e('any', depth)}|tojson({self.pick('indent=2', 'indent=4', 'ensure_ascii=true', 'sort_keys=true', 'separators=(%s, %s)' % (repr(','), repr(':')), 'indent=0', 'true', 'indent=none')})",
            lambda: f"{e('list', depth)}|join({self.pick('', repr(', '), repr('-'), e('str', depth))})",
            lambda: f"rows|join(', ', attribute={self.pick(repr('name'), repr('n'), repr('tags.0'))})",
            lambda: f"{e('str', depth)}|replace({q()}, {q()}{self.pick('', ', 1')})",
            lambda: f"{e('str', depth)}|trim({q()})",
            lambda: f"{e('str', depth)}|{self.pick('indent', 'indent(2)', 'indent(2, true)', 'indent(width=1, first=true, blank=true)', 'indent(%s)' % repr('> '))}",
            lambda: f"{e('str', depth)}|{self.pick('center', 'center(9)', 'truncate', 'truncate(9)', 'truncate(5, true)', 'truncate(9, false, %s, 0)' % repr('…'), 'reverse')}",
            lambda: f"{e('float', depth)}|filesizeformat{self.pick('', '(true)')}",
            lambda: f"{e('int', depth)}|string",
            lambda: f"{e('any', depth)}|pprint",
            lambda: f"{e('str', depth)}|wordwrap({self.pick('9', '5', '20', '3, false', '7, true, %s' % repr('|'), '4, break_on_hyphens=false', '0', '')})",
            lambda: f"{e('str', depth)}.casefold()",
            lambda: f"{e('str', depth)}.translate({self.pick('{97: 98}', '{108: none, 120: %s}' % repr('yy'), 'd', 'words', q() + '.maketrans(%s, %s, %s)' % (repr('ab'), repr('xy'), repr('l')), e('any', depth))})",
            lambda: f"{q()}.maketrans({self.pick('%s, %s' % (q(), q()), '{%s: 1, 98: none}' % q())})",
        ])()

    def slice(self, depth):
        part = lambda: self.pick("", str(self.rng.randrange(-6, 7)), "j")
        return f"{part()}:{part()}" + (f":{self.pick('', '1', '2', '-1', '-2')}" if self.chance(0.4) else "")

    def expr_int(self, depth):
        e, r = self.expr, self.rng
        return r.choice([
            lambda: self.atom("int"),
            lambda: self.atom("int"),
            lambda: f"{e('int', depth)} {self.pick('+', '-', '*', '//', '%')} {e('int', depth)}",
            lambda: f"-{self.atom('int')}",
            lambda: f"{self.pick('2', '10', '-3', '(-3)', '(1 - 4)', '0', 'j')} ** {self.pick('0', '1', '5', '-1', '20', '2 ** 2', 'j')}",
            lambda: f"{e('any', depth)}|{self.pick('length', 'count', 'int', 'abs')}",
            lambda: f"{e('str', depth)}|int({self.pick('7', '0, 16', 'base=2', 'default=-1', '0, 0')})",
            lambda: f"{e('str', depth)}.{self.pick('find', 'rfind', 'count', 'index')}({quote(r, r.choice(STRINGS[:10]))}{self.pick('', ', 1', ', 0, 3', ', -2')})",
            lambda: f"{e('list', depth)}|sum{self.pick('', '(start=1)')}",
            lambda: "rows|sum(attribute='n')",
            lambda: f"{e('float', depth)}|round|int",
            lambda: f"{e('int', depth)}|round({self.pick('-1', '-2', '1', '0, %s' % repr('ceil'))})",
            lambda: f"{e('list', depth)}.{self.pick('count', 'index')}({e('int', depth)})",
            lambda: f"{e('str', depth)}|wordcount",
            lambda: f"{e('int', depth)}.bit_length()",
        ])()

    def expr_float(self, depth):
        e = self.expr
        return self.rng.choice([
            lambda: self.atom("float"),
            lambda: f"{e('float', depth)} {self.pick('+', '-', '*', '/', '//', '%')} {e('float', depth)}",
            lambda: f"{e('int', depth)} / {e('int', depth)}",
            lambda: f"{self.pick('2.0', '1.5', '10.0')} ** {self.pick('2', '-1', '3.0')}",
            lambda: f"-{e('float', depth)}",
            lambda: f"{e('float', depth)}|round({self.pick('', '1', '2', '3', '-1', '2, %s' % repr('floor'), '0, %s' % repr('ceil'), 'precision=1')})",
            lambda: f"{e('any', depth)}|float{self.pick('', '(1.5)', '(default=-1)')}",
            lambda: f"{e('float', depth)}|abs",
        ])()

    def expr_bool(self, depth):
        e, r = self.expr, self.rng
        return r.choice([
            lambda: self.atom("bool"),
            lambda: f"{e('int', depth)} {self.pick('<', '<=', '>', '>=', '==', '!=')} {e('int', depth)}",
            lambda: f"{e('any', depth)} {self.pick('==', '!=')} {e('any', depth)}",
            lambda: f"{e('str', depth)} {self.pick('<', '>', '==', 'in', 'not in')} {e('str', depth)}",
            lambda: f"{e('int', depth)} < {e('int', depth)} <= {e('int', depth)}",
            lambda: f"{e('any', depth)} {self.pick('in', 'not in')} {e('list', depth)}",
            lambda: f"{e('str', depth)} in {e('dict', depth)}",
            lambda: f"not {e('any', depth)}",
            lambda: f"{e('bool', depth)} {self.pick('and', 'or')} {e('bool', depth)}",
            lambda: f"{e('any', depth)} is {self.pick('', 'not ')}{self.test(depth)}",
            lambda: f"{e('str', depth)}.{self.pick('startswith', 'endswith')}({self.pick(quote(r, r.choice(STRINGS[:8])), '(%s, %s)' % (repr('a'), repr('x')))})",
            lambda: f"{e('str', depth)}.{self.pick(*PREDICATES)}()",
            lambda: f"{e('list', depth)} {self.pick('<', '>', '==')} {e('list', depth)}",
        ])()

    def test(self, depth):
        e = self.expr
        return self.rng.choice([
            lambda: self.pick("defined", "undefined", "none", "boolean", "true", "false", "integer", "float", "number", "string", "mapping", "sequence",
                              "iterable", "callable", "lower", "upper", "odd", "even"),
            lambda: f"divisibleby({e('int', depth)})",
            lambda: f"divisibleby {self.pick('2', '3', '0')}",
            lambda: f"{self.pick('eq', 'ne', 'equalto', 'lt', 'gt', 'le', 'ge', 'lessthan', 'greaterthan')}({e('any', depth)})",
            lambda: f"in({e('list', depth)})",
            lambda: f"in {self.atom('list')}",
            lambda: self.pick("filter", "test", "sameas(none)", "sameas true", "none"),
        ])()

    def expr_list(self, depth):
        e, r = self.expr, self.rng
        return r.choice([
            lambda: self.atom("list"),
            lambda: "[" + ", ".join(e("any", depth) for _ in range(r.randrange(4))) + "]",
            lambda: "(" + ", ".join(e("any", depth) for _ in range(r.randrange(2, 4))) + ")",
            lambda: f"{e('list', depth)} + {e('list', depth)}",
            lambda: f"{e('list', depth)}[{self.slice(depth)}]",
            lambda: f"{e('list', depth)} * {self.pick('2', '0', '-1')}",
            lambda: f"range({r.randrange(6)}{self.pick('', ', 8', ', -3, -1', ', 9, 2')})",
            lambda: f"{e('any', depth)}|list",
            lambda: f"{e('list', depth)}|{self.pick('sort', 'sort(true)', 'sort(reverse=true, case_sensitive=true)', 'unique|list', 'reverse|list', 'unique(true)|list')}",
            lambda: f"rows|{self.pick('sort', 'unique', 'selectattr', 'rejectattr')}({self.pick('attribute=%s' % repr('name'), 'attribute=%s' % repr('n,name'), repr('n'), repr('tags'))})|list",
            lambda: f"rows|selectattr('n', {self.pick(repr('odd'), repr('gt') + ', 2', repr('defined'), repr('in') + ', [1, 2]')})|list",
            lambda: f"{e('list', depth)}|{self.pick('select', 'reject')}({self.pick('', repr('odd'), repr('string'), repr('defined'), repr('gt') + ', 2', repr('number'))})|list",
            lambda: f"{e('list', depth)}|map({self.pick(repr('upper'), repr('string'), repr('int'), repr('default') + ', 3', repr('round') + ', 1', repr('length'), repr('trim'))})|list",
            lambda: f"rows|map(attribute={self.pick(repr('name'), repr('tags.0'), repr('zz') + ', default=0')})|list",
            lambda: f"{e('list', depth)}|{self.pick('batch', 'slice')}({self.pick('2', '3', '2, 0', '1', '3, none')})|list",
            lambda: f"rows|groupby({self.pick(repr('name'), repr('n'), repr('name') + ', case_sensitive=true', repr('zz') + ', default=%s' % repr('-'))})",
            lambda: f"{e('str', depth)}.{self.pick('split()', 'split(%s)' % repr(','), 'rsplit(%s, 1)' % repr(','), 'rsplit(%s)' % repr(','), 'splitlines()', 'splitlines(true)', 'split(none, 1)', 'partition(%s)' % repr(','), 'rpartition(%s)' % repr(' '), 'split(maxsplit=1)', 'rsplit(none, 1)')}",
            lambda: f"{quote(r, r.choice(RUNS))}.{self.pick('rsplit', 'rsplit', 'split')}({quote(r, r.choice(SEPARATORS))}{self.pick('', '', ', -1', ', 1', ', 2')})",
            lambda: f"{e('dict', depth)}.{self.pick('keys', 'values', 'items')}(){self.pick('', '|list')}",
            lambda: f"{e('dict', depth)}|{self.pick('items|list', 'dictsort', 'dictsort(true)', 'dictsort(by=%s)' % repr('value'), 'dictsort(reverse=true)', 'list')}",
        ])()

    def expr_dict(self, depth):
        e, r = self.expr, self.rng
        return r.choice([
            lambda: self.atom("dict"),
            lambda: "{" + ", ".join(f"{quote(r, r.choice(KEYS)) if self.chance(0.8) else e('any', depth)}: {e('any', depth)}" for _ in range(r.randrange(4))) + "}",
            lambda: f"dict({self.pick('d', e('dict', depth))}, z={e('any', depth)})",
            lambda: f"dict(a={e('any', depth)})",
            lambda: "rows[0]",
            lambda: f"{e('dict', depth)}.copy()",
        ])()

    # Statements

    def body(self, depth):
        self.depth += 1
        if self.depth > 3:
            text = self.text() + self.print_()
        else:
            text = "".join(self.statement(depth) for _ in range(self.rng.randrange(1, 4)))
        self.depth -= 1
        return text

    def statement(self, depth=0):
        options = [self.text, self.print_, self.print_, self.print_, self.if_, self.for_, self.set_, self.set_]
        options += [self.set_block, self.macro, self.call_block, self.with_, self.filter_block, self.raw, self.comment, self.namespace, self.generation, self.recursive]
        if self.loops:
            options += [lambda: self.tag(self.pick("break", "continue")) if self.chance(0.5) else self.tag(f"if {self.expr('bool')}") + self.tag(self.pick("break", "continue")) + self.tag("endif")]
        if self.chance(0.002):
            return self.pick("{{", "{%", "{% if %}", "{{ 1 + }}", "{% endfor %}", "{{ 'x }}", "{% set 1 = 2 %}", "{{ a b }}", "{{ x|nofilter }}", "{{ x is nosuchtest }}", "{% if b %}{{ x|nofilter }}{% endif %}", "{{ xs|map('nofilter')|list }}", "{% foo %}", "{{ f(a=1, a=2) }}", "{% set loop = 1 %}", "{#", "{{ ) }}", "{{ [1, }}", "{{ x is }}", "{% break %}", "{% macro m(a=1, b) %}{% endmacro %}", "{{ 1 if }}")
        return self.rng.choice(options)()

    def tag(self, inside):
        return "{%" + self.pick("", "", "", "-", "-", "+") + " " + inside + " " + self.pick("", "", "", "-", "-", "+") + "%}" + self.pick("", "\n", "")

    def text(self):
        return self.pick("text", " ", "\n", "\n  ", "  \n\n", "a\tb ", "<b>&amp;</b>", "{ x }", "% }", "\r\n", "🙂", "- item\n    ", "")

    def print_(self):
        return "{{" + self.pick("", "", "-") + " " + self.expr() + " " + self.pick("", "", "-") + "}}"

    def if_(self):
        text = self.tag("if " + self.expr("bool")) + self.body(1)
        for _ in range(self.rng.choice([0, 0, 0, 1, 2])):
            text += self.tag("elif " + self.expr("bool")) + self.body(1)
        if self.chance(0.5):
            text += self.tag("else") + self.body(1)
        return text + self.tag("endif")

    def for_(self):
        target, iterable = self.rng.choice([
            ("x", self.expr("list")), ("x", self.expr("list")), ("x", self.expr("str")), ("k, v", "d.items()"), ("k, v", self.expr("dict") + "|dictsort"), ("row", "rows"), ("x", self.expr("any")),
            ("(p, q)", "[[1, 2], [3, 4]]"), ("s", "words"), ("i", "range(3)")])
        test = f" if {self.expr('bool')}" if self.chance(0.2) else ""
        text = self.tag(f"for {target} in {iterable}{test}")
        added = [name.strip("() ") for name in target.split(",")]
        self.names["any"] += added
        self.loops += 1
        text += self.body(1)
        if self.chance(0.4):
            text += "{{ " + self.loop_attr() + " }}"
        self.loops -= 1
        if self.chance(0.25):
            text += self.tag("else") + self.body(1)
        for name in added:
            self.names["any"].remove(name)
        return text + self.tag("endfor")

    def recursive(self):
        self.loops += 1
        text = self.tag("for x in [1, [2, [3]], [], 4] recursive") + "{{ loop.depth }}" + self.tag("if x is iterable") + "{{ loop(x) }}" + self.tag("else") + "{{ x }}" + self.body(2) + self.tag("endif") + self.tag("endfor")
        self.loops -= 1
        return text

    def set_(self):
        kind = self.pick("str", "int", "list", "any", "dict", "bool")
        name = self.pick("s", "i", "x", "y", "z", "xs", "d", "b") if kind != "any" else self.pick("x", "y", "z")
        if self.chance(0.1):
            return self.tag(f"set {name}, {self.pick(*sorted({'y', 'z'} - {name}))} = {self.expr()}, {self.expr()}")
        if name not in self.names["any"]:
            self.names["any"].append(name)
        return self.tag(f"set {name} = {self.expr(kind)}")

    def set_block(self):
        name = self.pick("x", "y", "z", "s")
        chosen = self.pick("", "", " | upper", " | trim | length", " | replace('a', 'b')")
        return self.tag(f"set {name}{chosen}") + self.body(1) + self.tag("endset") + "{{ " + name + " }}"

    def macro(self):
        self.counter += 1
        name = f"m{self.counter}"
        signature = self.pick("", "p", "p, q=1", "p=s, q=p", "q='z'", "p, caller=none", "p, q")
        loops, self.loops = self.loops, 0
        body = self.body(1) + self.pick("", "{{ p }}", "{{ q }}{{ varargs }}", "{{ kwargs }}", "{{ caller() }}", "{{ caller('c') if caller is defined }}", "{% set s = 'inner' %}{{ s }}")
        self.loops = loops
        self.macros.append(name)
        call = "{{ " + f"{name}({self.arguments(1)})" + " }}" if self.chance(0.7) else ""
        return self.tag(f"macro {name}({signature})") + body + self.tag("endmacro") + call

    def call_block(self):
        if not self.macros:
            return ""
        name = self.rng.choice(self.macros)
        loops, self.loops = self.loops, 0
        text = self.tag(f"call{self.pick('', '', '(c)', '(c=1)')} {name}({self.arguments(1)})") + self.body(1) + self.pick("", "{{ c }}") + self.tag("endcall")
        self.loops = loops
        return text

    def with_(self):
        return self.tag(f"with {self.pick('', 'x = ' + self.expr(), 'x = 1, y = x', 's = s ~ 1')}") + self.body(1) + self.pick("", "{{ x }}", "{{ y }}") + self.tag("endwith")

    def filter_block(self):
        return self.tag("filter " + self.pick("upper", "trim", "replace('a', s)", "indent(2)", "title|trim", "length", "reverse")) + self.body(1) + self.tag("endfilter")

    def raw(self):
        return self.pick("{% raw %}", "{%- raw -%}", "{%+ raw %}", "{% raw -%}\n") + self.pick("{{ x }}", "{% if %}", " \n", "{#") + self.tag("endraw")

    def comment(self):
        return "{#" + self.pick("", "-", "+") + self.pick(" note ", "{{ x }}", "\n", "-") + self.pick("", "-", "+") + "#}" + self.pick("", "\n")

    def namespace(self):
        self.names["any"].append("ns.a")
        return self.tag(f"set ns = namespace(a={self.expr()})") + self.tag(f"set ns.{self.pick('a', 'b')} = {self.expr()}") + "{{ ns.a }}"

    def generation(self):
        loops, self.loops = self.loops, 0
        text = self.tag("generation") + self.body(1) + self.tag("endgeneration")
        self.loops = loops
        return text


FORMATS = ["{} {}", "{}", "{1}", "{!s}", "{!r}", "{} {}", "{0}{1}{0}", "{a}", "{:>8}|", "{!r:<10}", "{0:.2f}", "{0:,}", "{:05d}", "{:x}", "{a!s:^7}", "{0[0]}", "{0.real}", "{{}}{}", "{:%}", "{:e}", "{:g}", "{:+}", "{:_}",
           "{:{}}", "{", "}", "{2}", "{zz}", "{:c}", "{:*^9}", "{:08.3f}", "{:#x}", "{!a}", "{:b}", "{:.3}", "{:10}", "{: }", "{:,.1f}", "{:010,}", "{:n}",
           "{:>02}", "{:<08}", "{:=05}", "{:^05}", "{:.1}", "{:.0}", "{:#}", "{:5c}"]
TIMES = ["%Od", "%#d", "%10d", "%^P", "%-d %#B", "%Ey|%EY", "%_5H|%-5M|%05S", "%12A|%^10b", "%012F %#p", "%-f%Q%5N%"]
RUNS = ["a\n\n\nb", "aaaaa", "x,,,y,,z", ",,,", "a,b,,c", "  a   b ", "ab", ""]
SEPARATORS = ["\n\n", "aa", ",,", ",", "  ", "\n"]
PERCENTS = ["%s", "%s", "[%r]", "%s|", "%d", "%5d|", "%-5s|", "%05.1f", "%x", "%r", "%e", "%g", "%%", "%i", "%+d", "%c", "%o", "%.3s", "%(a)s", "%", "%z", "%#x", "% d", "%a", "%G", "%.0f"]
PERCENTS2 = ["%s %s", "%s-%d", "%*d", "%s", "%s %s %s", "%.*f"]
PREDICATES = ["isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower", "isnumeric", "isprintable", "isspace", "istitle", "isupper"]


def case(seed):
    """A template and its context; the seed alone decides."""
    rng = random.Random(seed)
    grammar = Grammar(rng)
    variables = context(rng)
    for name in ("t", "deep", "n"):
        if rng.random() < 0.1:
            del variables[name]
    return "".join(grammar.statement() for _ in range(rng.choice([1, 1, 1, 1, 2, 2, 3]))), variables
