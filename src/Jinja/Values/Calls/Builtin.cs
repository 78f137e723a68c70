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

    /// <summary>Whether the sandbox hides it because it changes its object.</summary>
    public bool IsForbidden { get; }

    /// <summary>A method that exists in Python and that ImmutableSandboxedEnvironment forbids.</summary>
    public static Builtin Forbidden(string name) => new(name);

    /// <summary>The same built-in under another name.</summary>
    public Builtin As(string name) => new(name, _signature.Text, _body);

    /// <summary>Calls it; the target, if there is one, is the first positional argument.</summary>
    public Value Invoke(Value? target, Arguments arguments, RenderState state) => _body(_signature.Bind(target, arguments, state));
}
