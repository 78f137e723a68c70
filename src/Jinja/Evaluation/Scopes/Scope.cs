namespace Tito.Jinja.Evaluation.Scopes;

/// <summary>
/// The names of one scope, found before it runs. Jinja2 resolves names when it compiles (its idtracking module): a name that is assigned
/// anywhere in a scope belongs to that scope; one that is only read belongs to the nearest scope that knows it, or to the context.
/// </summary>
internal sealed class Scope
{
    /// <summary>Where a variable gets its value when its scope is entered.</summary>
    internal enum LoadKind
    {
        /// <summary>From a call or a loop.</summary>
        Parameter,

        /// <summary>From the render's variables and functions.</summary>
        External,

        /// <summary>From the variable of the same name in an outer scope.</summary>
        Outer,

        /// <summary>It has none.</summary>
        Undefined,
    }

    /// <summary>How a variable is filled; the outer variable belongs to <see cref="LoadKind.Outer"/>.</summary>
    internal readonly record struct Load(LoadKind Kind, Variable? Outer = null);

    private readonly Dictionary<string, Variable> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<Variable, Load> _loads = [];
    private readonly HashSet<string> _stores = new(StringComparer.Ordinal);
    private readonly int _level;

    public Scope(Scope? parent, FunctionLayout function)
    {
        Parent = parent;
        Function = function;
        _level = parent is null ? 0 : parent._level + 1;
    }

    private Scope(Scope source)
    {
        Parent = source.Parent;
        Function = source.Function;
        _level = source._level;
        _variables = new(source._variables, StringComparer.Ordinal);
        _loads = new(source._loads);
        _stores = new(source._stores, StringComparer.Ordinal);
    }

    public Scope? Parent { get; }

    public FunctionLayout Function { get; }

    public IEnumerable<KeyValuePair<Variable, Load>> Loads => _loads;

    /// <summary>A copy for one branch of an <c>if</c>.</summary>
    public Scope Branch() => new(this);

    public Variable? Find(string name) => _variables.GetValueOrDefault(name) ?? Parent?.Find(name);

    public Variable DeclareParameter(string name)
    {
        _stores.Add(name);
        return Define(name, new Load(LoadKind.Parameter));
    }

    public void Read(string name)
    {
        if (Find(name) is null)
        {
            Define(name, new Load(LoadKind.External));
        }
    }

    public void Assign(string name)
    {
        _stores.Add(name);
        if (!_variables.ContainsKey(name))
        {
            Define(name, Parent?.Find(name) is { } outer ? new Load(LoadKind.Outer, outer) : new Load(LoadKind.Undefined));
        }
    }

    /// <summary>
    /// Joins the branches of an <c>if</c>. A name that one of them assigns holds, where it was not assigned yet, what it would hold
    /// without the <c>if</c>.
    /// </summary>
    /// <remarks>
    /// The rule of Jinja2 3.1.5 and later. Before, a name that all branches assigned began as undefined, and an argument of the caller
    /// was lost under it (pallets/jinja issue 1253).
    /// </remarks>
    public void Merge(ReadOnlySpan<Scope> branches)
    {
        var assigned = new HashSet<string>(StringComparer.Ordinal);
        foreach (var branch in branches)
        {
            assigned.UnionWith(branch._stores);
        }

        assigned.ExceptWith(_stores);
        foreach (var branch in branches)
        {
            Take(branch);
        }

        foreach (var name in assigned)
        {
            _loads[Find(name)!] = Parent?.Find(name) is { } outer ? new Load(LoadKind.Outer, outer) : new Load(LoadKind.External);
        }
    }

    private Variable Define(string name, Load load)
    {
        var variable = Function.Variable(_level, name);
        _variables[name] = variable;
        _loads[variable] = load;
        return variable;
    }

    private void Take(Scope branch)
    {
        foreach (var (name, variable) in branch._variables)
        {
            _variables[name] = variable;
        }

        foreach (var (variable, load) in branch._loads)
        {
            _loads[variable] = load;
        }

        _stores.UnionWith(branch._stores);
    }
}
