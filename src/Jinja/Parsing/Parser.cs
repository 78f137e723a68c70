using System.Collections.Immutable;
using Tito.Jinja.Lexing;
using Tito.Jinja.Source;
using Tito.Jinja.Syntax;

namespace Tito.Jinja.Parsing;

/// <summary>Reads tokens into the syntax tree. The grammar is that of Jinja2 3.1's parser, one method a rule.</summary>
internal sealed partial class Parser
{
    private readonly SourceText _source;
    private readonly ImmutableArray<Token> _tokens;
    private readonly int _maxDepth;
    private readonly Stack<string> _openTags = new();
    private readonly Stack<string[]> _endTags = new();
    private int _index;
    private int _depth;

    private Parser(SourceText source, int maxDepth)
    {
        _source = source;
        _tokens = Lexer.Tokenize(source);
        _maxDepth = maxDepth;
    }

    private Token Current => _tokens[_index];

    private Token Following => _tokens[Math.Min(_index + 1, _tokens.Length - 1)];

    /// <summary>Parses a whole template.</summary>
    /// <param name="source">The normalized source.</param>
    /// <param name="maxDepth">How deep statements and expressions may nest, operators of one chain included.</param>
    /// <exception cref="TemplateException">The source is not a template, or it nests too deep.</exception>
    public static ImmutableArray<Statement> Parse(SourceText source, int maxDepth) => new Parser(source, maxDepth).ParseBody([]);

    private Token Advance()
    {
        var token = Current;
        if (token.Kind != TokenKind.EndOfTemplate)
        {
            _index++;
        }

        return token;
    }

    private bool Skip(TokenKind kind)
    {
        if (Current.Kind != kind)
        {
            return false;
        }

        Advance();
        return true;
    }

    private bool SkipName(string name)
    {
        if (!Current.IsName(name))
        {
            return false;
        }

        Advance();
        return true;
    }

    private Token Expect(TokenKind kind, string description)
    {
        if (Current.Kind == kind)
        {
            return Advance();
        }

        throw Current.Kind == TokenKind.EndOfTemplate
            ? Fail($"unexpected end of template, expected {PythonText.Repr(description)}.", Current.Span)
            : Fail($"expected token {PythonText.Repr(description)}, got {PythonText.Repr(Current.Describe())}", Current.Span);
    }

    private Token ExpectName() => Expect(TokenKind.Name, "name");

    /// <summary>
    /// Counts one level of nesting until the caller puts the depth back. Chains count too: they make trees as deep as they are long.
    /// </summary>
    private void Descend(SourceSpan span)
    {
        if (++_depth > _maxDepth)
        {
            throw _source.Fail(TemplateErrorKind.Limit, $"the template nests deeper than {_maxDepth} levels", span);
        }
    }

    /// <summary>From a start to the end of the last token read.</summary>
    private SourceSpan SpanFrom(SourceSpan start) => start.To(_tokens[Math.Max(0, _index - 1)].Span);

    private TemplateException Fail(string detail, SourceSpan span) => _source.Fail(TemplateErrorKind.Syntax, detail, span);
}
