using System.Collections.Immutable;

namespace Tito.Tests.Unit.Repository;

/// <summary>A row of <see cref="ModuleTable"/>.</summary>
internal sealed class ModuleRow(string module, params ReadOnlySpan<string> mayImport)
{
    internal string Module { get; } = module;

    internal ImmutableArray<string> MayImport { get; } = [.. mayImport];
}
