using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Calls;

/// <summary>A filter, a test, a function or a method: a name, Python's signature, and a body.</summary>
internal sealed class Builtin
{
    /// <summary>The work of a built-in on its bound arguments.</summary>
    internal delegate Value Body(in Call call);

    private readonly Signature _signature;
    private readonly Body _body;

    /// <param name="name">The name in templates.</param>
    /// <param name="signature">Python's parameters; see <see cref="Signature"/>.</param>
    /// <param name="body">The work.</param>
    public Builtin(string name, string signature, Body body)
    {
        Name = name;
        _signature = Signature.Parse(name, signature);
        _body = body;
    }

    private Builtin(string name)
        : this(name, "*rest, **keywords", static (in _) => throw new EvaluationFault(TemplateErrorKind.Security, "forbidden")) =>
        IsForbidden = true;

    public string Name { get; }

    /// <summary>
    /// The qualified name of a method that Python code defines, or null for one of the interpreter's own: they print otherwise.
    /// </summary>
    public string? PythonName { get; init; }

    /// <summary>Whether the sandbox hides it because it changes its object.</summary>
    public bool IsForbidden { get; }

    /// <summary>A method that exists in Python and that ImmutableSandboxedEnvironment forbids.</summary>
    public static Builtin Forbidden(string name) => new(name);

    /// <summary>
    /// A method that exists in Python and that the engine lacks: it is there to be looked at, and calling it raises by name.
    /// </summary>
    public static Builtin Unsupported(string name, string? pythonName = null) =>
        new(name, "*rest, **keywords", (in _) =>
            throw new EvaluationFault(TemplateErrorKind.Unsupported, $"the method {PythonText.Repr(name)} is not supported"))
        {
            PythonName = pythonName,
        };

    /// <summary>The same built-in with a qualified name.</summary>
    public Builtin With(string pythonName) => new(Name, _signature.Text, _body) { PythonName = pythonName };

    /// <summary>The same built-in under another name.</summary>
    public Builtin As(string name) => new(name, _signature.Text, _body);

    /// <summary>Calls it; the target, if there is one, is the first positional argument.</summary>
    public Value Invoke(Value? target, Arguments arguments, RenderState state) => _body(_signature.Bind(target, arguments, state));
}
