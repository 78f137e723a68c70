using System.Collections.Immutable;
using Tito.Jinja.Evaluation.Scopes;
using Tito.Jinja.Rendering;
using Tito.Jinja.Source;
using Tito.Jinja.Syntax;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>
/// Makes delegates of the syntax tree: names become slots, built-ins are looked up once, and rendering walks delegates instead of nodes.
/// What Jinja2 or Python's own compiler refuses is refused here.
/// </summary>
internal sealed partial class Compiler : IDisposable
{
    private readonly SourceText _source;
    private readonly Dictionary<string, int> _externals = new(StringComparer.Ordinal);
    private readonly Folding _folding;
    private readonly bool _isTraced;

    private Compiler(SourceText source, TemplateLimits limits, bool isTraced)
    {
        (_source, _isTraced) = (source, isTraced);
        var site = new Site(new Scope(null, new FunctionLayout(null)), IsSoft: true, InLoop: false, IsFolded: true, IsConstant: true);
        _folding = new Folding(expression => CompileNode(expression, site), limits);
    }

    /// <param name="source">The template's text.</param>
    /// <param name="statements">What was parsed of it.</param>
    /// <param name="limits">The budgets of folding constants.</param>
    /// <param name="isTraced">Whether its runs report to <see cref="Frame.Trace"/>, which must then be set.</param>
    /// <exception cref="TemplateException">An unknown filter or test, or a construct that cannot stand where it stands.</exception>
    public static CompiledTemplate Compile(
        SourceText source, ImmutableArray<Statement> statements, TemplateLimits limits, bool isTraced = false)
    {
        using var compiler = new Compiler(source, limits, isTraced);
        try
        {
            return compiler.CompileTemplate(statements);
        }
        catch (EvaluationFault fault)
        {
            throw source.Fail(fault.Kind, fault.Message, compiler._folding.Position);
        }
    }

    public void Dispose() => _folding.Dispose();

    private CompiledTemplate CompileTemplate(ImmutableArray<Statement> statements)
    {
        var function = new FunctionLayout(null);
        var scope = new Scope(null, function);
        ScopeAnalysis.Visit(scope, statements);
        var body = CompileBody(statements, new Site(scope, IsSoft: false, InLoop: false));
        var entry = Enter(scope);
        return new CompiledTemplate(
            frame =>
            {
                entry.Enter(frame);
                return body(frame);
            },
            function.SlotCount,
            [.. _externals.OrderBy(static pair => pair.Value).Select(static pair => pair.Key)]);
    }

    private ScopeEntry Enter(Scope scope) => new(scope, ExternalOf);

    private int ExternalOf(string name)
    {
        if (!_externals.TryGetValue(name, out var index))
        {
            index = _externals.Count;
            _externals.Add(name, index);
        }

        return index;
    }

    private TemplateException Fail(TemplateErrorKind kind, string detail, SourceSpan span) => _source.Fail(kind, detail, span);

    private int LineOf(SourceSpan span) => _source.LineOf(span);
}
