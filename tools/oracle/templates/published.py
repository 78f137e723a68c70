"""Seeded templates of what published chat templates do besides the language: `safe` and what becomes of its result, methods as values, content
in parts, tools and arguments with lists and objects. An extension of the grammar: every string may be a Markup here.
"""

import random

from grammar import KEYS, STRINGS, Grammar, context, quote, value

MARKUPS = ["<b>", "a & b", "&lt;x&gt;", "'q'", '"', "<", "&", "%s <i>", "{} & {}", "{0!r}>", "x<y\n  z>w\n", "a,<b>,c", " <pad> ", "%(a)s&", "%d", "%5.2f|%r", "{a:>5}", "-", "<tool_call>\n", "</think>"]
METHODS = {
    "str": ["encode", "upper", "split", "format", "format_map", "strip", "nothing", "join", "isupper", "maketrans", "casefold", "removeprefix", "title"],
    "int": ["bit_length", "to_bytes", "real", "as_integer_ratio", "nothing", "conjugate", "from_bytes", "bit_count", "numerator"],
    "float": ["hex", "is_integer", "real", "imag", "fromhex", "nothing", "as_integer_ratio"],
    "bool": ["bit_length", "real", "nothing", "to_bytes"],
    "list": ["count", "index", "copy", "append", "extend", "sort", "nothing"],
    "dict": ["items", "keys", "get", "update", "fromkeys", "copy", "nothing", "popitem"],
    "markup": ["escape", "unescape", "striptags", "upper", "format", "split", "find", "encode", "nothing", "join"],
    "any": ["items", "upper", "count", "get", "strip", "real", "append", "nothing"],
}


def part(rng):
    return rng.choice([
        lambda: {"type": "text", "text": rng.choice(STRINGS + MARKUPS)},
        lambda: {"type": "text", "text": rng.choice(MARKUPS), "cache_control": {"type": "ephemeral"}},
        lambda: {"type": "image", "image": rng.choice(["", "a.png"])},
        lambda: {"type": "image_url", "image_url": {"url": "a"}},
        lambda: {"text": rng.choice(MARKUPS)},
        lambda: rng.choice(MARKUPS),
    ])()


def message(rng):
    content = rng.choice([lambda: rng.choice(STRINGS + MARKUPS), lambda: None, lambda: [part(rng) for _ in range(rng.randrange(4))]])()
    made = {"role": rng.choice(["system", "user", "assistant", "tool", "developer"]), "content": content}
    if rng.random() < 0.1:
        del made["content"]
    if rng.random() < 0.4:
        made["tool_calls"] = [call(rng) for _ in range(rng.randrange(3))]
    if rng.random() < 0.3:
        made["reasoning_content"] = rng.choice(STRINGS + MARKUPS)
    return made


def call(rng):
    arguments = {rng.choice(KEYS + ["paths", "<k>"]): value(rng, 1) for _ in range(rng.randrange(4))}
    function = {"name": rng.choice(["read", "<f>"]), "arguments": rng.choice([arguments, arguments, '{"a": [1]}', None])}
    return rng.choice([{"type": "function", "id": "c1", "function": function}, function])


def tool(rng):
    parameters = {"type": "object", "properties": {name: {"type": rng.choice(["string", ["integer", "null"], "array"]), "description": rng.choice(MARKUPS),
                                                            "enum": ["a", "<b>"], "items": {"type": "string"}}
                                                     for name in rng.sample(["path", "n", "items", "flags"], rng.randrange(4))},
                  "required": rng.sample(["path", "n", "items"], rng.randrange(3))}
    return {"type": "function", "function": {"name": "read", "description": rng.choice(MARKUPS), "parameters": parameters, "strict": rng.choice([True, False, None])}}


