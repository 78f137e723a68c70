using System.Collections.Immutable;
using Tito.Jinja.Lexing;
using Tito.Jinja.Syntax;

namespace Tito.Jinja.Parsing;

/// <summary>Sequences of statements up to the tag that ends them.</summary>
internal sealed partial class Parser
{
    /// <summary>The body of a tag: the rest of its opening, then statements; the end tag's name is the current token.</summary>
    private ImmutableArray<Statement> ParseBlock(params string[] endTags)
    {
        // "the first token may be a colon for python compatibility"
        Skip(TokenKind.Colon);
        Expect(TokenKind.BlockEnd, "end of statement block");
        var body = ParseBody(endTags);
        if (Current.Kind == TokenKind.EndOfTemplate)
        {
            throw FailUnfinished(null, endTags);
        }

        return body;
    }

    /// <summary>The body of a tag that only one other can end, which is read too.</summary>
    private ImmutableArray<Statement> ParseBlockThrough(string endTag)
    {
        var body = ParseBlock(endTag);
        Advance();
        return body;
    }

    private ImmutableArray<Statement> ParseBody(string[] endTags)
    {
        var body = ImmutableArray.CreateBuilder<Statement>();
        var depth = _depth;
        Descend(Current.Span);
        if (endTags.Length > 0)
        {
            _endTags.Push(endTags);
        }

        while (Current.Kind != TokenKind.EndOfTemplate)
        {
            if (Current.Kind == TokenKind.BlockBegin && endTags.Any(Following.IsName))
            {
                Advance();
                break;
            }

            ParseNext(body);
        }

        if (endTags.Length > 0)
        {
            _endTags.Pop();
        }

        _depth = depth;
        return body.ToImmutable();
    }

    private void ParseNext(ImmutableArray<Statement>.Builder body)
    {
        var token = Advance();
        switch (token.Kind)
        {
            case TokenKind.Data:
                body.Add(new Statement.Literal(token.Span, token.Text));
                break;
            case TokenKind.VariableBegin:
                var expression = ParseTuple();
                Expect(TokenKind.VariableEnd, "end of print statement");
                body.Add(new Statement.Print(SpanFrom(token.Span), expression));
                break;
            default:
                ParseTag(body);
                Expect(TokenKind.BlockEnd, "end of statement block");
                break;
        }
    }

    private TemplateException FailUnfinished(Token? unknown, string[]? expected)
    {
        var expecting = new List<string[]>(_endTags.Reverse());
        if (expected is not null)
        {
            expecting.Add(expected);
        }

        var looking = expecting.Count == 0 ? null : string.Join(" or ", expecting[^1].Select(PythonText.Repr));
        List<string> message = [unknown is null
            ? "Unexpected end of template."
            : $"Encountered unknown tag {PythonText.Repr(unknown.Value.Text)}."];
        if (looking is not null)
        {
            message.Add(unknown is not null && expecting.Any(tags => tags.Contains(unknown.Value.Text))
                ? $"You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for {looking}."
                : $"Jinja was looking for the following tags: {looking}.");
        }

        if (_openTags.Count > 0)
        {
            message.Add($"The innermost block that needs to be closed is {PythonText.Repr(_openTags.Peek())}.");
        }

        return Fail(string.Join(' ', message), unknown?.Span ?? Current.Span);
    }
}
