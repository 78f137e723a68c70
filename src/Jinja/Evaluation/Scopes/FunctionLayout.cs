namespace Tito.Jinja.Evaluation.Scopes;

/// <summary>
/// The slots of a function's frame. Jinja2 names a Python local after the scope's level and the variable, so scopes of one level in
/// one function share their variables, which closures can see; slots are shared the same way.
/// </summary>
internal sealed class FunctionLayout(FunctionLayout? parent)
{
    private readonly Dictionary<(int Level, string Name), Variable> _variables = [];

    public FunctionLayout? Parent { get; } = parent;

    public int SlotCount => _variables.Count;

    public Variable Variable(int level, string name)
    {
        if (!_variables.TryGetValue((level, name), out var variable))
        {
            variable = new Variable(this, _variables.Count, name);
            _variables.Add((level, name), variable);
        }

        return variable;
    }

    /// <summary>How many functions lie between this one and the owner of a variable.</summary>
    public int DistanceTo(Variable variable)
    {
        var distance = 0;
        for (var function = this; function != variable.Function; function = function!.Parent)
        {
            distance++;
        }

        return distance;
    }
}
