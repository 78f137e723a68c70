using System.Collections.Immutable;
using Tito.Core.Templates.Evaluation.Scopes;
using Tito.Core.Templates.Syntax;

namespace Tito.Core.Templates.Evaluation.Compilation;

/// <summary>
/// Makes delegates of the syntax tree: names become slots, built-ins are looked up once, and rendering walks delegates instead of nodes.
/// What Jinja2 or Python's own compiler refuses is refused here.
/// </summary>
internal sealed partial class Compiler
{
    private readonly SourceText _source;
    private readonly Dictionary<string, int> _externals = new(StringComparer.Ordinal);

    private Compiler(SourceText source) => _source = source;

    /// <exception cref="TemplateException">An unknown filter or test, or a construct that cannot stand where it stands.</exception>
    public static CompiledTemplate Compile(SourceText source, ImmutableArray<Statement> statements)
    {
        var compiler = new Compiler(source);
        var function = new FunctionLayout(null);
        var scope = new Scope(null, function);
        ScopeAnalysis.Visit(scope, statements);
        var body = compiler.CompileBody(statements, new Site(scope, IsSoft: false, InLoop: false));
        var entry = compiler.Enter(scope);
        return new CompiledTemplate(
            frame =>
            {
                entry.Enter(frame);
                return body(frame);
            },
            function.SlotCount,
            [.. compiler._externals.OrderBy(static pair => pair.Value).Select(static pair => pair.Key)]);
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
