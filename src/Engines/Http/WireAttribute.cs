namespace Tito.Engines.Http;

/// <summary>
/// Stands as <c>[assembly: Wire&lt;NameWire&gt;]</c> in the file of a wire, and makes it served: no list has to be changed.
/// </summary>
/// <typeparam name="T">The wire.</typeparam>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class WireAttribute<T> : EngineWireAttribute
    where T : IEngineWire, new()
{
    /// <inheritdoc/>
    public override IEngineWire Create() => new T();
}
