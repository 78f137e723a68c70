using System.Collections.Immutable;
using Tito.Jinja.Lexing;
using Tito.Jinja.Syntax;

namespace Tito.Jinja.Parsing;

/// <summary>The tags.</summary>
internal sealed partial class Parser
{
    private void ParseTag(ImmutableArray<Statement>.Builder body)
    {
        var tag = Current;
        if (tag.Kind != TokenKind.Name)
        {
            throw Fail("tag name expected", tag.Span);
        }

        _openTags.Push(tag.Text);
        if (tag.Text == "print")
        {
            ParsePrint(body);
        }
        else
        {
            body.Add(ParseStatement(tag));
        }

        _openTags.Pop();
    }

    private Statement ParseStatement(Token tag)
    {
        switch (tag.Text)
        {
            case "for":
                return ParseFor();
            case "if":
                return ParseIf();
            case "set":
                return ParseSet();
            case "macro":
                return ParseMacro();
            case "call":
                return ParseCallBlock();
            case "filter":
                return ParseFilterBlock();
            case "with":
                return ParseWith();
            case "generation":
                Advance();
                return new Statement.Generation(tag.Span, ParseBlockThrough("endgeneration"));
            case "break":
                return new Statement.Break(Advance().Span);
            case "continue":
                return new Statement.Continue(Advance().Span);
            case "include" or "import" or "from" or "extends" or "block":
                throw Unsupported(tag, "a chat template stands alone, other templates do not exist for it");
            case "autoescape":
                throw Unsupported(tag, "prompts are never escaped for HTML");
            default:
                _openTags.Pop();
                throw FailUnfinished(tag, null);
        }
    }

    private TemplateException Unsupported(Token tag, string reason) =>
        _source.Fail(TemplateErrorKind.Unsupported, $"the tag {PythonText.Repr(tag.Text)} is not supported: {reason}", tag.Span);

    private void ParsePrint(ImmutableArray<Statement>.Builder body)
    {
        Advance();
        var isFirst = true;
        while (Current.Kind != TokenKind.BlockEnd)
        {
            if (!isFirst)
            {
                Expect(TokenKind.Comma, ",");
            }

            isFirst = false;
            var expression = ParseExpression();
            body.Add(new Statement.Print(expression.Span, expression));
        }
    }

    private Statement.For ParseFor()
    {
        var tag = Advance();
        var target = ParseTarget(endName: "in");
        ExpectKeyword("in");
        var iterable = ParseTuple(allowConditional: false, endName: "recursive");
        var test = SkipName("if") ? ParseExpression() : null;
        var isRecursive = SkipName("recursive");
        var span = SpanFrom(tag.Span);
        var body = ParseBlock("endfor", "else");
        var otherwise = Advance().Text == "else" ? ParseBlockThrough("endfor") : [];
        return new Statement.For(span, target, iterable, test, isRecursive, body, otherwise);
    }

    private Statement.If ParseIf()
    {
        var tag = Advance();
        var branches = ImmutableArray.CreateBuilder<Statement.Branch>();
        while (true)
        {
            var test = ParseTuple(allowConditional: false);
            branches.Add(new Statement.Branch(test, ParseBlock("elif", "else", "endif")));
            switch (Advance().Text)
            {
                case "elif":
                    continue;
                case "else":
                    return new Statement.If(tag.Span, branches.ToImmutable(), ParseBlockThrough("endif"));
                default:
                    return new Statement.If(tag.Span, branches.ToImmutable(), []);
            }
        }
    }

    private Statement ParseSet()
    {
        var tag = Advance();
        var target = ParseTarget(allowNamespace: true);
        if (Skip(TokenKind.Assign))
        {
            var value = ParseTuple();
            return new Statement.Set(SpanFrom(tag.Span), target, value);
        }

        Expression.Filter? filter = null;
        while (Skip(TokenKind.Pipe))
        {
            filter = ParseFilter(filter);
        }

        return new Statement.SetBlock(tag.Span, target, filter, ParseBlockThrough("endset"));
    }

    private Statement.With ParseWith()
    {
        var tag = Advance();
        var bindings = ImmutableArray.CreateBuilder<(Expression, Expression)>();
        while (Current.Kind != TokenKind.BlockEnd)
        {
            if (bindings.Count > 0)
            {
                Expect(TokenKind.Comma, ",");
            }

            var target = ParseTarget();
            Expect(TokenKind.Assign, "=");
            bindings.Add((target, ParseExpression()));
        }

        return new Statement.With(tag.Span, bindings.ToImmutable(), ParseBlockThrough("endwith"));
    }

    private Statement.FilterBlock ParseFilterBlock()
    {
        var tag = Advance();
        var filter = ParseFilter(null);
        while (Skip(TokenKind.Pipe))
        {
            filter = ParseFilter(filter);
        }

        return new Statement.FilterBlock(tag.Span, filter, ParseBlockThrough("endfilter"));
    }

    private void ExpectKeyword(string name)
    {
        if (!SkipName(name))
        {
            throw Fail($"expected token {PythonText.Repr(name)}, got {PythonText.Repr(Current.Describe())}", Current.Span);
        }
    }
}
