namespace Tito.Jinja.Values.Calls;

/// <summary>A global that is a class in Python: calling it makes an object, and it has the methods of its objects.</summary>
/// <param name="create">Makes an object.</param>
/// <param name="pythonName">The class's name with its module.</param>
/// <param name="members">The methods, none of which is supported on the class.</param>
/// <param name="isGeneric">Whether <c>class[anything]</c> is a type, which makes every name of <c>class.name</c> one.</param>
internal sealed class ClassValue(Builtin create, string pythonName, string[] members, bool isGeneric) : CallableValue
{
    private static readonly Builtin Forbidden = Builtin.Forbidden("mro");

    internal override string TypeName => "type";

    internal override Value Call(Arguments arguments, Rendering.RenderState state) => create.Invoke(null, arguments, state);

    internal override void WriteRepr(ReprWriter writer) => writer.Append($"<class '{pythonName}'>");

    internal override Builtin? FindMethod(string name) => name == "mro" ? Forbidden : null;

    internal override Value? FindAttribute(string name) => members.Contains(name) ? new UnsupportedValue($"{create.Name}.{name}") : null;

    internal override Value? FindItem(Value key, Rendering.RenderState state) => !isGeneric ? null
        : FindAttribute((key as StringValue)?.Text ?? "") ?? new UnsupportedValue($"{create.Name}[…]");
}
