namespace Tito.Engines.Http;

/// <summary>Announces a wire of this assembly. <see cref="WireAttribute{T}"/> is what stands beside a wire's class.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal abstract class EngineWireAttribute : Attribute
{
    /// <summary>The wire.</summary>
    public abstract IEngineWire Create();
}
