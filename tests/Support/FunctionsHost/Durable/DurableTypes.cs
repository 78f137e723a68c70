using Microsoft.Azure.WebJobs;

namespace Tito.Tests.Support.FunctionsHost.Durable;

/// <summary>Where the WebJobs host looks for functions.</summary>
internal sealed class DurableTypes : ITypeLocator
{
    /// <inheritdoc/>
    public IReadOnlyList<Type> GetTypes() => [typeof(DurableFunctions)];
}