class Published(Grammar):
    def __init__(self, rng):
        super().__init__(rng)
        self.names["str"] += ["m", "h"]
        self.names["any"] += ["m", "h"]
        self.names["markup"] = ["m", "h"]

    def expr(self, kind="any", depth=0):
        if kind == "any" and self.chance(0.25):
            kind = self.pick("markup", "markup", "method")
        if kind == "str" and self.chance(0.2):
            kind = "markup"
        return super().expr(kind, depth)

    def atom(self, kind):
        if kind in ("str", "markup") and (kind == "markup" or self.chance(0.25)):
            if self.chance(0.5):
                return self.pick("m", "h")
            text = quote(self.rng, self.rng.choice(MARKUPS))
            return f"({text}|{self.pick('safe', 'safe', 'safe', 'escape', 'e')})" if kind == "markup" or self.chance(0.7) else text
        if kind == "method":
            return f"{self.rng.choice(self.names['any'])}.{self.rng.choice(METHODS['any'])}"
        return super().atom(kind)

    def expr_markup(self, depth):
        e, r = self.expr, self.rng
        mark = lambda: quote(r, r.choice(MARKUPS))
        any_text = lambda: self.pick(mark(), f"({mark()}|safe)", e("str", depth), e("any", depth))
        target = self.atom("markup")
        return r.choice([
            lambda: target,
            lambda: f"{e('any', depth)}|{self.pick('safe', 'safe', 'safe', 'escape', 'e', 'forceescape')}",
            lambda: f"{e('any', depth)}|tojson|safe",
            lambda: f"{any_text()} + {target}",
            lambda: f"{target} + {any_text()}",
            lambda: f"{any_text()} + {any_text()} + {any_text()} + {target}",
            lambda: f"{target} * {self.pick('2', '0', 'true', 'j', '1.5')}",
            lambda: f"{self.pick('2', '-1', 'j')} * {target}",
            lambda: f"{target} % {self.pick(any_text(), '(%s, %s)' % (any_text(), e('any', depth)), e('dict', depth), e('list', depth), e('int', depth), e('float', depth))}",
            lambda: f"{mark()} % {self.pick(target, '(%s, %s)' % (target, any_text()))}",
            lambda: f"{target} ~ {any_text()}",
            lambda: f"{target}[{self.slice(depth)}]",
            lambda: f"{target}[{self.pick('0', '-1', '99', 'j')}]",
            lambda: f"{self.pick(target, mark())}.{self.pick('strip', 'lstrip', 'rstrip')}({self.pick('', mark(), target, 'none')})",
            lambda: f"{target}.{self.pick('split', 'rsplit')}({self.pick('', mark(), target, 'none, 1', 'maxsplit=1', 'sep=%s' % mark(), '%s, 1' % mark())})",
            lambda: f"{target}.{self.pick('partition', 'rpartition')}({self.pick(mark(), target, 'none', '3')})",
            lambda: f"{mark()}.{self.pick('partition', 'rpartition', 'split')}({target})",
            lambda: f"{target}.replace({any_text()}, {any_text()}{self.pick('', ', 1')})",
            lambda: f"{mark()}.replace({mark()}, {target})",
            lambda: f"{self.pick(target, mark())}.join({self.pick('[%s, %s, 1, none]' % (any_text(), target), e('list', depth), '[%s, %s]' % (mark(), target), 'words', target)})",
            lambda: f"{target}.format({self.pick('', any_text(), '%s, %s' % (any_text(), e('any', depth)), 'a=%s' % any_text())})",
            lambda: f"{mark()}.format({self.pick(target, '%s, %s' % (target, any_text()), 'a=%s' % target)})",
            lambda: f"{target}.{self.pick('upper', 'lower', 'title', 'capitalize', 'swapcase', 'casefold', 'splitlines', 'isupper', 'islower', 'isspace', 'expandtabs')}()",
            lambda: f"{target}.{self.pick('center', 'ljust', 'rjust')}({self.pick('12', '9, %s' % mark(), '12, %s' % repr('*'), '3')})",
            lambda: f"{target}.{self.pick('zfill(7)', 'splitlines(true)', 'expandtabs(2)', 'splitlines(keepends=true)')}",
            lambda: f"{target}.{self.pick('removeprefix', 'removesuffix', 'startswith', 'endswith', 'find', 'count', 'rfind')}({self.pick(mark(), target)})",
            lambda: f"{target}.escape({any_text()})",
            lambda: f"{target}.translate({self.pick('{60: 38}', '{97: %s}' % mark(), mark())})",
            lambda: f"{any_text()}|{self.pick('upper', 'lower', 'title', 'capitalize', 'trim', 'string', 'reverse', 'last', 'first', 'list', 'length', 'wordcount', 'center(9)', 'int', 'float', 'tojson', 'pprint')}",
            lambda: f"{target}|{self.pick('trim(%s)' % mark(), 'replace(%s, %s)' % (mark(), target), 'default(%s, true)' % target, 'format(%s)' % any_text(), 'format(a=%s)' % any_text(), 'truncate(5, true, %s, 0)' % mark(), 'truncate(4, false, %s, 0)' % mark(), 'truncate(3)', 'wordwrap(4)', 'attr(%s)' % repr('upper'))}",
            lambda: f"{mark()}|{self.pick('replace(%s, %s)' % (target, any_text()), 'truncate(6, true, %s, 0)' % target, 'truncate(9, false, (%s|safe), 0)' % repr('..'), 'wordwrap(3, true, (%s|safe))' % repr('<br>'), 'trim(%s)' % target, 'format(%s)' % target, 'default(%s)' % target)}",
            lambda: f"{any_text()}|indent({self.pick('2', '(%s|safe)' % repr('> '), '(%s|safe), true' % repr('> '), '(%s|safe), true, true' % repr('>'), '(%s|safe), false, true' % repr('> '), repr('> ') + ', true')})",
            lambda: f"[{any_text()}, {target}, {any_text()}]|{self.pick('join', 'join(%s)' % target, 'sort', 'unique|list', 'map(%s)|list' % repr('upper'), 'map(%s)|join' % repr('safe'), 'map(%s)|list' % repr('escape'), 'min', 'max', 'list', 'tojson', 'select(%s)|list' % repr('escaped'))}",
            lambda: f"{{{target}: {any_text()}}}{self.pick('', '|tojson', '|dictsort', '[%s]' % target, '.items()|list', '|string')}",
            lambda: f"{target} {self.pick('==', '!=', '<', '>=', 'in', 'not in')} {any_text()}",
            lambda: f"{any_text()} in {target}",
            lambda: f"{any_text()} is {self.pick('escaped', 'string', 'sequence', 'iterable', 'mapping', 'upper', 'lower', 'callable', 'defined', 'in(%s)' % target, 'eq(%s)' % target)}",
        ])()

    def expr_method(self, depth):
        kind = self.pick(*METHODS)
        # Known ones only are looked at: what a method prints has its address, and what it is called with is the grammar's.
        method = f"({self.expr(kind, depth)}).{self.rng.choice(METHODS[kind])}"
        return self.rng.choice([
            lambda: f"({method} is {self.pick('defined', 'callable', 'iterable', 'string', 'mapping', 'none', 'number', 'sequence', 'undefined')})",
            lambda: f"({self.expr('str', depth)} if {method} else {self.expr('str', depth)})",
            lambda: f"({method} and 1)",
            lambda: f"(not {method})",
            lambda: f"({method}|default('none', true)|length)",
            lambda: f"({method}|list)",
            lambda: f"({method}|tojson)",
            lambda: f"({method} + 1)",
            lambda: f"({method} in [1, none])",
            lambda: f"([{method}]|length)",
            lambda: f"({method}.nothing is defined)",
            lambda: f"({method}|attr('nothing') is defined)",
            lambda: f"(dict.{self.pick('get', 'fromkeys', 'nothing', 'mro')} is {self.pick('defined', 'callable', 'none')})",
            lambda: f"(({self.expr('dict', depth)}).{self.pick('keys', 'items', 'values')}().{self.pick('isdisjoint', 'nothing')} is defined)",
            lambda: f"(({self.expr('list', depth)}|map('upper')).{self.pick('send', 'close', 'nothing')} is callable)",
        ])()

    def statement(self, depth=0):
        return self.chat() if self.chance(0.2) else self.method_loop() if self.chance(0.02) else super().statement(depth)

    def method_loop(self):
        kind = self.pick(*METHODS)
        return self.tag(f"for x in ({self.expr(kind)}).{self.rng.choice(METHODS[kind])}") + "{{ x }}" + self.tag("else") + "none" + self.tag("endfor")

    def chat(self):
        """Idioms of published templates, with other expressions in their places."""
        filters = lambda: self.pick("tojson", "tojson | safe", "string", "safe", "trim", "tojson(ensure_ascii=False)", "tojson(indent=2) | safe", "upper", "escape", "string | safe")
        joint = lambda: self.pick("~", "~", "+")
        inner = self.pick
        return inner(
            "{%- for message in messages %}{{- '<|' " + joint() + " message.role " + joint() + " '|>' }}{%- if message.content is string %}{{- message.content | " + filters() + " }}"
            "{%- elif message.content is iterable and message.content is not none %}{%- for part in message.content %}{%- if part.type == 'text' or 'text' in part %}{{- part.text " + joint() + " " + self.expr("str") + " }}"
            "{%- elif part is mapping and 'image' in part.type %}{{- '<img>' }}{%- else %}{{- part | " + filters() + " }}{%- endif %}{%- endfor %}{%- endif %}{%- endfor %}\n",
            "{%- for message in messages %}{%- for call in message.tool_calls or [] %}{%- set call = call.function if call.function is defined else call %}{{- '<function=' " + joint() + " call.name " + joint() + " '>' }}"
            "{%- if call.arguments is mapping %}{%- for key, val in call.arguments | items %}{%- set val = val | " + filters() + " if val is mapping or (val is sequence and val is not string) else val | string %}"
            "{{- '<p=' " + joint() + " key " + joint() + " '>' " + joint() + " val " + joint() + " '</p>\\n' }}{%- endfor %}{%- else %}{{- call.arguments | " + filters() + " }}{%- endif %}{%- endfor %}{%- endfor %}\n",
            "{%- macro render(value, name='x') %}{%- if value is mapping %}{%- for k, v in value.items() %}{{- '\\n<' ~ k ~ '>' ~ (v | " + filters() + ") }}{%- endfor %}{%- elif value is string %}{{- value | " + filters() + " }}"
            "{%- else %}{{- (value | tojson | safe) " + joint() + " name }}{%- endif %}{%- endmacro %}{%- for tool in tools %}{{- render(tool.function.parameters.properties" + self.pick("", ", name=m") + ") }}{{- render(tool.function.description) }}{%- endfor %}\n",
            "{%- for tool in tools %}{%- set t = tool.function %}{{- '\\n' + (t | " + filters() + ") }}{%- if t.parameters.required %}{{- t.parameters.required | " + filters() + " }}{{- t.parameters.required | join(', ') | safe }}{%- endif %}"
            "{%- for name, p in t.parameters.properties | dictsort %}{{- name ~ ': ' ~ (p.type | " + filters() + ") }}{%- if p.enum is defined %}{{- (p.enum | " + filters() + ") " + joint() + " p.description }}{%- endif %}{%- endfor %}{%- endfor %}\n",
            "{%- set ns = namespace(last=-1, text=''|safe) %}{%- for message in messages[::-1] %}{%- set index = (messages | length - 1) - loop.index0 %}{%- if message.role == 'user' and message.content is string and not message.content.startswith('<tool') %}"
            "{%- set ns.last = index %}{%- set ns.text = ns.text " + joint() + " message.content %}{%- endif %}{%- endfor %}{{ ns.last }}{{ ns.text }}{{ ns.text is escaped }}\n",
            "{%- for message in messages %}{%- set content = message.content %}{%- if content is string and '</think>' in content %}{%- set reasoning = content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}{{- reasoning | " + filters() + " }}"
            "{%- set content = (content | safe).split('</think>')[-1].lstrip('\\n') %}{%- endif %}{{- content | trim if content is string else content | " + filters() + " }}{%- endfor %}\n",
            "{%- for message in messages %}{{- message['content'] if message['content'] is string else (message['content'] | " + self.pick("selectattr('type', 'equalto', 'text') | map(attribute='text') | join('')", "map(attribute='text') | join(m)", "first", "length", "list | tojson | safe") + ") }}{%- endfor %}\n",
            "{%- if messages[0].role == 'system' %}{%- set rest = messages[1:] %}{{- messages[0].content " + joint() + " h }}{%- else %}{%- set rest = messages %}{%- endif %}{{- rest | map(attribute='role') | unique | list | tojson | safe }}\n",
        )


def chat_context(rng):
    variables = context(rng)
    variables["messages"] = [message(rng) for _ in range(rng.randrange(5))]
    variables["tools"] = [tool(rng) for _ in range(rng.randrange(3))]
    if rng.random() < 0.5:
        variables["s"] = rng.choice(MARKUPS)
    if rng.random() < 0.5:
        variables["words"] = [rng.choice(MARKUPS + STRINGS[:5]) for _ in range(rng.randrange(4))]
    return variables


def case(seed):
    """A template and its context; the seed alone decides."""
    rng = random.Random(seed)
    grammar = Published(rng)
    head = "{% set m = " + rng.choice(["s", quote(rng, rng.choice(MARKUPS)), "t", "d", "xs", "i"]) + "|safe %}{% set h = " + quote(rng, rng.choice(MARKUPS)) + "|" + rng.choice(["safe", "escape"]) + " %}"
    body = "".join(grammar.statement() for _ in range(rng.choice([1, 1, 1, 2, 2, 3])))
    return head + body, chat_context(rng)
