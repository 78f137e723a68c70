using System.Collections.Frozen;
using System.Collections.Immutable;
using Tito.Jinja.Syntax;
using Tito.Jinja.Values;

namespace Tito.Jinja;

/// <summary>What a chat template's text says about the messages that it is written for.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class TemplateTraits
{
    // SGLang, parser/jinja_template_utils.py, detect_jinja_template_content_format: a template with one of these words takes parts.
    private static readonly ImmutableArray<string> MediaWords = ["image", "audio", "video", "vision"];

    private static readonly ImmutableArray<string> MessageNames = ["message", "msg", "m"];

    private TemplateTraits(FrozenSet<string> roles, bool takesParts) => (Roles, TakesParts) = (roles, takesParts);

    /// <summary>
    /// The names that the template compares a role with, or that it keeps in a list or a table of roles. A template that prints whatever
    /// role it is given names none.
    /// </summary>
    public FrozenSet<string> Roles { get; }

    /// <summary>
    /// Whether the template is written for content that is a list of parts: by SGLang's rule, it loops over a message's content or speaks
    /// of media.
    /// </summary>
    public bool TakesParts { get; }

    /// <summary>Reads the traits of a parsed template.</summary>
    internal static TemplateTraits Of(string source, ImmutableArray<Statement> body)
    {
        var statements = SyntaxWalk.Statements(body).ToList();
        var roles = statements.SelectMany(SyntaxWalk.Expressions).SelectMany(RolesIn)
            .Concat(statements.OfType<Statement.Set>().Where(set => IsRole(set.Target)).SelectMany(set => Texts(set.Value)));
        return new(
            roles.ToFrozenSet(StringComparer.Ordinal),
            MediaWords.Any(word => source.Contains(word, StringComparison.Ordinal))
                || statements.OfType<Statement.For>().Any(loop => IsContent(loop.Iterable)));
    }

    private static IEnumerable<string> RolesIn(Expression expression) => expression switch
    {
        Expression.Compare compare when compare.Rest.Select(part => part.Operand).Prepend(compare.First).ToList() is var operands
            && operands.Exists(IsRole) => operands.SelectMany(Texts),
        Expression.Test test when IsRole(test.Target) => test.Arguments.All().SelectMany(Texts),
        Expression.Filter filter when filter.Arguments.Positional is [var field, ..] && Texts(field).Contains("role") =>
            filter.Arguments.Positional.Skip(2).SelectMany(Texts),
        Expression.Dict table when table.Pairs.SelectMany(pair => Texts(pair.Key)).ToList() is var keys
            && keys.Contains("user") && keys.Contains("assistant") => keys,
        _ => [],
    };

    /// <summary>Whether an expression stands for a role: a field or an item of that name, or a variable that is called after it.</summary>
    private static bool IsRole(Expression expression) => expression switch
    {
        Expression.Attribute attribute => attribute.Name == "role",
        Expression.Item item => Texts(item.Key).Contains("role"),
        Expression.Variable variable => variable.Name.Contains("role", StringComparison.OrdinalIgnoreCase),
        Expression.Filter { Target: { } target } => IsRole(target),
        Expression.Call { Callee: Expression.Attribute method } => IsRole(method.Target),
        _ => false,
    };

    private static bool IsContent(Expression iterable) => iterable switch
    {
        Expression.Filter { Target: { } target } => IsContent(target),
        Expression.Test test => IsContent(test.Target),
        Expression.Item { Key: Expression.Slice } slice => IsContent(slice.Target),
        Expression.Item item => Texts(item.Key).Contains("content") && IsMessage(item.Target),
        Expression.Attribute attribute => attribute.Name == "content" && IsMessage(attribute.Target),
        _ => false,
    };

    private static bool IsMessage(Expression expression) =>
        expression is Expression.Variable variable && MessageNames.Contains(variable.Name);

    private static IEnumerable<string> Texts(Expression expression) => expression switch
    {
        Expression.Literal { Value: StringValue text } => [text.Text],
        Expression.List list => list.Items.SelectMany(Texts),
        Expression.Tuple tuple => tuple.Items.SelectMany(Texts),
        _ => [],
    };
}
