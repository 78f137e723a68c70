using Tito.Jinja;

namespace Tito.Tests.Unit.Jinja;

/// <summary>Parts: SGLang's <c>detect_jinja_template_content_format</c>. Roles: the spellings that published templates compare them in.</summary>
public sealed class TemplateTraitsTests
{
    [Theory]
    [InlineData("{% for part in message.content %}{% endfor %}", true)]
    [InlineData("{% for part in message['content'] %}{% endfor %}", true)]
    [InlineData("{% for m in messages %}{% for part in m.content | list %}{% endfor %}{% endfor %}", true)]
    [InlineData("{% if x %}{% else %}{% for part in msg['content'][1:] %}{% endfor %}{% endif %}", true)]
    [InlineData("{% macro f(message) %}{% for part in message.content %}{% endfor %}{% endmacro %}", true)]
    [InlineData("{# an image #}", true)]
    [InlineData("{{ 'vision' }}", true)]
    [InlineData("{% macro f(content) %}{% for part in content %}{% endfor %}{% endmacro %}{{ f(message.content) }}", false)]
    [InlineData("{% for part in turn.content %}{% endfor %}", false)]
    [InlineData("{% for part in message.parts %}{% endfor %}", false)]
    [InlineData("{{ message.content }}", false)]
    public void TakesParts_IsWhatSgLangDetects(string template, bool expected) =>
        Assert.Equal(expected, Template.Parse(template, "t").Traits.TakesParts);

    [Theory]
    [InlineData("{% if message.role == 'developer' %}{% endif %}", "developer")]
    [InlineData("{% if 'developer' != message['role'] %}{% endif %}", "developer")]
    [InlineData("{% if m.role in ['tool', 'ipython'] or m.role == \"critic\" %}{% endif %}", "critic ipython tool")]
    [InlineData("{% if m.role not in ('a', 'b') %}{% endif %}", "a b")]
    [InlineData("{% set role = m['role'] %}{% if role == 'developer' %}{% endif %}", "developer")]
    [InlineData("{{ 'x' if m.role | lower == 'developer' else 'y' }}", "developer")]
    [InlineData("{{ 'x' if m.role.lower() == 'developer' }}", "developer")]
    [InlineData("{% if m.role is eq('developer') %}{% endif %}", "developer")]
    [InlineData("{% if m.role is in(['a', 'b']) %}{% endif %}", "a b")]
    [InlineData("{% set valid_roles = ['x', 'y'] %}{% if m.role in valid_roles %}{% endif %}", "x y")]
    [InlineData("{% set names = {'user': 'U', 'assistant': 'A', 'root': 'R'} %}{{ names[m.role] }}", "assistant root user")]
    [InlineData("{{ messages | selectattr('role', 'equalto', 'developer') | list }}", "developer")]
    [InlineData("{{ messages | rejectattr('role', 'in', ['a', 'b']) | list }}", "a b")]
    [InlineData("{% macro f(m) %}{% for x in m if x.role == 'developer' %}{% endfor %}{% endmacro %}", "developer")]
    [InlineData("{% if tool.type == 'function' %}{{ tool['function'].name }}{% endif %}", "")]
    [InlineData("{{ '<|im_start|>' + message.role + 'developer' }}", "")]
    [InlineData("{% set kinds = {'user': 1, 'developer': 2} %}", "")]
    public void Roles_AreThoseThatARoleIsComparedWith(string template, string expected) =>
        Assert.Equal(expected, string.Join(' ', Template.Parse(template, "t").Traits.Roles.Order(StringComparer.Ordinal)));
}
